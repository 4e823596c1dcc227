import { LIMITS } from "../../../generated/core/flags.ts";
import { rangeError, typeError } from "./errors.ts";

const EXPECTED = "-1 or Infinity to block, 0 to poll, or a positive number of milliseconds";

/**
 * A timeout in milliseconds: -1 to block, or from 0 to 2^31-1, with its fraction. A negative number is refused, because a
 * deadline that has passed must not become an endless wait.
 */
export function checkTimeout(timeoutMs: number): number {
  if (typeof timeoutMs !== "number") throw typeError("timeoutMs", EXPECTED, timeoutMs);
  if (timeoutMs === -1 || timeoutMs === Number.POSITIVE_INFINITY) return -1;
  if (!(timeoutMs >= 0)) throw rangeError("timeoutMs", EXPECTED, timeoutMs);
  return Math.min(timeoutMs, LIMITS.timeoutMs.max);
}
