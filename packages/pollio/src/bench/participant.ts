// Does what native/loop.c does, through a backend's public API: reads lines of "scenario iterations" and prints nanoseconds per
// iteration. Bundled to plain JavaScript, so that every runtime runs the same code without a loader.
//
//   node participant.js file:///path/to/a/backend.js

import { createInterface } from "node:readline";
import type { BackendExports } from "@pollio/core";

type Poller = InstanceType<BackendExports["OsPoller"]>;

const FULL = 19_900;
/** The most descriptors to open, and how many to leave for everything else. */
const MOST = 9_950;
const SPARE = 100;
const MANY = 10_000;

const backend = (await import(process.argv[2]!)) as BackendExports;
const { EventObject, OsPoller, sys, constants } = backend;
// Only Linux has it, and the benchmark runs nowhere else.
const { EFD_NONBLOCK = 0 } = constants;

const most = Math.min(MOST, raiseDescriptorLimit() - SPARE);
if (most <= 0) {
  console.error(`only ${most + SPARE} descriptors may be open; fix: raise the limit (ulimit -n)`);
  process.exit(1);
}
const pollers = { empty: ready(0), one: ready(1), full: ready(FULL) };
const changing = EventObject.client(sys.eventfd(0, EFD_NONBLOCK));
const many: (typeof changing)[] = [];
let sink = 0;

type Scenario = (iterations: number) => number | undefined;

/** Each has its own loop, so that the compiler sees one callee. A scenario that returns a number measured its nanoseconds itself. */
const scenarios: Readonly<Record<string, Scenario>> = {
  empty: (iterations) => {
    for (let i = 0; i < iterations; i++) fetch(pollers.empty, 0);
    return undefined;
  },
  one: (iterations) => {
    for (let i = 0; i < iterations; i++) fetch(pollers.one, 1);
    return undefined;
  },
  full: (iterations) => {
    for (let i = 0; i < iterations; i++) fetch(pollers.full, FULL);
    return undefined;
  },
  iterate: (iterations) => {
    for (let i = 0; i < iterations; i++) iterate(pollers.full, FULL);
    return undefined;
  },
  change: (iterations) => {
    for (let i = 0; i < iterations; i++) change();
    return undefined;
  },
  register: (iterations) => {
    while (many.length < MANY) many.push(EventObject.client(must(sys.dup(changing.fd))));
    const numbers = many.map(({ fd }) => fd);
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
  if (run === undefined) throw new Error(`unknown scenario "${scenario}"; known: ${Object.keys(scenarios).join(", ")}`);
  process.stdout.write(`${measure(run, Number(iterations)).toFixed(3)}\n`);
}

function measure(run: Scenario, iterations: number): number {
  const start = process.hrtime.bigint();
  const own = run(iterations);
  return (own ?? Number(process.hrtime.bigint() - start)) / iterations;
}

function fetch(poller: Poller, expected: number): void {
  const events = poller.wait(0);
  const { length } = events;
  if (length !== expected) throw new Error(`expected ${expected} events, got ${length}`);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += events.fd(i) + events.kind(i);
  sink = sum;
}

function iterate(poller: Poller, expected: number): void {
  const events = poller.wait(0);
  if (events.length !== expected) throw new Error(`expected ${expected} events, got ${events.length}`);
  let sum = 0;
  for (const event of events) sum += event.fd + event.kind;
  sink = sum;
}

function change(): void {
  pollers.empty.add(changing);
  pollers.empty.delete(changing.fd);
}

/** `count` ready registrations with half as many descriptors: a registration lives as long as the open file. */
function ready(count: number): Poller {
  const poller = new OsPoller();
  for (let left = count; left > 0; ) {
    const file = must(sys.eventfd(1, EFD_NONBLOCK));
    const batch = Math.min(left, most);
    const numbers = Array.from({ length: batch }, () => must(sys.dup(file)));
    for (const fd of numbers) poller.add(EventObject.client(fd));
    for (const fd of numbers) sys.close(fd);
    left -= batch;
  }
  return poller;
}

/** Raises it as far as possible and returns it. */
function raiseDescriptorLimit(): number {
  const limits = new BigUint64Array(2);
  const bytes = new Uint8Array(limits.buffer);
  must(sys.getrlimit(constants.RLIMIT_NOFILE, bytes));
  const [, hard] = limits as unknown as [bigint, bigint];
  limits[0] = hard;
  must(sys.setrlimit(constants.RLIMIT_NOFILE, bytes));
  return Number(hard);
}

function must(result: number): number {
  if (result < 0) throw new Error(`errno ${-result}`);
  return result;
}

process.on("exit", () => sink);
