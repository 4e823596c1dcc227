// Tries faults in a process of its own, under the injector. Its argument is its options as JSON. It writes a line of JSON to a file for each
// fault before it is armed, for whatever is wrong, and in the end.

import { openSync, writeSync } from "node:fs";
import fc from "fast-check";
import type { Adapter, BackendModule } from "../src/adapter.ts";
import { openWhatTheRuntimeKeeps } from "../src/support/descriptors.ts";
import { openEpolls } from "./descriptors.ts";
import { operations } from "./operations/index.ts";
import { Trial } from "./trial.ts";

export interface Options {
  readonly adapter: string;
  readonly progress: string;
  /** How many faults were tried by other processes. */
  readonly passed: number;
  /** The first call of a kind, once; or also the second and the last, and three in a row. */
  readonly all: boolean;
  /** What the names of the operations contain. */
  readonly only: string;
  /** Tries them in another order. */
  readonly seed?: number;
  /** Ends with the first that is wrong. */
  readonly isEnough?: boolean;
  /** Tries nothing, and reports the calls that are made. */
  readonly records?: true;
}

const options = JSON.parse(process.argv[2]!) as Options;
const { adapter } = (await import(options.adapter)) as { adapter: Adapter };
openWhatTheRuntimeKeeps();
const runtimes = openEpolls();
const file = openSync(options.progress, "a");
const write = (entry: object): void => void writeSync(file, `${JSON.stringify(entry)}\n`);
let count = 0;

const trial = new Trial(
  {
    name: adapter.name,
    module: adapter.module as BackendModule,
    takes: process.env.POLLIO_TEST_TAKE_ALWAYS !== undefined,
    isRuntimes: (fd) => runtimes.has(fd),
    fresh: () => adapter.instrument!(() => {}) as unknown as BackendModule,
  },
  {
    all: options.all,
    order: (things) => ordered(things),
    begins(fault) {
      count++;
      if (count > options.passed) write({ count, fault });
      return count > options.passed;
    },
    hit: () => write({ hit: true }),
    wrong(wrong) {
      write({ wrong });
      if (options.isEnough) finish();
    },
  },
);

const names = new Set<string>();

function finish(): never {
  write({ done: true, names: [...names] });
  process.exit(0);
}

/** Threads are started only while none is there, so that the first operations stay the first. */
function ordered<Thing>(things: readonly Thing[]): readonly Thing[] {
  if (options.seed === undefined) return things;
  const [order] = fc.sample(fc.shuffledSubarray([...things], { minLength: things.length }), {
    seed: options.seed,
    numRuns: 1,
  });
  return order!;
}

for (const operation of operations.filter(({ name }) => name.includes(options.only))) {
  if (options.records) for (const name of await trial.record(operation)) names.add(name);
  else await trial.run(operation);
}
finish();
