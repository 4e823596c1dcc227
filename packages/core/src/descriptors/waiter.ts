// A wait for one descriptor by a promise.

import { LIMITS } from "../../../../generated/core/flags.ts";
import type { CheckedSignal } from "../arguments/signal.ts";
import { clearTimeout, now, setTimeout, type Timer } from "../host-modules.ts";
import type { Descriptor, Waiting } from "./descriptor.ts";

/** What a waiter needs of the thread's poller. */
export interface WaiterHost {
  /** The waiter has settled. */
  left(waiter: Waiter): void;
  /** Its time is up: it resolves soon, with what is ready, if anything is. */
  due(waiter: Waiter): void;
  /** The number of the last batch that was fetched. */
  readonly batch: number;
}

export class Waiter implements Waiting {
  readonly interest: number;
  readonly promise: Promise<number>;
  readonly since: number;
  readonly descriptor: Descriptor;
  /** A promise keeps the process alive. */
  readonly isReferenced = true;
  readonly #host: WaiterHost;
  readonly #signal: CheckedSignal | undefined;
  #resolve!: (readiness: number) => void;
  #reject!: (reason: unknown) => void;
  /** In terms of now(). */
  #deadline = Number.POSITIVE_INFINITY;
  #timer: Timer | undefined;
  #isPending = true;

  constructor(host: WaiterHost, descriptor: Descriptor, interest: number, signal: CheckedSignal | undefined) {
    this.#host = host;
    this.descriptor = descriptor;
    this.interest = interest;
    this.since = host.batch;
    this.#signal = signal;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get isPending(): boolean {
    return this.#isPending;
  }

  /** Begins to wait, once the host has it. `timeoutMs` was checked: negative for never. */
  begin(timeoutMs: number): void {
    // First: the signal's methods may be the caller's own, and settle it.
    if (timeoutMs === 0) this.#host.due(this);
    else if (timeoutMs > 0) {
      this.#deadline = now() + timeoutMs;
      this.#startTimer();
    }
    const signal = this.#signal;
    if (signal === undefined) return;
    try {
      signal.listen(() => this.reject(signal.reason));
      if (!this.#isPending) signal.forget();
    } catch (error) {
      this.reject(error);
    }
  }

  resolve(readiness: number): void {
    if (this.#settle()) this.#resolve(readiness);
  }

  reject(reason: unknown): void {
    if (this.#settle()) this.#reject(reason);
  }

  /** Whether it was pending until now. */
  #settle(): boolean {
    if (!this.#isPending) return false;
    this.#isPending = false;
    clearTimeout(this.#timer);
    this.#host.left(this);
    // Last, because it is the caller's code.
    this.#signal?.forget();
    return true;
  }

  readonly #onTimer = (): void => {
    // A timer may fire a fraction of a millisecond early, and takes no more than its maximum.
    if (now() < this.#deadline) this.#startTimer();
    else this.#host.due(this);
  };

  #startTimer(): void {
    const left = Math.ceil(this.#deadline - now());
    this.#timer = setTimeout(this.#onTimer, Math.min(Math.max(left, 1), LIMITS.timeoutMs.max));
  }
}
