// Tries faults in a process of its own, under the injector: adapter, extent, the file that names the fault under way, and how many faults
// to pass over. The last line that it prints is the result.

import { openSync, writeSync } from "node:fs";
import type { Adapter, BackendModule } from "../src/adapter.ts";
import { openWhatTheRuntimeKeeps } from "../src/support/descriptors.ts";
import { openNumbers } from "./descriptors.ts";
import { operations } from "./operations/index.ts";
import { Trial } from "./trial.ts";

const [url, extent, progress, passed = "0", only = ""] = process.argv.slice(2) as string[];
const { adapter } = (await import(url!)) as { adapter: Adapter };
openWhatTheRuntimeKeeps();
const before = openNumbers();
const module = adapter.module as BackendModule;
const file = openSync(progress!, "w");
let count = 0;

const trial = new Trial(
  {
    name: adapter.name,
    module,
    isRuntimes: (fd) => before.has(fd),
    fresh: () => adapter.instrument!(() => {}) as unknown as BackendModule,
  },
  { all: extent === "all" },
  (text) => {
    count++;
    if (count <= Number(passed)) return false;
    writeSync(file, `${count} ${text}`.padEnd(200), 0);
    return true;
  },
);
for (const operation of operations) if (only.startsWith("=") ? operation.name === only.slice(1) : operation.name.includes(only)) await trial.run(operation);
process.stdout.write(`${JSON.stringify(trial.tried)}\n`, () => process.exit(0));
