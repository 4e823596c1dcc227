// In a process of its own, which may map no more memory for a while: `refused-thread.mjs <adapter>` prints what became of a wait
// that could start no thread, and of the next one.

const { adapter } = await import(process.argv[2]);
const { OsPoller, sys } = adapter.module;

const RLIMIT_AS = 9;
const UNLIMITED = [-1, -1];
const limit = (low, high) => sys.setrlimit(RLIMIT_AS, Int32Array.of(low, high, ...UNLIMITED));

// The library of the thread may have to be loaded first.
const other = new OsPoller();
await other.waitAsync(1);
other.close();
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
