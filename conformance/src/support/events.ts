import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";
import { type Fixture, PATIENCE_MS } from "./fixture.ts";
import { isLinux } from "./system.ts";

type Ready = ReturnType<Poller["wait"]>;

/** One event, copied from a batch. */
export interface Seen {
  readonly fd: number;
  readonly kind: number;
  readonly readiness: number;
  readonly stale: boolean;
}

/** Copies a batch by index. */
export function copy(ready: Ready): Seen[] {
  const seen: Seen[] = [];
  for (let i = 0; i < ready.length; i++) {
    seen.push({ fd: ready.fd(i), kind: ready.kind(i), readiness: ready.readiness(i), stale: ready.stale(i) });
  }
  return seen;
}

/** Waits for exactly one event. */
export function one(poller: Poller): Seen {
  const seen = copy(poller.wait(PATIENCE_MS));
  assert.equal(seen.length, 1, `expected one event, got ${JSON.stringify(seen)}`);
  return seen[0]!;
}

/**
 * Waits for the events of one descriptor with both directions. epoll reports them in one event, kqueue in one for each (kqueue(2):
 * a registration has a descriptor and a filter), which are combined here. No manual page says how often an edge in one direction
 * is reported when something happens in the other.
 */
export function both(fixture: Fixture, poller: Poller): Seen {
  if (isLinux(fixture.module)) return one(poller);
  const seen = copy(poller.wait(PATIENCE_MS));
  const [first] = seen;
  const alike = seen.every(({ fd, kind, stale }) => fd === first!.fd && kind === first!.kind && stale === first!.stale);
  assert.ok(
    first && alike && seen.length <= 2,
    `expected one descriptor in at most two events, got ${JSON.stringify(seen)}`,
  );
  return { ...first, readiness: seen.reduce((flags, { readiness }) => flags | readiness, 0) };
}

/** Checks that nothing is ready. */
export function assertSilent(poller: Poller, why: string): void {
  assert.deepEqual(copy(poller.wait(0)), [], why);
}

/**
 * Checks that an end is not reported for ever: on epoll it is reported once. kqueue(2) does not say how often EV_CLEAR reports a
 * lasting end, and whatever touches the descriptor may report it again, so there it only has to stop.
 */
export function assertToldOnce(fixture: Fixture, poller: Poller, why: string): void {
  const again = isLinux(fixture.module) ? 0 : 5;
  for (let i = 0; i < again && poller.wait(0).length > 0; i++);
  assertSilent(poller, why);
}

/** The sorted descriptors of a batch. */
export function descriptors(ready: Ready): number[] {
  return copy(ready)
    .map((event) => event.fd)
    .sort((a, b) => a - b);
}

/** Checks that a poller still works: adds a ready descriptor, sees it, and deletes it. */
export function assertWorks(poller: Poller, readyFd: number): void {
  poller.add({ fd: readyFd, kind: 2 });
  const seen = copy(poller.wait(PATIENCE_MS)).find((event) => event.fd === readyFd && !event.stale);
  poller.delete(readyFd);
  assert.ok(seen, "the poller still works");
  assert.equal(seen.kind, 2, "the poller reports the kind");
}

/** Milliseconds that an action takes, on the clock of the kernel's timeouts. */
export function elapsedMs(action: () => void): number {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start) / 1e6;
}
