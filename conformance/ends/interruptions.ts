// Waits that are interrupted from outside: the process is stopped and continued, or gets signals that it has handlers for. The runner does
// that (run.ts) as soon as it reads what this program is about to do.

import assert from "node:assert/strict";
import { parentPort } from "node:worker_threads";
import type { BackendModule } from "../src/adapter.ts";
import {
  type Context,
  haveTaken,
  LOST_MS,
  loaded,
  nextMessage,
  now,
  say,
  sleep,
  startWorker,
  wakeOnce,
} from "./context.ts";
import { assertNothingLeft, Survivor, settled } from "./survivor.ts";

export const STYLES = ["retry", "return", "throw", "waitAsync", "taken", "readable", "watch", "in a worker"] as const;
type Style = (typeof STYLES)[number];

/** Milliseconds of the waits that have a time-out, and how late they may be. */
const TIMEOUT = 300;
const LATE = 100;
/** A busy machine may delay some tries, but not all of them. None may be early. */
const TRIES = 4;

export const SIGNALS = ["SIGUSR2", "SIGWINCH", "SIGCHLD"] as const;

/** One kind of wait, for one descriptor. */
interface Waits {
  /** Whether the descriptor became readable before the time was up, and whether a signal ended the wait. */
  wait(timeoutMs: number): Promise<{ readonly isReady: boolean; readonly interrupted: boolean }>;
  close(): void;
}

/** What is interrupted by SIGSTOP: the runner writes to the standard input while the process stands still. */
export async function stops(context: Context): Promise<Record<string, unknown>> {
  const { module, rounds } = context;
  const survivor = new Survivor(module);
  await survivor.check();
  setNonBlocking(module, 0);
  await warm(context, 0);
  const before = await settled();
  const tally = { bytes: 0, timed: 0, interrupted: 0 };
  for (const style of STYLES) {
    const waits = waitsOf(context, style, 0);
    tally.interrupted += await timed(style, waits);
    tally.timed++;
    for (let round = 0; round < rounds; round++) {
      say({ stop: "write", style });
      // The wait of the first byte may have told of the next one, too.
      const taken = await takeOne(module, waits, 0);
      assert.equal(taken.bytes, 1, `${style}: a byte that came while the process was stopped`);
      tally.bytes++;
      tally.interrupted += taken.interrupted;
    }
    waits.close();
    await survivor.check();
  }
  await assertNothingLeft(before, "stops");
  survivor.close();
  return tally;
}

/** What is interrupted by signals: a worker writes, byte after byte, each when the one before was read. */
export async function signals(context: Context): Promise<Record<string, unknown>> {
  const { module, url, rounds } = context;
  const handled = Object.fromEntries(SIGNALS.map((name) => [name, 0]));
  for (const name of SIGNALS) process.on(name, () => handled[name]!++);
  const survivor = new Survivor(module);
  await survivor.check();
  const [reader, writer] = module.pipe();
  const cells = new Int32Array(new SharedArrayBuffer(4));
  const worker = startWorker(url, "writes", { writer, cells } satisfies Writes);
  await nextMessage(worker);
  await warm(context, reader);
  const before = await settled();
  const tally = { bytes: 0, timed: 0, interrupted: 0 };
  say({ storm: "begins" });
  for (const style of STYLES) {
    const waits = waitsOf(context, style, reader);
    tally.interrupted += await timed(style, waits);
    tally.timed++;
    for (let round = 0; round < rounds; round++) {
      Atomics.store(cells, 0, ++tally.bytes);
      Atomics.notify(cells, 0);
      const taken = await takeOne(module, waits, reader);
      assert.equal(taken.bytes, 1, `${style}: a byte that was written between signals`);
      tally.interrupted += taken.interrupted;
      if (round % 16 === 0) await module.eventLoopTurn();
    }
    waits.close();
    await survivor.check();
  }
  say({ storm: "ends" });
  await assertNothingLeft(before, "signals");
  for (const [name, count] of Object.entries(handled)) assert.ok(count > 0, `the handler of ${name} never ran`);
  await worker.terminate();
  survivor.close();
  return { ...tally, handled };
}

export interface Writes {
  readonly writer: number;
  readonly cells: Int32Array;
}

/** The worker: a byte for each count. */
export async function writes(url: string, { writer, cells }: Writes): Promise<void> {
  const { sys } = await loaded(url);
  parentPort!.postMessage("ready");
  for (let count = 0; ; count++) {
    while (Atomics.load(cells, 0) === count) Atomics.wait(cells, 0, count);
    // So that the reader is mostly in the kernel by then.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, count % 3);
    assert.equal(sys.write(writer, Uint8Array.of(1)), 1);
  }
}

/** What is kept for the next time: a helper worker where no native thread is available, and by Deno the event loop of the worker that ended last. */
async function warm(context: Context, fd: number): Promise<void> {
  for (const style of ["taken", "in a worker"] as const) {
    const waits = waitsOf(context, style, fd);
    await waits.wait(200);
    waits.close();
  }
}

/** A wait with a time-out: never early, and not begun again from its beginning. How many of the waits a signal ended. */
async function timed(style: Style, waits: Waits): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  let interrupted = 0;
  for (let time = 0; time < TRIES && best > LATE; time++) {
    say({ stop: "pulses", style });
    const start = now();
    for (let left = TIMEOUT; left > 0; left = TIMEOUT - (now() - start)) {
      const ended = await waits.wait(left);
      assert.equal(ended.isReady, false, `${style}: nothing is ready`);
      const took = now() - start;
      assert.ok(ended.interrupted || took >= TIMEOUT, `${style}: ${TIMEOUT} ms ended after ${took} ms`);
      interrupted += Number(ended.interrupted);
    }
    best = Math.min(best, now() - start - TIMEOUT);
    say({ stop: "over" });
    await sleep(20);
  }
  assert.ok(best <= LATE, `${style}: ${TIMEOUT} ms ended ${best} ms late at best`);
  return interrupted;
}

async function takeOne(module: BackendModule, waits: Waits, fd: number) {
  let interrupted = 0;
  const deadline = now() + LOST_MS;
  for (let left = LOST_MS; left > 0; left = deadline - now()) {
    const ended = await waits.wait(left);
    interrupted += Number(ended.interrupted);
    if (!ended.isReady) continue;
    const bytes = module.sys.read(fd, new Uint8Array(16));
    // A level-triggered event may be told again; a byte may not.
    if (bytes > 0) return { bytes, interrupted };
  }
  return { bytes: 0, interrupted };
}

function waitsOf({ module, url }: Context, style: Style, fd: number): Waits {
  if (style === "readable")
    return { wait: (timeoutMs) => readableFor(module, fd, timeoutMs), close: () => module.release(fd) };
  if (style === "watch") return watching(module, fd);
  if (style === "in a worker") return elsewhere(url, fd);
  const isAsync = style === "waitAsync" || style === "taken";
  const poller = new module.OsPoller({ interrupts: isAsync ? "return" : style });
  poller.add({ fd, kind: 1 }, { trigger: "edge" });
  const mounts = style === "taken" ? haveTaken(module, poller) : -1;
  return {
    close() {
      poller.close();
      if (mounts >= 0) module.sys.close(mounts);
    },
    async wait(timeoutMs) {
      try {
        const ready = isAsync ? await poller.waitAsync(timeoutMs) : poller.wait(timeoutMs);
        if (isAsync || style === "retry")
          assert.equal(ready.interrupted, false, "a wait that is retried is not interrupted");
        assert.equal(ready.woken, false, "nobody wakes it");
        return { isReady: ready.length > 0, interrupted: ready.interrupted };
      } catch (error) {
        if (style !== "throw" || (error as { code?: string }).code !== "EINTR") throw error;
        return { isReady: false, interrupted: true };
      }
    },
  };
}

async function readableFor(module: BackendModule, fd: number, timeoutMs: number) {
  return { isReady: (await module.readable(fd, { timeoutMs })) !== 0, interrupted: false };
}

/** An asynchronous wait of a worker's poller. */
function elsewhere(url: string, fd: number): Waits {
  const worker = startWorker(url, "waits", { fd } satisfies WaitsFor);
  let isReady = false;
  return {
    close: () => worker.postMessage("close"),
    async wait(timeoutMs) {
      if (!isReady) await nextMessage(worker);
      isReady = true;
      const ended = nextMessage<boolean>(worker);
      worker.postMessage(timeoutMs);
      return { isReady: await ended, interrupted: false };
    },
  };
}

export interface WaitsFor {
  readonly fd: number;
}

/** The worker. */
export async function waits(url: string, { fd }: WaitsFor): Promise<void> {
  const { OsPoller } = await loaded(url);
  const poller = new OsPoller();
  await wakeOnce(poller);
  poller.add({ fd, kind: 1 }, { trigger: "edge" });
  parentPort!.on("message", async (request: number | "close") => {
    if (request === "close") {
      poller.close();
      process.exit(0);
    } else parentPort!.postMessage((await poller.waitAsync(request)).length > 0);
  });
  parentPort!.postMessage("ready");
}

/** An edge-triggered watch, which is called once for each byte. */
function watching(module: BackendModule, fd: number): Waits {
  let called = false;
  let onCall = () => {};
  const watch = module.watch(
    fd,
    () => {
      called = true;
      onCall();
    },
    { trigger: "edge" },
  );
  return {
    close: () => watch.close(),
    async wait(timeoutMs) {
      if (!called) {
        await new Promise<void>((resolve) => {
          // A timer of the runtime may fire a fraction of a millisecond early.
          const timer = setTimeout(resolve, Math.ceil(timeoutMs) + 1);
          onCall = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const isReady = called;
      called = false;
      return { isReady, interrupted: false };
    },
  };
}

function setNonBlocking({ sys, constants }: BackendModule, fd: number): void {
  const flags = sys.fcntl(fd, constants.F_GETFL!);
  assert.equal(sys.fcntl(fd, constants.F_SETFL!, flags | constants.O_NONBLOCK!), 0);
}
