import type { Fixture } from "./fixture.ts";

/**
 * Duplicates per file. A kqueue made of nested epoll instances has at most 500 paths to a file (path_limits in Linux's
 * fs/eventpoll.c), and each direction of a duplicate is one.
 */
const A_FILE = 200;

/** Descriptors that are always ready for reading and writing, in ascending order. */
export function readyOnes(fixture: Fixture, count: number): number[] {
  let source = 0;
  const fds = Array.from({ length: count }, (_, i) => {
    if (i % A_FILE === 0) source = fixture.counter(1);
    return fixture.duplicate(source);
  });
  return fds.sort((a, b) => a - b);
}

/** An event to register for a descriptor. */
export const client = (fd: number) => ({ fd, kind: 2 });
