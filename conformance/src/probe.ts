// Measures what a call leaves on the JavaScript heap: `<runtime> [flags] probe.js <adapter-url> [operations] [calls]` prints one
// line of JSON, bytes per call by operation. Operations are separated by commas; the default is all. It needs its own process,
// with a heap so large that nothing is collected meanwhile:
//   node --expose-gc --max-semi-space-size=256 --min-semi-space-size=256 probe.js <url>
//   BUN_JSC_useGC=0 bun probe.js <url>
import { getHeapStatistics } from "node:v8";
import type { Adapter } from "./adapter.ts";
import { complete } from "./complete.ts";

const [url, names = "", calls = "200000"] = process.argv.slice(2) as [string, string?, string?];
const { adapter } = (await import(url)) as { adapter: Adapter };
const { constants, OsPoller, sys } = complete(adapter).module;
const heapBytes = await heapMeter();

const idle = new OsPoller({ maxEvents: 64 });
const busy = new OsPoller({ maxEvents: 64 });
const [always] = readyPair();
const [other, peer] = readyPair();
busy.add({ fd: always, kind: 2 });
const busyEvent = { fd: always, kind: 2 };
const event = { fd: other, kind: 2 };
const options = { interest: 3, trigger: "edge" } as const;
const word = new Uint8Array(8);
const ends = Int32Array.of(other, peer);
const offsets = Int32Array.of(0, 8);
const lengths = Int32Array.of(8, 8);
const results = new Int32Array(2);
const memory = new Uint8Array(16);
// They block, so both ends need something to read.
sys.write(other, word);
let sink: unknown;
let sum = 0;

const operations: Readonly<Record<string, (i: number) => void>> = {
  control(i) {
    sink = { a: i };
  },
  wait() {
    sum += idle.wait(0).length;
  },
  waitAndIndex() {
    const ready = busy.wait(0);
    for (let i = 0; i < ready.length; i++) {
      sum += ready.fd(i) + ready.kind(i) + ready.readiness(i);
      if (ready.stale(i)) sum++;
    }
  },
  waitAndAt() {
    const ready = busy.wait(0);
    for (let i = 0; i < ready.length; i++) sum += ready.at(i)!.fd;
  },
  waitAndIterate() {
    for (const { fd, readiness } of busy.wait(0)) sum += fd + readiness;
  },
  addAndDelete() {
    idle.add(event);
    idle.delete(other);
  },
  modify() {
    busy.modify(busyEvent, options);
  },
  addWithOptionsAndDelete() {
    idle.add(event, options);
    idle.delete(other);
  },
  notifyAndWait() {
    idle.notify();
    sum += idle.wait(0).length;
  },
  readAndWrite() {
    sum += sys.read(other, word);
    sum += sys.write(peer, word);
  },
  readAllAndWriteAll() {
    sum += sys.readAll(ends, 2, memory, 8, results);
    sum += sys.writeAll(ends, 2, memory, offsets, lengths, results);
  },
};

/** The most rounds to measure, until the result is practically 0. */
const ROUNDS = 12;
const ENOUGH = 0.1;

const count = Number(calls);
const bytes: Record<string, number> = {};
const chosen = names === "" ? Object.keys(operations) : names.split(",");
for (const name of chosen) {
  const operation = operations[name];
  if (operation === undefined)
    throw new Error(`unknown operation ${name}; known: ${Object.keys(operations).join(", ")}`);
  measure(operation, 20_000);
  (globalThis as { gc?: () => void }).gc?.();
  bytes[name] = best(operation);
}
idle.close();
busy.close();
console.log(JSON.stringify({ runtime: runtimeName(), backend: adapter.name, calls: count, bytes }));
if (sum === -1) console.log(sink);

/**
 * Compilation and its feedback also take memory, once, and Bun's heap grows by blocks: the best of several rounds has none of
 * that, but has everything that each call allocates.
 */
function best(operation: (i: number) => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS && least >= ENOUGH; round++) least = Math.min(least, measure(operation, count));
  return least;
}

/** The ends of a connection; the first one is readable and writable, on every system. */
function readyPair(): [number, number] {
  const { AF_UNIX, SOCK_STREAM } = constants;
  const fds = new Int32Array(2);
  sys.socketpair(AF_UNIX!, SOCK_STREAM!, 0, fds);
  const [end, other] = fds as unknown as [number, number];
  sys.write(other, new Uint8Array(8));
  return [end, other];
}

function measure(operation: (i: number) => void, times: number): number {
  const before = heapBytes();
  for (let i = 0; i < times; i++) operation(i);
  const grown = heapBytes() - before;
  // A smaller heap was collected meanwhile: that round proves nothing and must not count as 0.
  return grown < 0 ? Number.POSITIVE_INFINITY : grown / times;
}

/** Returns a function that tells the bytes on the heap, garbage included. */
async function heapMeter(): Promise<() => number> {
  if (process.versions.bun === undefined) {
    if (!("gc" in globalThis)) throw new Error("run the probe with --expose-gc");
    return () => getHeapStatistics().used_heap_size;
  }
  if (process.env.BUN_JSC_useGC !== "0") throw new Error("run the probe with BUN_JSC_useGC=0");
  const specifier: string = "bun:jsc";
  const { heapStats } = (await import(specifier)) as { heapStats: () => { heapCapacity: number } };
  return () => heapStats().heapCapacity;
}

function runtimeName(): string {
  return process.versions.bun === undefined ? `node ${process.versions.node}` : `bun ${process.versions.bun}`;
}
