// The same as programs/c/per-call.c, with a backend's public API. Answers "measure iterations" with nanoseconds per iteration.
//
//   node per-call.mjs <backend's URL> [<URL of the bare binding>]

import { addMany, newEventfd, raiseDescriptorLimit } from "./descriptors.mjs";
import { must, serve } from "./protocol.mjs";

const [backendUrl = "", bareUrl] = process.argv.slice(2);
const FULL = 19_900;
const MANY = 10_000;
const backend = await import(backendUrl);
const { EventObject, OsPoller, sys } = backend;

raiseDescriptorLimit(backend);
/** By number of ready descriptors; created on first use. @type {Map<number, any>} */
const pollers = new Map();
const changing = EventObject.client(newEventfd(backend, 0));
/** @type {any[]} */
const many = [];
const bare = bareUrl === undefined ? undefined : await openBare(bareUrl);
let sink = 0;

/**
 * Each measure has its own loop, so that the compiler sees one callee. One that returns a number has timed itself, in nanoseconds.
 *
 * @typedef {(iterations: number) => number | void | Promise<void>} Run
 * @type {Record<string, Run>}
 */
const measures = {
  empty: (iterations) => {
    const poller = ready(0);
    for (let i = 0; i < iterations; i++) fetch(poller, 0);
  },
  one: (iterations) => {
    const poller = ready(1);
    for (let i = 0; i < iterations; i++) fetch(poller, 1);
  },
  few: (iterations) => {
    const poller = ready(64);
    for (let i = 0; i < iterations; i++) fetch(poller, 64);
  },
  full: (iterations) => {
    const poller = ready(FULL);
    for (let i = 0; i < iterations; i++) fetch(poller, FULL);
  },
  iterate: (iterations) => {
    const poller = ready(FULL);
    for (let i = 0; i < iterations; i++) iterate(poller, FULL);
  },
  iterateOne: (iterations) => {
    const poller = ready(1);
    for (let i = 0; i < iterations; i++) iterate(poller, 1);
  },
  forAwait: async (iterations) => {
    let left = iterations;
    for await (const events of ready(1)) {
      if (events.length !== 1) throw new Error(`${events.length} events instead of 1`);
      sink = events.fd(0) + events.kind(0);
      if (--left === 0) break;
    }
  },
  change: (iterations) => {
    const poller = ready(0);
    for (let i = 0; i < iterations; i++) change(poller);
  },
  modify: (iterations) => {
    const poller = ready(0);
    poller.add(changing);
    const start = process.hrtime.bigint();
    for (let i = 0; i < iterations; i++) poller.modify(changing);
    const taken = process.hrtime.bigint() - start;
    poller.delete(changing.fd);
    return Number(taken);
  },
  register: (iterations) => {
    const poller = ready(0);
    while (many.length < MANY) many.push(EventObject.client(must(sys.dup(changing.fd))));
    const numbers = many.map(({ fd }) => fd);
    let total = 0n;
    for (let i = 0; i < iterations; i++) {
      const start = process.hrtime.bigint();
      poller.registerAll(many);
      total += process.hrtime.bigint() - start;
      poller.deleteAll(numbers);
    }
    return Number(total);
  },
  ...(bare && { bare }),
};

await serve(
  Object.fromEntries(
    Object.entries(measures).map(([name, run]) => [name, (iterations = 1) => measure(run, iterations)]),
  ),
);

/**
 * @param {Run} run
 * @param {number} iterations
 */
async function measure(run, iterations) {
  const start = process.hrtime.bigint();
  const result = run(iterations);
  const own = result instanceof Promise ? await result : result;
  return (own ?? Number(process.hrtime.bigint() - start)) / iterations;
}

/** @param {any} poller @param {number} expected */
function fetch(poller, expected) {
  const events = poller.wait(0);
  const { length } = events;
  if (length !== expected) throw new Error(`${length} events instead of ${expected}`);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += events.fd(i) + events.kind(i);
  sink = sum;
}

/** @param {any} poller @param {number} expected */
function iterate(poller, expected) {
  const events = poller.wait(0);
  if (events.length !== expected) throw new Error(`${events.length} events instead of ${expected}`);
  let sum = 0;
  for (const event of events) sum += event.fd + event.kind;
  sink = sum;
}

/** @param {any} poller */
function change(poller) {
  poller.add(changing);
  poller.delete(changing.fd);
}

/** @param {number} count */
function ready(count) {
  const known = pollers.get(count);
  if (known !== undefined) return known;
  const poller = new OsPoller();
  pollers.set(count, poller);
  addMany(backend, (fd) => poller.add(EventObject.client(fd)), count, 1);
  return poller;
}

/**
 * The bare binding call, on the same poller: what this runtime needs to call epoll_wait and read one event from the memory that
 * the kernel wrote, without pollio.
 *
 * @param {string} url
 */
async function openBare(url) {
  // Size of an event and position of its user data in 32-bit words: <sys/epoll.h> packs it on x86-64 only.
  const [stride, data] = process.arch === "x64" ? [3, 1] : [4, 2];
  const words = new Int32Array(new ArrayBuffer(20_000 * stride * Int32Array.BYTES_PER_ELEMENT));
  const wait = (await import(url)).bindWait(ready(1).fd, words, 20_000);
  return (/** @type {number} */ iterations) => {
    for (let i = 0; i < iterations; i++) {
      const count = wait(0);
      if (count !== 1) throw new Error(`${count} events instead of 1`);
      const low = words[data] ?? 0;
      sink = ((low >>> 8) | ((words[data + 1] ?? 0) << 24)) + (low & 255);
    }
  };
}

process.on("exit", () => sink);
