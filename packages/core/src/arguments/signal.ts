// A caller's AbortSignal, recognized by its shape, because each realm, jsdom and every polyfill has a class of its own. Any access
// may run the caller's code, which may wait on or close the poller.

import type { EventsOptions, WaitOptions } from "../../../../generated/core/interfaces.ts";
import { ownOptions } from "./checks.ts";
import { typeError } from "./errors.ts";
import { checkTimeout } from "./options.ts";

/** The signal in the options of a wait, if any. Its state is read here, once. */
export function checkSignal(options: WaitOptions | undefined): CheckedSignal | undefined {
  return options === undefined ? undefined : checkedSignal(ownOptions(options, "options", ["signal"]).signal);
}

/** The options of a loop over batches: a timeout, and the options of each step, whose signal is checked at each step. */
export function checkEventsOptions(options: EventsOptions | undefined): { timeoutMs: number; wait?: WaitOptions } {
  if (options === undefined) return { timeoutMs: -1 };
  const { timeoutMs = -1, signal } = ownOptions(options, "options", ["timeoutMs", "signal"]);
  const timeout = checkTimeout(timeoutMs, "options.timeoutMs");
  if (checkedSignal(signal) === undefined) return { timeoutMs: timeout };
  return { timeoutMs: timeout, wait: { signal: signal! } };
}

export function checkedSignal(signal: AbortSignal | undefined): CheckedSignal | undefined {
  if (signal === undefined) return undefined;
  if (typeof signal !== "object" || signal === null) refuse(signal);
  const { addEventListener, removeEventListener, aborted } = signal;
  if (typeof addEventListener !== "function" || typeof removeEventListener !== "function") refuse(signal);
  if (typeof aborted !== "boolean") refuse(signal);
  return new CheckedSignal(signal, aborted);
}

function refuse(signal: unknown): never {
  throw typeError("options.signal", "an AbortSignal", signal);
}

export class CheckedSignal {
  readonly #signal: AbortSignal;
  readonly aborted: boolean;
  #onAbort: (() => void) | undefined;

  constructor(signal: AbortSignal, aborted: boolean) {
    this.#signal = signal;
    this.aborted = aborted;
  }

  /** Why it aborted, or what the getter of `reason` throws. */
  get reason(): unknown {
    try {
      return this.#signal.reason;
    } catch (error) {
      return error;
    }
  }

  /** Calls `onAbort` once, when the signal aborts. Throws what the signal throws. */
  listen(onAbort: () => void): void {
    this.#onAbort = onAbort;
    this.#signal.addEventListener("abort", this.#abort);
  }

  /** Stops listening. The wait has its result by then, so errors of the signal are ignored. */
  forget(): void {
    this.#onAbort = undefined;
    try {
      this.#signal.removeEventListener("abort", this.#abort);
    } catch {}
  }

  readonly #abort = (): void => this.#onAbort?.();
}
