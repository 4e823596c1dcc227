import type { WaitOptions } from "../../../generated/core/interfaces.ts";
import { checkOptions } from "./checks.ts";
import { typeError } from "./errors.ts";

/** The signal of a wait's options. */
export function checkSignal(options: WaitOptions | undefined): AbortSignal | undefined {
  if (options === undefined) return undefined;
  checkOptions(options, "options", ["signal"]);
  const { signal } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw typeError("options.signal", "an AbortSignal", signal);
  }
  return signal;
}
