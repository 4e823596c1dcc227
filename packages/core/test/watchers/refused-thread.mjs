// In a process of its own, which may map no more memory for a while: `refused-thread.mjs <adapter>` prints what became of a wait
// that could start no thread, and of the next one.

const { adapter } = await import(process.argv[2]);
const { OsPoller, sys } = adapter.module;

const RLIMIT_AS = 9;
const UNLIMITED = [-1, -1];
const limit = (low, high) => sys.setrlimit(RLIMIT_AS, Int32Array.of(low, high, ...UNLIMITED));

// No thread before: the C library keeps the stack of one that has ended for the next.
const poller = new OsPoller();
limit(1_000_000, 0);
const outcome = await poller.waitAsync(10).then(
  ({ length }) => ({ length }),
  ({ name, code, errno, syscall }) => ({ name, code, errno, syscall }),
);
limit(...UNLIMITED);
const { length } = await poller.waitAsync(10);
poller.close();
console.log(JSON.stringify([outcome, { length }]));
