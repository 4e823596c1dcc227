import { LIMITS } from "../../../../generated/core/flags.ts";
import type { PollerOptions } from "../../../../generated/core/interfaces.ts";
import { checkInteger, ownOptions } from "./checks.ts";
import { rangeError, typeError } from "./errors.ts";

export function checkPollerOptions(options: PollerOptions = {}): Required<PollerOptions> {
  const own = ownOptions(options, "options", ["maxEvents", "interrupts", "spin"]);
  const { maxEvents = LIMITS.maxEvents.default, interrupts = "return", spin = LIMITS.spin.default } = own;
  checkInteger(maxEvents, "options.maxEvents", LIMITS.maxEvents.min, LIMITS.maxEvents.max);
  checkInteger(spin, "options.spin", LIMITS.spin.min, LIMITS.spin.max);
  if (interrupts !== "return" && interrupts !== "throw" && interrupts !== "retry") {
    const expected = '"return", "throw" or "retry"';
    throw typeof interrupts === "string"
      ? rangeError("options.interrupts", expected, interrupts)
      : typeError("options.interrupts", expected, interrupts);
  }
  return { maxEvents, interrupts, spin };
}

const EXPECTED = "-1 or Infinity to block, 0 to poll, or a positive number of milliseconds";

/**
 * A timeout in milliseconds: -1 to block, or 0 to 2^31-1, fractions included. Other negative numbers are refused: a deadline that
 * has passed must not become an endless wait.
 */
export function checkTimeout(timeoutMs: number, name = "timeoutMs"): number {
  if (typeof timeoutMs !== "number") throw typeError(name, EXPECTED, timeoutMs);
  if (timeoutMs === -1 || timeoutMs === Number.POSITIVE_INFINITY) return -1;
  if (!(timeoutMs >= 0)) throw rangeError(name, EXPECTED, timeoutMs);
  return Math.min(timeoutMs, LIMITS.timeoutMs.max);
}
