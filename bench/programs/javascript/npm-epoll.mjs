// npm's epoll package, which delivers one event at a time to a callback: its thread waits, wakes the event loop, and continues once the
// callback has run. Answers like per-call.mjs; there is no wait to call when nothing is ready.
//
//   node npm-epoll.mjs <the package's folder> <URL of a backend that makes the descriptors>

import { createRequire } from "node:module";
import { newEventfd, raiseDescriptorLimit } from "./descriptors.mjs";
import { must, serve } from "./protocol.mjs";

const [folder = "", backendUrl = ""] = process.argv.slice(2);
const { Epoll } = createRequire(import.meta.url)(folder);
const backend = await import(backendUrl);
const { sys } = backend;
const FULL = 19_900;
const MANY = 10_000;
const ONE = new Uint8Array(new BigUint64Array([1n]).buffer);

raiseDescriptorLimit(backend);
// Either all of its duplicates are ready or none is.
const file = newEventfd(backend, 0);
const pool = Array.from({ length: FULL }, () => must(sys.dup(file)));
const [first = -1] = pool;
let sink = 0;

await serve({
  one: (iterations = 1) => deliver(1, iterations),
  few: (iterations = 1) => deliver(64, iterations),
  full: (iterations = 1) => deliver(FULL, iterations),
  change: (iterations = 1) =>
    withEpoll((epoll) => {
      const start = process.hrtime.bigint();
      for (let i = 0; i < iterations; i++) {
        epoll.add(first, Epoll.EPOLLIN);
        epoll.remove(first);
      }
      return Number(process.hrtime.bigint() - start) / iterations;
    }),
  modify: (iterations = 1) =>
    withEpoll((epoll) => {
      epoll.add(first, Epoll.EPOLLIN);
      const start = process.hrtime.bigint();
      for (let i = 0; i < iterations; i++) epoll.modify(first, Epoll.EPOLLIN);
      return Number(process.hrtime.bigint() - start) / iterations;
    }),
  register(iterations = 1) {
    let total = 0;
    for (let i = 0; i < iterations; i++) {
      total += withEpoll((epoll) => {
        const start = process.hrtime.bigint();
        for (const fd of pool.slice(0, MANY)) epoll.add(fd, Epoll.EPOLLIN);
        return Number(process.hrtime.bigint() - start);
      });
    }
    return total / iterations;
  },
});

/**
 * Nanoseconds for the events of `count` ready descriptors, `iterations` times.
 *
 * @param {number} count
 * @param {number} iterations
 */
async function deliver(count, iterations) {
  let left = count * iterations;
  /** @type {(end: bigint) => void} */
  let done = () => {};
  const epoll = new Epoll((/** @type {Error | null} */ error, /** @type {number} */ fd) => {
    if (error) throw error;
    sink += fd;
    if (--left === 0) done(process.hrtime.bigint());
  });
  for (const fd of pool.slice(0, count)) epoll.add(fd, Epoll.EPOLLIN);
  const end = new Promise((resolve) => {
    done = resolve;
  });
  const start = process.hrtime.bigint();
  must(sys.write(file, ONE));
  const taken = Number((await end) - start);
  must(sys.read(file, new Uint8Array(8)));
  epoll.close();
  return taken / iterations;
}

/** @param {(epoll: any) => number} measure */
function withEpoll(measure) {
  const epoll = new Epoll(() => {});
  const result = measure(epoll);
  epoll.close();
  return result;
}

process.on("exit", () => sink);
