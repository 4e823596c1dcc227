// Eight workers wake pollers while those are closed, and every number that a poller had gets a new owner at once: a pipe or a socket, which
// keeps what it held and gets not one byte.

import assert from "node:assert/strict";
import { parentPort, type Worker } from "node:worker_threads";
import type { BackendModule, Poller, Waker } from "../src/adapter.ts";
import { type Context, haveTaken, loaded, nextMessage, sleep, startWorker, within } from "./context.ts";
import { assertNothingLeft, settled } from "./survivor.ts";
import { WORKERS } from "./wakes.ts";

const POLLERS = 40;
/** Those whose events another thread takes: a thread each, while they wait. */
const TAKEN = 3;
/** What a poller's close has come to, one word each; and a last word, which is 1 while the workers shall wake. */
const OPEN = 0;
const CLOSING = 1;
const CLOSED = 2;

interface Volley {
  readonly wakers: readonly Waker[];
  readonly cells: Int32Array;
}

/** A new owner of a number, and what tells whether somebody else used it. */
interface Stranger {
  assertUntouched(): void;
  close(): void;
}

export async function closes({ module, url, rounds }: Context): Promise<Record<string, unknown>> {
  const workers = Array.from({ length: WORKERS }, () => startWorker(url, "volleys", {}));
  await Promise.all(workers.map((worker) => nextMessage(worker)));
  await closeAll(module, workers);
  const before = await settled();
  const total = { closed: 0, taken: 0, wakes: 0 };
  for (let round = 0; round < rounds; round++) {
    const { closed, taken, wakes } = await closeAll(module, workers);
    total.closed += closed;
    total.taken += taken;
    total.wakes += wakes;
  }
  assert.ok(total.taken > total.closed, `only ${total.taken} numbers of ${total.closed} pollers have new owners`);
  assert.ok(total.wakes > total.closed, `only ${total.wakes} wakes`);
  await assertNothingLeft(before, "closes");
  await Promise.all(workers.map((worker) => worker.terminate()));
  return total;
}

async function closeAll(module: BackendModule, workers: readonly Worker[]) {
  const cells = new Int32Array(new SharedArrayBuffer((POLLERS + 1) * Int32Array.BYTES_PER_ELEMENT));
  const pollers = Array.from({ length: POLLERS }, () => new module.OsPoller({ maxEvents: 2 }));
  const wakers = pollers.map(({ waker }) => waker);
  const [idle, end] = module.pipe();
  for (const [index, poller] of pollers.entries()) if (index % 2 === 1) poller.add({ fd: idle, kind: 1 });
  const mounts = pollers.slice(-TAKEN).map((poller) => haveTaken(module, poller));
  cells[POLLERS] = 1;
  const started = Promise.all(workers.map((worker) => nextMessage(worker)));
  for (const worker of workers) worker.postMessage({ wakers, cells } satisfies Volley);
  await started;
  const ended = Promise.all(workers.map((worker) => nextMessage<number>(worker)));
  const pending = pollers.filter((_, index) => index % 4 >= 2 || index >= POLLERS - TAKEN).map(endless);
  // Made before, so that all that is left to do is to take the number.
  const heirs = pollers.map((_, index) => [heir(module, 2 * index), heir(module, 2 * index + 1)] as const);
  // So that threads wait in the kernel by then: a wait begins with a look, in a turn of the event loop.
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  await sleep(20);
  const strangers: Stranger[] = [];
  for (const [index, poller] of pollers.entries()) {
    const numbers = [wakers[index]!.fd, poller.fd];
    Atomics.store(cells, index, CLOSING);
    poller.close();
    Atomics.store(cells, index, CLOSED);
    for (const [place, fd] of numbers.entries()) {
      const stranger = take(module, fd, heirs[index]![place]!);
      if (stranger !== undefined) strangers.push(stranger);
    }
    assert.throws(() => poller.notify(), { code: "ERR_POLLER_CLOSED" });
  }
  for (const code of await within("the ends of asynchronous waits", Promise.all(pending))) {
    assert.equal(code, "ERR_POLLER_CLOSED");
  }
  Atomics.store(cells, POLLERS, 0);
  const wakes = (await ended).reduce((sum, each) => sum + each, 0);
  for (const stranger of strangers) stranger.assertUntouched();
  for (const stranger of strangers) stranger.close();
  for (const fd of [idle, end, ...mounts]) module.sys.close(fd);
  return { closed: POLLERS, taken: strangers.length, wakes };
}

/** Waits as long as the poller is open; what it was refused with then. */
async function endless(poller: Poller): Promise<unknown> {
  try {
    for (;;) await poller.waitAsync();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

/** What takes a number, and its other end. */
interface Heir {
  readonly own: number;
  readonly peer: number;
  readonly kind: "writer" | "reader" | "socket";
}

function heir({ pipe, socketPair }: BackendModule, index: number): Heir {
  const kind = (["writer", "reader", "socket"] as const)[index % 3]!;
  const [a, b] = kind === "socket" ? socketPair() : pipe();
  return kind === "writer" ? { own: b, peer: a, kind } : { own: a, peer: b, kind };
}

/** Gives the number to an heir; undefined if another thread of the runtime was faster. */
function take(module: BackendModule, wanted: number, { own, peer, kind }: Heir): Stranger | undefined {
  const { sys, constants, errno } = module;
  const taken = sys.fcntl(own, constants.F_DUPFD_CLOEXEC!, wanted);
  const close = () => {
    for (const fd of [own, peer, taken]) sys.close(fd);
  };
  if (taken !== wanted) {
    close();
    return undefined;
  }
  // What can be read holds a byte, which nobody else may take; what can be written to must pass nothing on.
  if (kind !== "writer") assert.equal(sys.write(peer, Uint8Array.of(7)), 1);
  const what = `the new owner of number ${wanted}`;
  const bytes = new Uint8Array(16);
  return {
    close,
    assertUntouched() {
      if (kind !== "writer") assert.deepEqual([sys.read(taken, bytes), bytes[0]], [1, 7], `${what} lost what it held`);
      if (kind !== "reader") assert.equal(sys.read(peer, bytes), -errno.EAGAIN!, `${what} was written to`);
    },
  };
}

/** A worker that wakes whatever it is sent, until it shall stop. */
export async function volleys(url: string): Promise<void> {
  const { wake } = await loaded(url);
  parentPort!.on("message", ({ wakers, cells }: Volley) => {
    parentPort!.postMessage("started");
    let count = 0;
    while (Atomics.load(cells, POLLERS) === 1) {
      for (const [index, waker] of wakers.entries()) {
        const before = Atomics.load(cells, index);
        const woke = wake(waker);
        const after = Atomics.load(cells, index);
        if (before === CLOSED) assert.equal(woke, false, "a wake of a closed poller");
        if (after === OPEN) assert.equal(woke, true, "a wake of an open poller");
        count++;
      }
    }
    parentPort!.postMessage(count);
  });
  parentPort!.postMessage("ready");
}
