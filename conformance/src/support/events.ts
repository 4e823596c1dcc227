import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";

type Ready = ReturnType<Poller["wait"]>;

/** One event, copied out of a batch. */
export interface Seen {
  readonly fd: number;
  readonly kind: number;
  readonly readiness: number;
  readonly stale: boolean;
}

/** Long enough for anything on this machine; a wait that takes as long has failed. */
export const PATIENCE_MS = 5_000;

/** A batch by index, copied. */
export function copy(ready: Ready): Seen[] {
  const seen: Seen[] = [];
  for (let i = 0; i < ready.length; i++) {
    seen.push({ fd: ready.fd(i), kind: ready.kind(i), readiness: ready.readiness(i), stale: ready.stale(i) });
  }
  return seen;
}

/** Waits for the one event that must be there. */
export function one(poller: Poller): Seen {
  const seen = copy(poller.wait(PATIENCE_MS));
  assert.equal(seen.length, 1, `one event, not ${JSON.stringify(seen)}`);
  return seen[0]!;
}

/** That nothing is ready. */
export function assertSilent(poller: Poller, why: string): void {
  assert.deepEqual(copy(poller.wait(0)), [], why);
}

/** Descriptors of a batch, sorted. */
export function descriptors(ready: Ready): number[] {
  return copy(ready)
    .map((event) => event.fd)
    .sort((a, b) => a - b);
}

/** That a poller still does its work, whatever was tried on it: adds a ready descriptor, sees it, and deletes it. */
export function assertWorks(poller: Poller, readyFd: number): void {
  poller.add({ fd: readyFd, kind: 2 });
  const seen = copy(poller.wait(PATIENCE_MS)).find((event) => event.fd === readyFd && !event.stale);
  poller.delete(readyFd);
  assert.ok(seen, "the poller works on");
  assert.equal(seen.kind, 2, "the poller reports the kind");
}

/** Nanoseconds that an action takes, on the clock that the kernel's timeouts run by. */
export function elapsedMs(action: () => void): number {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start) / 1e6;
}
