// The end of `npm run test:robust`: writes what it has tried to docs/reliability.md.

import { readFileSync, writeFileSync } from "node:fs";
import { shown } from "../../tools/lib/root.ts";
import { say } from "../../tools/lib/say.ts";
import { PAGE, pageOf, readRun } from "./page.ts";

export function main(): number {
  writeFileSync(PAGE, pageOf(readFileSync(PAGE, "utf8"), readRun));
  say(`wrote ${shown(PAGE)}`);
  return 0;
}
