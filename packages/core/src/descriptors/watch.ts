// A watch of one descriptor: it calls back for each event until it is closed.

import type { Trigger } from "../../../../generated/core/flags.ts";
import type { Watch } from "../../../../generated/core/interfaces.ts";
import { checkInterest } from "../arguments/registration.ts";
import type { CheckedSignal } from "../arguments/signal.ts";
import { setImmediate } from "../host-modules.ts";
import type { Descriptor, Watching } from "./descriptor.ts";
import { serves } from "./readiness.ts";

/** What a watch needs of the thread's poller. */
export interface WatchHost {
  /** Its interest was set. */
  changed(watch: BaseWatch): void;
  /** It has begun or ceased to keep the process alive. */
  referenced(referenced: boolean): void;
  /** It was closed. */
  left(watch: BaseWatch): void;
  /** The number of the last batch that was fetched. */
  readonly batch: number;
}

export type OnReady = (readiness: number, fd: number) => void;

export class BaseWatch implements Watch, Watching {
  readonly fd: number;
  readonly trigger: Trigger;
  readonly descriptor: Descriptor;
  readonly #host: WatchHost;
  readonly #callback: OnReady;
  readonly #signal: CheckedSignal | undefined;
  #interest: number;
  /** The last batch that was fetched before it came or its interest was set: its events are of before. */
  #since: number;
  #isReferenced = true;
  #isLive = true;
  /** A one-shot that was called, and is silent until its interest is set. */
  #hasFired = false;

  constructor(
    host: WatchHost,
    descriptor: Descriptor,
    callback: OnReady,
    interest: number,
    trigger: Trigger,
    signal: CheckedSignal | undefined,
  ) {
    this.#host = host;
    this.descriptor = descriptor;
    this.fd = descriptor.fd;
    this.trigger = trigger;
    this.#callback = callback;
    this.#interest = interest;
    this.#since = host.batch;
    this.#signal = signal;
  }

  /** Begins to listen to its signal, once the host has it. */
  begin(): void {
    this.#signal?.listen(() => this.close());
    if (!this.#isLive) this.#signal?.forget();
  }

  get interest(): number {
    return this.#interest;
  }

  set interest(interest: number) {
    if (!this.#isLive) return;
    checkInterest(interest, "interest");
    this.#interest = interest;
    this.#hasFired = false;
    this.#since = this.#host.batch;
    this.#host.changed(this);
  }

  get wanted(): number | undefined {
    return this.#interest === 0 || this.#hasFired ? undefined : this.#interest;
  }

  get isReferenced(): boolean {
    return this.#isReferenced;
  }

  serve(readiness: number, batch: number): boolean {
    if (!this.#isLive || this.#interest === 0 || this.#hasFired || this.#since === batch) return false;
    if (!serves(readiness, this.#interest)) return false;
    if (this.trigger === "oneshot" || this.trigger === "edge-oneshot") this.#hasFired = true;
    try {
      this.#callback.call(undefined, readiness, this.fd);
    } catch (error) {
      raise(error);
    }
    return true;
  }

  ref(): this {
    return this.#reference(true);
  }

  unref(): this {
    return this.#reference(false);
  }

  close(): void {
    if (!this.#isLive) return;
    this.#isLive = false;
    this.#host.left(this);
    // Last, because it is the caller's code.
    this.#signal?.forget();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #reference(referenced: boolean): this {
    if (this.#isLive && referenced !== this.#isReferenced) {
      this.#isReferenced = referenced;
      this.#host.referenced(referenced);
    }
    return this;
  }
}

/** Makes an uncaught exception of what a callback threw, outside of what called it. */
export function raise(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
