// What a run has tried, counted and found, for docs/reliability.md to be written from: build/reliability/<name>.json.

import { mkdirSync, writeFileSync } from "node:fs";
import { inRoot } from "../tools/lib/root.ts";

export function record(name: string, value: object): void {
  const folder = inRoot("build/reliability");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(value, null, 2)}\n`);
}

/** A planted fault, and what found it. */
export interface FoundFault {
  readonly fault: string;
  /** The file that it is planted in. */
  readonly where: string;
  readonly foundBy: string;
  readonly seconds: number;
}
