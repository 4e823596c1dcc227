// Forced garbage collections while the kernel, or a thread that waits, writes: pollers are dropped and closed by the thousand in the middle of
// their waits, and arrays right after a call has filled them. What is freed too early gets another content at once.

import assert from "node:assert/strict";
import type { BackendModule, Poller } from "../src/adapter.ts";
import { type Context, haveTaken, sleep, within } from "./context.ts";
import { assertNothingLeft, settled } from "./survivor.ts";

/** Pollers, and arrays, between two collections. */
const BATCH = 100;
/** Of a batch: those whose events another thread takes. */
const TAKEN = 2;
/** Bytes: outside of the engine's heap, where a freed array's place is used again soon. */
const SIZE = 256;

/** Closes `rounds` times a hundred pollers, drops as many, and fills as many arrays. */
export async function collections({ module, rounds }: Context): Promise<Record<string, unknown>> {
  await pollers(module);
  const before = await settled();
  let waits = 0;
  for (let round = 0; round < rounds; round++) {
    waits += await pollers(module);
    arrays(module, round);
    await collect();
  }
  await assertCollected(before);
  return { closed: rounds * BATCH, dropped: rounds * BATCH, arrays: rounds * BATCH, waits };
}

/** Half of them are closed while their waits are under way, half are dropped when those have ended. How many waits told an event. */
async function pollers(module: BackendModule): Promise<number> {
  const { sys, pipe } = module;
  const [reader, writer] = pipe();
  const mounts: number[] = [];
  const waiting: { readonly poller: Poller | undefined; readonly wait: Promise<unknown> }[] = [];
  for (let index = 0; index < 2 * BATCH; index++) {
    const poller = new module.OsPoller({ maxEvents: 2 });
    poller.add({ fd: reader, kind: 1 });
    if (index < TAKEN) mounts.push(haveTaken(module, poller));
    // A waiter keeps its poller alive, and what it gets does not.
    const wait = poller.waitAsync().then(
      (ready) => `${ready.fd(0)}:${ready.kind(0)}`,
      (error: { code?: string }) => error.code,
    );
    waiting.push({ poller: index % 2 === 0 ? poller : undefined, wait });
  }
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
  sys.write(writer, Uint8Array.of(1));
  force();
  churn();
  for (const { poller } of waiting) poller?.close();
  force();
  const ended = await within("all waits", Promise.all(waiting.map(({ wait }) => wait)), 20_000);
  for (const [index, end] of ended.entries()) {
    const expected = index % 2 === 0 ? "ERR_POLLER_CLOSED" : `${reader}:1`;
    assert.equal(end, expected, `the wait of poller ${index}`);
  }
  for (const fd of [reader, writer, ...mounts]) sys.close(fd);
  return BATCH;
}

/** What the kernel writes must be in the array that it was told, also where that has the place of one that was freed. */
function arrays({ sys, pipe }: BackendModule, round: number): void {
  const [reader, writer] = pipe();
  for (let index = 0; index < BATCH; index++) {
    const sent = new Uint8Array(SIZE).fill((round + index) % 250);
    const got = new Uint8Array(2 * SIZE);
    assert.equal(sys.write(writer, sent), SIZE);
    if (index % 25 === 0) force();
    assert.equal(sys.read(reader, got, SIZE / 2, SIZE), SIZE);
    const middle = got.subarray(SIZE / 2, SIZE / 2 + SIZE);
    assert.deepEqual([middle, got[0], got.at(-1)], [sent, 0, 0], "bytes at their place, and nowhere else");
  }
  for (const fd of [reader, writer]) sys.close(fd);
}

/** Takes and fills the places that were freed. */
function churn(): void {
  for (let index = 0; index < BATCH; index++) new Uint8Array(SIZE).fill(0xff);
}

function force(): void {
  const { gc, Bun } = globalThis as { gc?: () => void; Bun?: { gc(force: boolean): void } };
  if (Bun === undefined) gc!();
  else Bun.gc(true);
}

/** In turns of the event loop, in which the collected pollers are closed. */
async function collect(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    force();
    await sleep(1);
  }
}

async function assertCollected(before: Awaited<ReturnType<typeof settled>>): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await collect();
  // A register or a stack may still hold the last one or two.
  await assertNothingLeft(before, "collections", { threads: 0, descriptors: 4 });
}
