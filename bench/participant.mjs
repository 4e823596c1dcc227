// What native/loop.c does, through a backend's public API: reads "scenario iterations" a line, prints nanoseconds an
// iteration. Plain JavaScript, so that every runtime runs the same text without a loader.
//
//   node bench/participant.mjs @pollio/koffi

import { createInterface } from "node:readline";

const FULL = 19_900;
const backend = await import(process.argv[2]);
const { EventObject, OsPoller, sys, constants } = backend;

raiseDescriptorLimit();
const pollers = { empty: ready(0), one: ready(1), full: ready(FULL) };
const changing = EventObject.client(sys.eventfd(0, constants.EFD_NONBLOCK));
const many = Array.from({ length: 10_000 }, () => EventObject.client(must(sys.dup(changing.fd))));
const numbers = many.map(({ fd }) => fd);
let sink = 0;

/**
 * Each with a loop of its own, so that the compiler sees one callee. What gives a number has measured its nanoseconds itself.
 * @type {Record<string, (iterations: number) => number | void>}
 */
const scenarios = {
  empty: (iterations) => {
    for (let i = 0; i < iterations; i++) fetch(pollers.empty, 0);
  },
  one: (iterations) => {
    for (let i = 0; i < iterations; i++) fetch(pollers.one, 1);
  },
  full: (iterations) => {
    for (let i = 0; i < iterations; i++) fetch(pollers.full, FULL);
  },
  iterate: (iterations) => {
    for (let i = 0; i < iterations; i++) iterate(pollers.full, FULL);
  },
  change: (iterations) => {
    for (let i = 0; i < iterations; i++) change();
  },
  register: (iterations) => {
    // An older checkout has none.
    if (pollers.empty.registerAll === undefined) return Number.NaN;
    let total = 0n;
    for (let i = 0; i < iterations; i++) {
      const start = process.hrtime.bigint();
      pollers.empty.registerAll(many);
      total += process.hrtime.bigint() - start;
      pollers.empty.deleteAll(numbers);
    }
    return Number(total);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [scenario = "", iterations] = line.split(" ");
  const run = scenarios[scenario];
  if (run === undefined) throw new Error(`unknown scenario "${scenario}"; there are ${Object.keys(scenarios)}`);
  process.stdout.write(`${measure(run, Number(iterations)).toFixed(3)}\n`);
}

function measure(run, iterations) {
  const start = process.hrtime.bigint();
  const own = run(iterations);
  return (own ?? Number(process.hrtime.bigint() - start)) / iterations;
}

function fetch(poller, expected) {
  const events = poller.wait(0);
  const { length } = events;
  if (length !== expected) throw new Error(`${length} events in place of ${expected}`);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += events.fd(i) + events.kind(i);
  sink = sum;
}

function iterate(poller, expected) {
  const events = poller.wait(0);
  if (events.length !== expected) throw new Error(`${events.length} events in place of ${expected}`);
  let sum = 0;
  for (const event of events) sum += event.fd + event.kind;
  sink = sum;
}

function change() {
  pollers.empty.add(changing);
  pollers.empty.delete(changing.fd);
}

/** `count` ready registrations with half as many descriptors: a registration lives as long as the open file does. */
function ready(count) {
  const poller = new OsPoller();
  for (let left = count; left > 0; ) {
    const file = must(sys.eventfd(1, constants.EFD_NONBLOCK));
    const batch = Math.min(left, 9_950);
    const numbers = Array.from({ length: batch }, () => must(sys.dup(file)));
    for (const fd of numbers) poller.add(EventObject.client(fd));
    for (const fd of numbers) sys.close(fd);
    left -= batch;
  }
  return poller;
}

function raiseDescriptorLimit() {
  const limits = new BigUint64Array(2);
  const bytes = new Uint8Array(limits.buffer);
  must(sys.getrlimit(constants.RLIMIT_NOFILE, bytes));
  limits[0] = limits[1];
  must(sys.setrlimit(constants.RLIMIT_NOFILE, bytes));
}

function must(result) {
  if (result < 0) throw new Error(`errno ${-result}`);
  return result;
}

process.on("exit", () => sink);
