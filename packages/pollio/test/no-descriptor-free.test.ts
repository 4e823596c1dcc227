// A process whose descriptors are all taken can load no file either: what waits must be there from the start.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const BACKENDS = process.versions.bun === undefined ? ["@pollio/napi", "@pollio/koffi"] : ["@pollio/bun"];
const program = fileURLToPath(new URL("no-descriptor-free.mjs", import.meta.url));

test.each(BACKENDS)("the first readable() of %s is refused as any other is", (backend) => {
  const printed = execFileSync(process.execPath, [program, import.meta.resolve(backend)], { encoding: "utf8" });
  expect(printed).toBe("PollerError EMFILE\n");
});
