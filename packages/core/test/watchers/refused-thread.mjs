// In a process of its own, which may map less memory than a thread's stack takes for a while: `refused-thread.mjs <adapter>` prints what
// became of a wait that could start no thread, and of the next one.

import { readFileSync } from "node:fs";

const { adapter } = await import(process.argv[2]);
const { OsPoller, sys } = adapter.module;

const RLIMIT_AS = 9;
const UNLIMITED = [-1, -1];
const PAGE = 4_096;
/** Less than the 8 MiB of a stack (pthread_create(3)), and enough for the compiler that Bun makes the thread's code with. */
const ROOM = 6 * 1024 * 1024;
/** @param {number} low @param {number} high */
const limit = (low, high) => sys.setrlimit(RLIMIT_AS, Int32Array.of(low, high, ...UNLIMITED));

// No thread before: the C library keeps the stack of one that has ended for the next.
const poller = new OsPoller();
const bytes = Number(readFileSync("/proc/self/statm", "utf8").split(" ")[0]) * PAGE + ROOM;
limit(bytes % 2 ** 32, Math.floor(bytes / 2 ** 32));
const outcome = await poller.waitAsync(10).then(
  ({ length }) => ({ length }),
  ({ name, code, errno, syscall }) => ({ name, code, errno, syscall }),
);
limit(...UNLIMITED);
const { length } = await poller.waitAsync(10);
poller.close();
console.log(JSON.stringify([outcome, { length }]));
