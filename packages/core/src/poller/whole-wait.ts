// A blocking wait that is made of several calls of the kernel: where a signal must not end it, and in the workers of Node.

import { isNode, isWorkerThread, now } from "../host-modules.ts";
import type { Facility } from "../systems/system.ts";
import { noteInterruption } from "../waits/event-loop-turn.ts";

/**
 * Milliseconds. Node cannot end a worker that is inside a syscall, and joins its workers one after the other: with 8 of them blocked, a
 * process takes up to 8 slices to end.
 */
const SLICE_MS = 50;

/** The longest single call of the kernel on this thread. */
export function longestCall(): number {
  return isNode && isWorkerThread() ? SLICE_MS : Number.POSITIVE_INFINITY;
}

/**
 * Fetches as `facility.fetch` does, with a checked timeout, in calls of at most `longestMs`: between two of them V8 can end the thread.
 * -errno `retried` does not end the wait.
 */
export function fetchWhole(
  facility: Pick<Facility, "fetch" | "fetchPrecisely" | "woken">,
  timeoutMs: number,
  longestMs: number,
  retried: number | undefined,
): number {
  let left = timeoutMs < 0 ? Number.POSITIVE_INFINITY : timeoutMs;
  const deadline = left === 0 || left === Number.POSITIVE_INFINITY ? left : now() + left;
  for (;;) {
    const fetched = left > longestMs ? facility.fetch(longestMs) : fetchOnce(facility, left);
    if (fetched > 0 || facility.woken) return fetched;
    if (fetched < 0) {
      if (fetched !== retried) return fetched;
      noteInterruption();
    } else if (left <= longestMs) return 0;
    left = deadline - now();
    if (left <= 0) return 0;
  }
}

function fetchOnce(facility: Pick<Facility, "fetch" | "fetchPrecisely">, timeoutMs: number): number {
  if (timeoutMs === Number.POSITIVE_INFINITY) return facility.fetch(-1);
  return Number.isInteger(timeoutMs) ? facility.fetch(timeoutMs) : facility.fetchPrecisely(timeoutMs);
}
