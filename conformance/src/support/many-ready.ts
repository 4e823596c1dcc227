import type { Poller, Registration } from "../adapter.ts";
import type { Fixture } from "./fixture.ts";
import { raiseLimit } from "./limits.ts";
import { client, readyOnes } from "./ready-ones.ts";
import { isLinux } from "./system.ts";

/**
 * Registers enough for `count` ready events, even if a process may have only 20,000 descriptors. Returns the number of events for
 * each descriptor.
 */
export function registerMany(
  fixture: Fixture,
  poller: Poller,
  count: number,
  options?: Registration,
): Map<number, number> {
  const register = isLinux(fixture.module) ? registerClosed : registerBothWays;
  return register(fixture, poller, count, options);
}

/**
 * epoll has one registration per open file and number, so numbers can be closed and reused with another file. One descriptor
 * keeps each file open.
 */
function registerClosed(fixture: Fixture, poller: Poller, count: number, options?: Registration): Map<number, number> {
  const room = raiseLimit(fixture, count + 1_000) - 500;
  const registered = new Map<number, number>();
  for (let left = count; left > 0; ) {
    const source = fixture.counter(1);
    const numbers: number[] = [];
    for (; left > 0 && numbers.length < Math.min(room, 10_000); left--) {
      const fd = fixture.duplicate(source);
      poller.add({ fd, kind: 2 }, options);
      numbers.push(fd);
      registered.set(fd, (registered.get(fd) ?? 0) + 1);
    }
    for (const fd of numbers) fixture.close(fd);
  }
  return registered;
}

/** kqueue drops closed descriptors, and has a registration and an event for each direction. */
function registerBothWays(
  fixture: Fixture,
  poller: Poller,
  count: number,
  options?: Registration,
): Map<number, number> {
  const { Readable, Writable } = fixture.module.Interest;
  raiseLimit(fixture, count / 2 + 500);
  const fds = readyOnes(fixture, count / 2);
  for (const fd of fds) poller.add(client(fd), { ...options, interest: Readable | Writable });
  return new Map(fds.map((fd) => [fd, 2]));
}
