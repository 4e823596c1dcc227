// Runs in a worker thread: loads the backend by URL and does what the parent asks.
import { parentPort, workerData } from "node:worker_threads";
import type { Adapter } from "./adapter.ts";
import { complete } from "./complete.ts";
import { doAll, poolWork } from "./support/host-work.ts";
import { leaveBehind } from "./support/left-behind.ts";
import { FLAG, RESCUE_MS, type Request } from "./support/threads.ts";

const { adapter } = (await import((workerData as { url: string }).url)) as { adapter: Adapter };
const { OsPoller, accept, listenTcp, pipe, readable, release, sys, wake, watch } = complete(adapter).module;
const port = parentPort!;

port.on("message", (request: Request) => {
  if (request.do === "wake") wakeParent(request);
  else if (request.do === "write") write(request);
  else if (request.do === "block") block(request);
  else if (request.do === "descriptors") void awaitDescriptors(request).catch(raise);
  else if (request.do === "await") void awaitAll(request).catch(raise);
  else if (request.do === "serve") serve(request);
  else if (request.do === "scribble") scribble(request);
  else if (request.do === "exit") process.exit(0);
  else hammer(request);
});
port.postMessage("ready");

/** Wakes the parent after a while, and rescues it if the wake fails. */
function wakeParent({ waker, delayMs, flags, rescue }: Extract<Request, { do: "wake" }>): void {
  const cells = new Int32Array(flags);
  Atomics.wait(cells, FLAG.done, 0, delayMs);
  Atomics.store(cells, FLAG.woken, 1);
  wake(waker);
  Atomics.store(cells, FLAG.left, 1);
  Atomics.notify(cells, FLAG.left);
  if (Atomics.wait(cells, FLAG.done, 0, RESCUE_MS) === "timed-out") sys.write(rescue, Uint8Array.of(1));
}

/** Makes a pipe of the parent readable after a while. */
function write({ fd, delayMs }: Extract<Request, { do: "write" }>): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs);
  port.postMessage(sys.write(fd, Uint8Array.of(1)));
}

/** Blocks without a timeout in a poller of this thread; sends its waker and the results to the parent. */
function block({ rescue, rounds, stale, exclusive = false }: Extract<Request, { do: "block" }>): void {
  const poller = new OsPoller();
  // Edge-triggered if a registration is left behind, so that the parent has time to read what it wrote.
  poller.add({ fd: rescue, kind: 1 }, { trigger: stale === undefined ? "level" : "edge", exclusive });
  if (stale !== undefined) leaveBehind({ sys }, poller, stale);
  port.postMessage(poller.waker);
  for (let round = 0; round < rounds; round++) {
    const ready = poller.wait(-1);
    const { length, interrupted } = ready;
    port.postMessage(stale === undefined ? { length, interrupted } : { live: [...ready].length, interrupted });
  }
  poller.close();
  port.postMessage("closed");
}

/** Writes the values to the first cell, in turn, until there is something in the second. */
function scribble({ cells: shared, values }: Extract<Request, { do: "scribble" }>): void {
  const cells = new Int32Array(shared);
  port.postMessage("scribbling");
  for (let round = 0; Atomics.load(cells, 1) === 0; round++) cells[0] = values[round % values.length]!;
  port.postMessage("scribbled");
}

/** Raises an error that would otherwise be lost. */
function raise(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}

/** Waits asynchronously in every way, then with many waits pending while the thread pool works. */
async function awaitAll({ rounds, pending }: Extract<Request, { do: "await" }>): Promise<void> {
  const poller = new OsPoller();
  const fds = new Int32Array(2);
  sys.pipe(fds);
  const [reader, writer] = fds as unknown as [number, number];
  const byte = new Uint8Array(1);
  poller.add({ fd: reader, kind: 1 });
  const counts = { events: 0, timeouts: 0, empty: 0, aborted: "" };
  for (let round = 0; round < rounds; round++) {
    const waiting = poller.waitAsync();
    sys.write(writer, byte);
    const ready = await waiting;
    if (ready.length === 1 && ready.fd(0) === reader) counts.events++;
    sys.read(reader, byte);
  }
  for (let round = 0; round < 10; round++) {
    const start = process.hrtime.bigint();
    const { length } = await poller.waitAsync(2);
    if (length === 0 && Number(process.hrtime.bigint() - start) >= 2e6) counts.timeouts++;
    poller.notify();
    if ((await poller.waitAsync()).length === 0) counts.empty++;
  }
  const controller = new AbortController();
  const aborted = poller.waitAsync(-1, { signal: controller.signal });
  controller.abort();
  counts.aborted = await aborted.then(() => "", nameOf);
  for (const fd of fds) sys.close(fd);
  poller.close();
  port.postMessage(counts);
  await withManyPending(pending);
}

/** Waits for single descriptors in every way. */
async function awaitDescriptors({ rounds }: Extract<Request, { do: "descriptors" }>): Promise<void> {
  const [reader, writer] = pipe();
  const byte = new Uint8Array(1);
  const counts = { readable: 0, calls: 0, timeouts: 0, released: "", aborted: "" };
  for (let round = 0; round < rounds; round++) {
    const waiting = readable(reader);
    sys.write(writer, byte);
    counts.readable += await waiting;
    sys.read(reader, byte);
  }
  await new Promise<void>((resolve) => {
    const watching = watch(reader, () => {
      sys.read(reader, byte);
      if (++counts.calls < rounds) sys.write(writer, byte);
      else {
        watching.close();
        resolve();
      }
    });
    sys.write(writer, byte);
  });
  for (let round = 0; round < 5; round++) {
    const start = process.hrtime.bigint();
    const flags = await readable(reader, { timeoutMs: 2 });
    if (flags === 0 && Number(process.hrtime.bigint() - start) >= 2e6) counts.timeouts++;
  }
  const controller = new AbortController();
  const aborted = readable(reader, { signal: controller.signal }).then(() => "", nameOf);
  controller.abort();
  counts.aborted = await aborted;
  const released = readable(reader).then(() => "", codeOf);
  release(reader);
  counts.released = await released;
  for (const fd of [reader, writer]) sys.close(fd);
  port.postMessage(counts);
}

async function withManyPending(count: number): Promise<void> {
  const pollers = Array.from({ length: count }, () => new OsPoller({ maxEvents: 8 }));
  const waiting = pollers.map((poller) => poller.waitAsync());
  await doAll(poolWork, count);
  port.postMessage("the pool is free");
  for (const poller of pollers) poller.notify();
  const woken = (await Promise.all(waiting)).length;
  const closing = pollers.map((poller) => poller.waitAsync().then(() => "", codeOf));
  for (const poller of pollers) poller.close();
  port.postMessage({ woken, closed: [...new Set(await Promise.all(closing))].join() });
}

function nameOf(error: unknown): string {
  return (error as Error).name;
}

function codeOf(error: unknown): string {
  return (error as { code: string }).code;
}

/** Serves connections on a shared port until it is woken; sends their number to the parent. */
function serve({ port: number }: Extract<Request, { do: "serve" }>): void {
  const poller = new OsPoller();
  const server = listenTcp({ host: "127.0.0.1", port: number, reusePort: true });
  poller.add({ fd: server, kind: 1 });
  port.postMessage(poller.waker);
  let served = 0;
  for (let ready = poller.wait(-1); ready.length > 0; ready = poller.wait(-1)) {
    for (let fd = accept(server); fd >= 0; fd = accept(server)) {
      sys.write(fd, Uint8Array.of(1));
      sys.close(fd);
      served++;
    }
  }
  poller.close();
  sys.close(server);
  port.postMessage(served);
}

/** Wakes all pollers repeatedly until the parent says stop. */
function hammer({ wakers, flags }: Extract<Request, { do: "hammer" }>): void {
  const cells = new Int32Array(flags);
  while (Atomics.load(cells, FLAG.stop) === 0) {
    for (const waker of wakers) wake(waker);
    Atomics.add(cells, FLAG.count, 1);
  }
  port.postMessage("stopped");
}
