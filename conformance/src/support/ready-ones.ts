import type { Fixture } from "./fixture.ts";

/**
 * Duplicates of one file. A kqueue that is made of epoll instances inside each other has 500 ways to a file at most (path_limits
 * in Linux' fs/eventpoll.c), and each direction of a duplicate is one.
 */
const A_FILE = 200;

/** Descriptors that are always ready, for reading and for writing, in ascending order. */
export function readyOnes(fixture: Fixture, count: number): number[] {
  let source = 0;
  const fds = Array.from({ length: count }, (_, i) => {
    if (i % A_FILE === 0) source = fixture.counter(1);
    return fixture.duplicate(source);
  });
  return fds.sort((a, b) => a - b);
}

/** What is registered for a descriptor. */
export const client = (fd: number) => ({ fd, kind: 2 });
