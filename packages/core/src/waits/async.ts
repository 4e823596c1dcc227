// Waiting without blocking the thread: a LoopWatcher watches the poller's own descriptor from the host's event loop, and events are
// fetched only while a wait is pending. Every wait goes through the loop, ready or not, so that a poller that is always
// ready leaves the host time for its timers and I/O.

import { LIMITS } from "../../../../generated/core/flags.ts";
import type { CheckedSignal } from "../arguments/signal.ts";
import type { LoopWatcher, OnReadable } from "../backend/seam.ts";
import {
  clearImmediate,
  clearTimeout,
  type Immediate,
  now,
  setImmediate,
  setTimeout,
  type Timer,
} from "../host-modules.ts";
import type { Spin } from "../poller/spin.ts";

/** Milliseconds that a wait pauses after a batch of nothing but stale events. */
export const PAUSE_MS = 5;

/** What an asynchronous wait needs of its poller. */
export interface AsyncSource<Ready> {
  /** Watches the poller's descriptor. */
  watch(): LoopWatcher;
  /**
   * Fetches without blocking; returns whether there is anything to report: an event that is not stale, or a wake-up. `wasReadable`
   * says whether the watcher reported the descriptor as readable.
   */
  fetch(wasReadable: boolean): boolean;
  /** Whether the last fetch returned nothing but stale events, which would end a watch at once, again and again. */
  onlyStale(): boolean;
  readonly spin: Spin;
  readonly ready: Ready;
  /** Called when waiting begins, with what the watcher must then reach, and with nothing when it has ended. */
  waiting(onReadable: OnReadable | undefined): void;
}

/** Takes batch after batch, without a promise for each. */
export interface Listener {
  /** There are events in the source's `ready`. The watch is armed again. */
  onBatch(): void;
  /** Why listening has ended. */
  onFailure(error: unknown): void;
}

interface Pending<Ready> {
  resolve(ready: Ready): void;
  reject(reason: unknown): void;
  /** In terms of now(); Infinity for never. */
  readonly deadline: number;
  readonly start: number;
  readonly signal: CheckedSignal | undefined;
  /** The iterator that waits, if it is one. */
  readonly owner: object | undefined;
}

export class AsyncWaits<Ready> {
  readonly #source: AsyncSource<Ready>;
  #watcher: LoopWatcher | undefined;
  #keepsAlive = true;
  #pending: Pending<Ready> | undefined;
  #listener: Listener | undefined;
  #timer: Timer | undefined;
  #immediate: Immediate | undefined;
  #pause: Timer | undefined;
  /** A look for events before the watcher is armed. */
  #look: Immediate | undefined;

  constructor(source: AsyncSource<Ready>) {
    this.#source = source;
  }

  /** Begins a wait; none may be pending. `timeoutMs` was checked: negative for never. */
  begin(timeoutMs: number, signal: CheckedSignal | undefined, owner: object | undefined): Promise<Ready> {
    const promise = new Promise<Ready>((resolve, reject) => {
      const start = now();
      const deadline = timeoutMs < 0 ? Number.POSITIVE_INFINITY : start + timeoutMs;
      this.#pending = { resolve, reject, deadline, start, signal, owner };
    });
    try {
      if (timeoutMs !== 0 && this.#source.spin.pays) this.#look = setImmediate(this.#onLook);
      else this.#arm();
    } catch (error) {
      this.#pending!.reject(error);
      this.#pending = undefined;
      return promise;
    }
    this.#source.waiting(this.#onReadable);
    if (signal !== undefined && !this.#listen(signal)) return promise;
    if (timeoutMs === 0) this.#immediate = setImmediate(this.#onDeadline);
    else this.#startTimer();
    this.#applyKeepAlive();
    return promise;
  }

  /** Sets whether a pending wait, or listening, keeps the process alive; by default it does. */
  keepAlive(keepsAlive: boolean): void {
    this.#keepsAlive = keepsAlive;
    if (this.#pending !== undefined || this.#listener !== undefined) this.#applyKeepAlive();
  }

  /** Begins to listen; no wait may be pending. Throws what arming throws. */
  listen(listener: Listener): void {
    this.#arm();
    this.#listener = listener;
    this.#source.waiting(this.#onReadable);
    this.#applyKeepAlive();
  }

  /** Ends that. */
  unlisten(): void {
    this.#listener = undefined;
    this.#rest();
  }

  /** Takes what is ready now, if anything is, without waiting for the watcher's call. */
  look(): void {
    const listener = this.#listener!;
    try {
      const found = this.#source.fetch(false);
      this.#rearm();
      if (!found) return;
    } catch (error) {
      this.#fail(error);
      return;
    }
    listener.onBatch();
  }

  /** Ends the pending wait, if it is this owner's, before it takes an event. */
  cancel(owner: object): void {
    if (this.#pending?.owner === owner) this.#settle().reject(CANCELLED);
  }

  /** Watches with another watcher from now on; the old one has stopped when this returns. */
  rewatch(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    if (!this.#isWanted) return;
    try {
      this.#arm();
      this.#applyKeepAlive();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Rejects a pending wait and ends the watch. The poller closes its descriptor afterwards. */
  close(error: Error): void {
    if (this.#isWanted) this.#fail(error);
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  readonly #onReadable: OnReadable = (failure) => {
    if (!this.#isWanted) return;
    if (failure !== undefined) this.#fail(failure);
    else this.#fetch(true);
  };

  /** Looks for a while, and arms the watcher if nothing comes. */
  readonly #onLook = (): void => {
    this.#look = undefined;
    const end = Math.min(now() + this.#source.spin.ms, this.#pending!.deadline);
    try {
      do {
        if (this.#source.fetch(false)) {
          this.#settle().resolve(this.#source.ready);
          return;
        }
      } while (!this.#source.onlyStale() && now() < end);
      this.#arm();
      this.#applyKeepAlive();
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #onPauseOver = (): void => {
    this.#pause = undefined;
    this.#fetch(false);
  };

  #fetch(wasReadable: boolean): void {
    const listener = this.#listener;
    try {
      if (!this.#source.fetch(wasReadable)) {
        // Somebody else took the events, or all of them are stale: keep waiting for the rest of the time.
        if (this.#source.onlyStale()) this.#startPause();
        else this.#arm();
        return;
      }
      // Before the callback, so that the watcher need not be stopped.
      if (listener !== undefined) this.#rearm();
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (listener !== undefined) listener.onBatch();
    else this.#settle().resolve(this.#source.ready);
  }

  get #isWanted(): boolean {
    return this.#pending !== undefined || this.#listener !== undefined;
  }

  #fail(error: unknown): void {
    const listener = this.#listener;
    if (listener === undefined) {
      this.#settle().reject(error);
      return;
    }
    this.unlisten();
    listener.onFailure(error);
  }

  /** Fetches again after a pause, without watching meanwhile: the stale events would end the watch at once. */
  #startPause(): void {
    this.#pause ??= setTimeout(this.#onPauseOver, PAUSE_MS);
    if (!this.#keepsAlive) this.#pause.unref();
  }

  readonly #onDeadline = (): void => {
    const { deadline } = this.#pending!;
    // A timer may fire a fraction of a millisecond early; a wait must not end early.
    if (now() < deadline) {
      this.#startTimer();
      return;
    }
    try {
      this.#source.fetch(false);
    } catch (error) {
      this.#settle().reject(error);
      return;
    }
    this.#settle().resolve(this.#source.ready);
  };

  /** Whether the wait is still pending afterwards: the signal's method may be the caller's own, and abort, close or throw. */
  #listen(signal: CheckedSignal): boolean {
    const pending = this.#pending!;
    try {
      signal.listen(() => this.#settle().reject(signal.reason));
    } catch (error) {
      if (this.#pending === pending) this.#settle().reject(error);
    }
    return this.#pending === pending;
  }

  #arm(): void {
    this.#watcher ??= this.#source.watch();
    this.#watcher.arm();
  }

  /** Arms what a fetch may have ended. During a pause nothing is armed. */
  #rearm(): void {
    if (this.#pause !== undefined) return;
    this.#watcher?.disarm?.();
    this.#arm();
  }

  #startTimer(): void {
    const left = this.#pending!.deadline - now();
    if (left === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(this.#onDeadline, Math.min(Math.max(Math.ceil(left), 1), LIMITS.timeoutMs.max));
    if (!this.#keepsAlive) this.#timer.unref();
  }

  #applyKeepAlive(): void {
    if (this.#keepsAlive) {
      this.#watcher?.ref();
      this.#look?.ref();
      this.#timer?.ref();
      this.#immediate?.ref();
      this.#pause?.ref();
    } else {
      this.#watcher?.unref();
      this.#look?.unref();
      this.#timer?.unref();
      this.#immediate?.unref();
      this.#pause?.unref();
    }
  }

  /** Ends the pending wait and returns it, to be resolved or rejected. */
  #settle(): Pending<Ready> {
    const pending = this.#pending!;
    this.#pending = undefined;
    const { spin } = this.#source;
    if (spin.ms > 0) spin.ended(now() - pending.start);
    this.#rest();
    // Last, because it is the caller's code.
    pending.signal?.forget();
    return pending;
  }

  /** Nothing is pending any more. */
  #rest(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    clearImmediate(this.#look);
    clearTimeout(this.#pause);
    this.#timer = undefined;
    this.#immediate = undefined;
    this.#look = undefined;
    this.#pause = undefined;
    this.#watcher?.disarm?.();
    // A watcher that is still armed may fire later, with no effect; it must not keep an idle process alive.
    this.#watcher?.unref();
    this.#source.waiting(undefined);
  }
}

/** Rejects the pending wait of an iterator whose `return` was called; no caller sees it. */
const CANCELLED = Symbol("cancelled");

/** What an iterator of batches needs of its poller. */
interface BatchesSource<Ready> {
  closed(): boolean;
  wait(owner: object): Promise<Ready>;
  /** Ends the wait of this owner, if it is pending. */
  cancel(owner: object): void;
}

/**
 * Batch after batch, for `for await`: fetched only inside next. Closing the poller ends it; ending it leaves the poller open. A
 * second `next` while one is pending is refused, as a second wait is: one batch cannot be two consumers'.
 */
export class Batches<Ready> implements AsyncIterableIterator<Ready> {
  readonly #source: BatchesSource<Ready>;
  #done = false;

  constructor(source: BatchesSource<Ready>) {
    this.#source = source;
  }

  async next(): Promise<IteratorResult<Ready, undefined>> {
    if (this.#done || this.#source.closed()) return this.#end();
    try {
      return { done: false, value: await this.#source.wait(this) };
    } catch (error) {
      if (error === CANCELLED || this.#source.closed()) return this.#end();
      throw error;
    }
  }

  /** Ends the iterator and its pending `next`. The poller can be waited on again at once. */
  async return(): Promise<IteratorResult<Ready, undefined>> {
    this.#source.cancel(this);
    return this.#end();
  }

  #end(): IteratorResult<Ready, undefined> {
    this.#done = true;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
