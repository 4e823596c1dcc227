import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";
import { type Fixture, PATIENCE_MS } from "./fixture.ts";
import { isLinux } from "./system.ts";

type Ready = ReturnType<Poller["wait"]>;

/** One event, copied out of a batch. */
export interface Seen {
  readonly fd: number;
  readonly kind: number;
  readonly readiness: number;
  readonly stale: boolean;
}

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

/**
 * Waits for what must be there of one descriptor with both directions. epoll reports them in one event, kqueue in one for each
 * (kqueue(2): a registration is of a descriptor and a filter), which are taken together here. How often an edge of the one
 * direction is reported when something happens in the other one, no manual page says.
 */
export function both(fixture: Fixture, poller: Poller): Seen {
  if (isLinux(fixture.module)) return one(poller);
  const seen = copy(poller.wait(PATIENCE_MS));
  const [first] = seen;
  const alike = seen.every(({ fd, kind, stale }) => fd === first!.fd && kind === first!.kind && stale === first!.stale);
  assert.ok(first && alike && seen.length <= 2, `one descriptor, in two events at most, not ${JSON.stringify(seen)}`);
  return { ...first, readiness: seen.reduce((flags, { readiness }) => flags | readiness, 0) };
}

/** That nothing is ready. */
export function assertSilent(poller: Poller, why: string): void {
  assert.deepEqual(copy(poller.wait(0)), [], why);
}

/**
 * That an end which was told is not told on and on: once on epoll. kqueue(2) has no word on how often EV_CLEAR reports an
 * end that lasts; whatever touches the descriptor may report it anew there, so that all that is asked is that it stops.
 */
export function assertToldOnce(fixture: Fixture, poller: Poller, why: string): void {
  const again = isLinux(fixture.module) ? 0 : 5;
  for (let i = 0; i < again && poller.wait(0).length > 0; i++);
  assertSilent(poller, why);
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
