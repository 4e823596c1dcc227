import { LIMITS } from "../../../generated/core/flags.ts";
import { checkInteger, checkOptions } from "./checks.ts";
import { rangeError, typeError } from "./errors.ts";

/** What a poller is made with. */
export interface PollerOptions {
  /** Events that one wait asks the kernel for, 1 … 1,048,576; default 20,000. Each takes 12 or 16 bytes, once. */
  readonly maxEvents?: number;
  /** Whether a wait that a signal ends returns with `interrupted` or throws EINTR; default "return". */
  readonly interrupts?: "return" | "throw";
}

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
