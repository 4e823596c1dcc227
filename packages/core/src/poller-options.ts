import { LIMITS } from "../../../generated/core/flags.ts";
import type { PollerOptions } from "../../../generated/core/interfaces.ts";
import { checkInteger, checkOptions } from "./checks.ts";
import { rangeError, typeError } from "./errors.ts";

export function checkPollerOptions(options: PollerOptions = {}): Required<PollerOptions> {
  checkOptions(options, "options", ["maxEvents", "interrupts"]);
  const { maxEvents = LIMITS.maxEvents.default, interrupts = "return" } = options;
  checkInteger(maxEvents, "options.maxEvents", LIMITS.maxEvents.min, LIMITS.maxEvents.max);
  if (interrupts !== "return" && interrupts !== "throw") {
    const expected = '"return" or "throw"';
    throw typeof interrupts === "string"
      ? rangeError("options.interrupts", expected, interrupts)
      : typeError("options.interrupts", expected, interrupts);
  }
  return { maxEvents, interrupts };
}
