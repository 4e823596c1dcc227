// Eight workers wake one poller, round after round. In each round a worker wakes it some times, or never, and then waits until the round is
// over, which it is when the poller's thread has seen the last wake of every worker. So a wake that is lost is not made up for by another.

import assert from "node:assert/strict";
import { parentPort, type Worker } from "node:worker_threads";
import type { BackendModule, Waker } from "../src/adapter.ts";
import { type Context, LOST_MS, loaded, nextMessage, sleep, startWorker } from "./context.ts";

export const WORKERS = 8;
/** Of one worker in one round. */
const MOST_WAKES = 4;

/** The words that all threads share: the round under way, how often each worker has woken, and how much of that was seen. */
const ROUND = 0;
const SENT = 1;
const WORDS = SENT + WORKERS;

export interface Waking {
  readonly waker: Waker;
  readonly cells: Int32Array;
  readonly index: number;
  readonly rounds: number;
}

export interface Waiting {
  readonly how: string;
  readonly cells: Int32Array;
  readonly rounds: number;
}

/** `how` is "wait" or "waitAsync", and where: "main" or "worker". Says how many wakes were sent and how many waits they ended. */
export async function wakes({ module, url, rounds, how: which }: Context): Promise<Record<string, unknown>> {
  const [how, where] = which.split(" ") as [string, string];
  const cells = new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
  const bystander = new module.OsPoller({ maxEvents: 1 });
  let waiter: Worker | undefined;
  let poller: InstanceType<BackendModule["OsPoller"]> | undefined;
  if (where === "worker") waiter = startWorker(url, "waiter", { how, cells, rounds } satisfies Waiting);
  else poller = new module.OsPoller();
  const waker = poller?.waker ?? (await nextMessage<Waker>(waiter!));
  const workers = Array.from({ length: WORKERS }, (_, index) =>
    startWorker(url, "waking", { waker, cells, index, rounds } satisfies Waking),
  );
  await Promise.all(workers.map((worker) => nextMessage(worker)));
  // Listened for before the main thread may block.
  const done = Promise.all(workers.map((worker) => nextMessage(worker)));
  const seen = waiter === undefined ? await serve(poller!, { how, cells, rounds }) : await seenBy(waiter, cells);
  await done;
  if (poller !== undefined) assertNoStray(poller);
  assertNoStray(bystander, 0);
  poller?.close();
  bystander.close();
  await Promise.all([...workers, ...(waiter ? [waiter] : [])].map((worker) => worker.terminate()));
  return seen;
}

async function seenBy(waiter: Worker, cells: Int32Array): Promise<Record<string, unknown>> {
  const seen = nextMessage<Record<string, unknown>>(waiter);
  Atomics.store(cells, ROUND, 1);
  Atomics.notify(cells, ROUND);
  return seen;
}

/** A worker whose own poller is woken. */
export async function waiter(url: string, { how, cells, rounds }: Waiting): Promise<void> {
  const { OsPoller } = await loaded(url);
  const poller = new OsPoller();
  parentPort!.postMessage(poller.waker);
  while (Atomics.load(cells, ROUND) === 0) await sleep(1);
  const seen = await serve(poller, { how, cells, rounds });
  assertNoStray(poller);
  poller.close();
  parentPort!.postMessage(seen);
}

/** A worker that wakes. */
export async function waking(url: string, { waker, cells, index, rounds }: Waking): Promise<void> {
  const { wake } = await loaded(url);
  parentPort!.postMessage("ready");
  for (let round = 1; round <= rounds; round++) {
    while (Atomics.load(cells, ROUND) < round) {
      if (Atomics.wait(cells, ROUND, round - 1, 5 * LOST_MS) === "timed-out") throw new Error("no round begins");
    }
    for (let left = wakesIn(round, index); left > 0; left--) {
      Atomics.add(cells, SENT + index, 1);
      assert.equal(wake(waker), true, "an open poller");
    }
  }
  parentPort!.postMessage("done");
}

/** How often a worker wakes in a round. */
function wakesIn(round: number, index: number): number {
  // Mixed as by Knuth, so that some rounds have a single wake.
  const mixed = Math.imul(round * WORKERS + index, 2_654_435_761) >>> 0;
  return round % 3 === 0 ? Number(mixed % WORKERS === index) : mixed % (MOST_WAKES + 1);
}

async function serve(
  poller: InstanceType<BackendModule["OsPoller"]>,
  { how, cells, rounds }: Waiting,
): Promise<Record<string, unknown>> {
  const due = new Array<number>(WORKERS).fill(0);
  let ended = 0;
  let total = 0;
  for (let round = 1; round <= rounds; round++) {
    for (let index = 0; index < WORKERS; index++) due[index]! += wakesIn(round, index);
    Atomics.store(cells, ROUND, round);
    Atomics.notify(cells, ROUND);
    const isOver = () => due.every((count, index) => Atomics.load(cells, SENT + index) === count);
    // What a worker has announced it may not have sent yet: only a wake ends a round.
    for (let over = total === sum(due); !over; ) {
      const ready = how === "wait" ? poller.wait(LOST_MS) : await poller.waitAsync(LOST_MS);
      assert.equal(ready.length, 0, "a wake shows no event");
      if (ready.interrupted) continue;
      assert.equal(ready.woken, true, `round ${round}: no wake for ${LOST_MS} ms, and the last one was not seen`);
      ended++;
      over = isOver();
    }
    total = sum(due);
  }
  return { wakes: total, ended };
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

/** The last wakes of all may have come after what they announce was seen: they end one wait more, and no other. */
function assertNoStray(poller: InstanceType<BackendModule["OsPoller"]>, late = 1): void {
  let woken = 0;
  for (let time = 0; time < 3; time++) woken += Number(poller.wait(time === 0 ? 0 : 10).woken);
  assert.ok(woken <= late, `${woken} stray wakes`);
}
