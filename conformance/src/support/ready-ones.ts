import type { Fixture } from "./fixture.ts";

/** Descriptors that are always ready, in ascending order. */
export function readyOnes(fixture: Fixture, count: number): number[] {
  const source = fixture.counter(1);
  return Array.from({ length: count }, () => fixture.duplicate(source)).sort((a, b) => a - b);
}

/** What is registered for a descriptor. */
export const client = (fd: number) => ({ fd, kind: 2 });
