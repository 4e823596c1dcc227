// The round trip of a wake-up through a backend's public API: ask another thread, wait, fetch, read. Prints the median and
// the 99th percentile in microseconds, blocking and asynchronous, of the same process in turn.
//
//   node bench/latency.mjs @pollio/koffi 4000

import { isMainThread, Worker, workerData } from "node:worker_threads";

const specifier = isMainThread ? process.argv[2] : workerData.specifier;
const { EventObject, OsPoller, sys, constants } = await import(specifier);
const BLOCK = 200;
const WARM = 10;
const one = new Uint8Array(new BigUint64Array([1n]).buffer);

if (isMainThread) await main();
else answer(new Int32Array(workerData.turn), workerData.fd);

/** Writes to the descriptor each time it is asked, until it is told to end. */
function answer(turn, fd) {
  for (let seen = 0; ; ) {
    Atomics.wait(turn, 0, seen);
    seen = Atomics.load(turn, 0);
    if (seen < 0) return;
    sys.write(fd, one);
  }
}

async function main() {
  const rounds = Number(process.argv[3] ?? 4000);
  const poller = new OsPoller();
  const fd = sys.eventfd(0, constants.EFD_NONBLOCK);
  poller.add(EventObject.client(fd));
  const turn = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(import.meta.url), { workerData: { specifier, turn: turn.buffer, fd } });
  await new Promise((resolve) => worker.once("online", resolve));
  const into = new Uint8Array(8);
  const ask = () => {
    Atomics.add(turn, 0, 1);
    Atomics.notify(turn, 0);
  };
  const take = (events) => {
    if (events.length !== 1) throw new Error(`${events.length} events in place of 1`);
    sys.read(events.fd(0), into);
  };
  const blocking = [];
  const asynchronous = [];
  // In blocks, so that each way runs as it does where it is used alone; the first blocks warm up.
  for (let block = -WARM; block < rounds / BLOCK; block++) {
    for (let round = 0; round < BLOCK; round++) {
      const start = performance.now();
      ask();
      take(poller.wait(-1));
      if (block >= 0) blocking.push(performance.now() - start);
    }
    for (let round = 0; round < BLOCK; round++) {
      const start = performance.now();
      ask();
      take(await poller.waitAsync(-1));
      if (block >= 0) asynchronous.push(performance.now() - start);
    }
  }
  Atomics.store(turn, 0, -1);
  Atomics.notify(turn, 0);
  poller.close();
  process.stdout.write(`${JSON.stringify({ blocking: percentiles(blocking), async: percentiles(asynchronous) })}\n`);
}

function percentiles(milliseconds) {
  const sorted = milliseconds.map((value) => value * 1000).sort((a, b) => a - b);
  const at = (part) => sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)];
  return { p50: at(0.5), p99: at(0.99) };
}
