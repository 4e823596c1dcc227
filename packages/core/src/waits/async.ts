// Waiting without blocking the thread: a LoopWatcher watches the poller's own descriptor from the host's event loop, and events are
// fetched only while somebody waits for them. Every wait goes through the loop, ready or not, so that a poller that is always
// ready leaves the host time for its timers and I/O.

import { LIMITS } from "../../../../generated/core/flags.ts";
import type { LoopWatcher } from "../backend/seam.ts";
import { timers } from "../host-modules.ts";

/** Milliseconds that a wait pauses after a batch of nothing but stale events. */
export const PAUSE_MS = 5;

/** What an asynchronous wait needs of its poller. */
export interface AsyncSource<Ready> {
  /** Watches the poller's descriptor. */
  watch(onReadable: () => void): LoopWatcher;
  /** Fetches without blocking; whether there is anything to report: an event that is not stale, or a wake-up. */
  fetch(): boolean;
  /** Whether the last fetch returned nothing but stale events, which would end a watch at once, again and again. */
  onlyStale(): boolean;
  readonly ready: Ready;
  /** Called when a wait begins and when it has ended. */
  waiting(pending: boolean): void;
}

interface Pending<Ready> {
  resolve(ready: Ready): void;
  reject(reason: unknown): void;
  /** In terms of performance.now(); Infinity for never. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

export class AsyncWaits<Ready> {
  readonly #source: AsyncSource<Ready>;
  #watcher: LoopWatcher | undefined;
  #armed = false;
  #keepsAlive = true;
  #pending: Pending<Ready> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #pause: NodeJS.Timeout | undefined;

  constructor(source: AsyncSource<Ready>) {
    this.#source = source;
  }

  /** Begins a wait; none may be pending. `timeoutMs` was checked: negative for never. */
  begin(timeoutMs: number, signal: AbortSignal | undefined): Promise<Ready> {
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    const promise = new Promise<Ready>((resolve, reject) => {
      const deadline = timeoutMs < 0 ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs;
      this.#pending = { resolve, reject, deadline, signal };
    });
    try {
      this.#arm();
    } catch (error) {
      this.#pending!.reject(error);
      this.#pending = undefined;
      return promise;
    }
    this.#source.waiting(true);
    signal?.addEventListener("abort", this.#onAbort);
    if (timeoutMs === 0) this.#immediate = timers().setImmediate(this.#onDeadline);
    else this.#startTimer();
    this.#applyKeepAlive();
    return promise;
  }

  /** Sets whether a pending wait keeps the process alive; by default it does. */
  keepAlive(keepsAlive: boolean): void {
    this.#keepsAlive = keepsAlive;
    if (this.#pending !== undefined) this.#applyKeepAlive();
  }

  /** Rejects a pending wait and ends the watch. The poller closes its descriptor afterwards. */
  close(error: Error): void {
    if (this.#pending !== undefined) this.#settle().reject(error);
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  readonly #onReadable = (): void => {
    this.#armed = false;
    if (this.#pending === undefined) return;
    let told: boolean;
    try {
      told = this.#source.fetch();
    } catch (error) {
      this.#settle().reject(error);
      return;
    }
    // Somebody else took the events, or all of them are stale: keep waiting for the rest of the time.
    if (told) this.#settle().resolve(this.#source.ready);
    else if (this.#source.onlyStale()) this.#startPause();
    else this.#arm();
  };

  /** Fetches again after a pause, without watching meanwhile: the stale events would end the watch at once. */
  #startPause(): void {
    this.#pause = timers().setTimeout(this.#onReadable, PAUSE_MS);
    if (!this.#keepsAlive) this.#pause.unref();
  }

  readonly #onDeadline = (): void => {
    const { deadline } = this.#pending!;
    // A timer may fire a fraction of a millisecond early; a wait must not end early.
    if (performance.now() < deadline) {
      this.#startTimer();
      return;
    }
    try {
      this.#source.fetch();
    } catch (error) {
      this.#settle().reject(error);
      return;
    }
    this.#settle().resolve(this.#source.ready);
  };

  readonly #onAbort = (): void => {
    const { signal } = this.#pending!;
    this.#settle().reject(signal!.reason);
  };

  #arm(): void {
    if (this.#armed) return;
    this.#watcher ??= this.#source.watch(this.#onReadable);
    this.#watcher.arm();
    this.#armed = true;
  }

  #startTimer(): void {
    const left = this.#pending!.deadline - performance.now();
    if (left === Number.POSITIVE_INFINITY) return;
    this.#timer = timers().setTimeout(this.#onDeadline, Math.min(Math.max(Math.ceil(left), 1), LIMITS.timeoutMs.max));
    if (!this.#keepsAlive) this.#timer.unref();
  }

  #applyKeepAlive(): void {
    if (this.#keepsAlive) {
      this.#watcher!.ref();
      this.#timer?.ref();
      this.#immediate?.ref();
      this.#pause?.ref();
    } else {
      this.#watcher!.unref();
      this.#timer?.unref();
      this.#immediate?.unref();
      this.#pause?.unref();
    }
  }

  /** Ends the pending wait and returns it, to be resolved or rejected. */
  #settle(): Pending<Ready> {
    const pending = this.#pending!;
    this.#pending = undefined;
    pending.signal?.removeEventListener("abort", this.#onAbort);
    timers().clearTimeout(this.#timer);
    timers().clearImmediate(this.#immediate);
    timers().clearTimeout(this.#pause);
    this.#timer = undefined;
    this.#immediate = undefined;
    this.#pause = undefined;
    // A watcher that is still armed may fire later, with no effect; it must not keep an idle process alive.
    if (this.#armed) this.#watcher?.unref();
    this.#source.waiting(false);
    return pending;
  }
}

/** What of a poller is iterated over; the poller imports this file. */
type Iterated<Ready> = { readonly closed: boolean; waitAsync(): Promise<Ready> };

/** Batch after batch, for `for await`: fetched only inside next. Closing the poller ends it; ending it leaves the poller open. */
export class Batches<Ready> implements AsyncIterableIterator<Ready> {
  readonly #poller: Iterated<Ready>;
  #done = false;

  constructor(poller: Iterated<Ready>) {
    this.#poller = poller;
  }

  async next(): Promise<IteratorResult<Ready, undefined>> {
    if (this.#done || this.#poller.closed) return this.return();
    try {
      return { done: false, value: await this.#poller.waitAsync() };
    } catch (error) {
      if (this.#poller.closed) return this.return();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Ready, undefined>> {
    this.#done = true;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
