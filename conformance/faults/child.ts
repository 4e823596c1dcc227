// Tries faults in a process of its own, under the injector: adapter, extent, the file that names the fault under way, and how many faults
// to pass over. The last line that it prints is the result.

import { openSync, writeSync } from "node:fs";
import type { Adapter, BackendModule } from "../src/adapter.ts";
import { openWhatTheRuntimeKeeps } from "../src/support/descriptors.ts";
import { openEpolls } from "./descriptors.ts";
import { operations } from "./operations/index.ts";
import { Trial } from "./trial.ts";

const [url, extent, progress, passed = "0", only = ""] = process.argv.slice(2) as string[];
const { adapter } = (await import(url!)) as { adapter: Adapter };
openWhatTheRuntimeKeeps();
const before = openEpolls();
const module = adapter.module as BackendModule;
const file = openSync(progress!, "w");
let count = 0;
/** Longer than any fault's text, so that nothing of the last one stays. */
const LINE = 200;

const trial = new Trial(
  {
    name: adapter.name,
    takes: process.env.POLLIO_TEST_TAKE_ALWAYS !== undefined,
    module,
    isRuntimes: (fd) => before.has(fd),
    fresh: () => adapter.instrument!(() => {}) as unknown as BackendModule,
  },
  { all: extent === "all" },
  (text) => {
    count++;
    if (count <= Number(passed)) return false;
    const line = Buffer.from(`${count} ${text}`.padEnd(LINE));
    writeSync(file, line, 0, line.length, 0);
    return true;
  },
);
for (const operation of operations) if (only.startsWith("=") ? operation.name === only.slice(1) : operation.name.includes(only)) await trial.run(operation);
process.stdout.write(`${JSON.stringify(trial.tried)}\n`, () => process.exit(0));
