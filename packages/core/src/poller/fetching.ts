// How a poller fetches: one batch of events after the other, past those that are stale. The hot path is `wait`; it allocates nothing.

import { LIMITS } from "../../../../generated/core/flags.ts";
import type { EventObject, PollerOptions } from "../../../../generated/core/interfaces.ts";
import { type PollerError, syscallError } from "../arguments/errors.ts";
import { checkTimeout } from "../arguments/options.ts";
import type { Platform } from "../backend/seam.ts";
import { now } from "../host-modules.ts";
import type { Facility } from "../systems/system.ts";
import { PAUSE_MS } from "../waits/async.ts";
import { noteInterruption } from "../waits/event-loop-turn.ts";
import type { Generations } from "./generations.ts";
import { endBatches, isStale, ReadyEvents, setBatch } from "./ready-events.ts";
import { Spin } from "./spin.ts";
import { fetchWhole, longestCall } from "./whole-wait.ts";

/** How many full batches of nothing but stale events are fetched in a row before a pause. */
const MOST_FETCHES = 64;

export class Fetching {
  /** The last batch. */
  readonly ready: ReadyEvents<number>;
  readonly spin: Spin;
  readonly #facility: Facility;
  readonly #platform: Platform;
  readonly #maxEvents: number;
  readonly #interrupts: "return" | "throw" | "retry";
  /** The -errno that does not end a wait, if there is one. */
  readonly #retried: number | undefined;
  /** The longest call of the kernel, and the integers that `wait` may hand to it as they are: no deadline is needed for them. */
  readonly #longestCall = longestCall();
  #plainMin: number;
  #plainMax: number;
  /** Whether the facility may hold a registration that can no longer be removed, so that any batch may contain stale events. */
  #leftBehind = false;
  /** Whether the last fetch returned nothing but stale events. */
  #onlyStale = false;

  constructor(
    facility: Facility,
    platform: Platform,
    { maxEvents, interrupts, spin }: Required<PollerOptions>,
    generations: Generations,
    pooled: () => EventObject<number>,
  ) {
    this.#facility = facility;
    this.#platform = platform;
    this.#maxEvents = maxEvents;
    this.#interrupts = interrupts;
    this.#retried = interrupts === "retry" ? -platform.errno.EINTR! : undefined;
    this.spin = new Spin(spin);
    const isPlain = this.#longestCall === Number.POSITIVE_INFINITY && interrupts !== "retry" && spin === 0;
    this.#plainMin = isPlain ? -1 : 0;
    this.#plainMax = isPlain ? LIMITS.timeoutMs.max : 0;
    this.ready = new ReadyEvents<number>({ ...facility.batch, generations, pooled });
  }

  get onlyStale(): boolean {
    return this.#onlyStale;
  }

  wait(timeoutMs: number): ReadyEvents<number> {
    if (
      typeof timeoutMs !== "number" ||
      (timeoutMs | 0) !== timeoutMs ||
      timeoutMs < this.#plainMin ||
      timeoutMs > this.#plainMax
    ) {
      return this.#waitChecked(timeoutMs);
    }
    return this.#take(this.#facility.fetch(timeoutMs));
  }

  /**
   * Takes what was fetched without blocking, or -errno; whether there is anything to report. A batch of stale events counts as empty.
   * Throws a PollerError.
   */
  take(first: number): boolean {
    const fetched = this.#pastStale(this.#uninterrupted(first));
    if (fetched < 0) throw this.#error(fetched, false);
    if (this.#onlyStale) setBatch(this.ready, 0, false, this.#facility.woken);
    return this.#endsWait(fetched);
  }

  /** What does not block is interrupted by no signal on Linux, but may be elsewhere: an asynchronous wait does not end with it. */
  #uninterrupted(first: number): number {
    let fetched = first;
    while (fetched === -this.#platform.errno.EINTR!) fetched = this.#facility.fetch(0);
    return fetched;
  }

  /** From now on, a descriptor that was closed without delete may keep reporting events, because a duplicate is still open. */
  expectStale(): void {
    this.#leftBehind = true;
    // No timeout is plain any more.
    this.#plainMin = 1;
    this.#plainMax = 0;
  }

  close(): void {
    endBatches(this.ready);
  }

  #take(fetched: number): ReadyEvents<number> {
    if (fetched < 0) return this.#failed(fetched);
    setBatch(this.ready, fetched, false, this.#facility.woken);
    return this.ready;
  }

  /** For timeouts that are not plain, and for what is not a timeout. */
  #waitChecked(timeoutMs: number): ReadyEvents<number> {
    if (this.#leftBehind) return this.#waitPastStale(timeoutMs);
    return this.#take(this.spin.ms > 0 ? this.#fetchSpinning(timeoutMs) : this.#fetchChecked(timeoutMs));
  }

  /** Looks for a while, if that pays, before it blocks. */
  #fetchSpinning(timeoutMs: number): number {
    const { spin } = this;
    const timeout = checkTimeout(timeoutMs);
    if (timeout === 0) return this.#facility.fetch(0);
    const start = now();
    if (spin.pays) {
      const end = start + (timeout < 0 ? spin.ms : Math.min(timeout, spin.ms));
      do {
        const fetched = this.#facility.fetch(0);
        if (fetched !== 0 || this.#facility.woken) return fetched;
      } while (now() < end);
    }
    const fetched = this.#fetchChecked(timeout < 0 ? timeout : Math.max(timeout - (now() - start), 0));
    spin.ended(now() - start);
    return fetched;
  }

  /** A wait that stale events do not end. After a batch of nothing else it pauses, to use next to no processor time. */
  #waitPastStale(timeoutMs: number): ReadyEvents<number> {
    let left = checkTimeout(timeoutMs);
    // 0 and -1 keep the meaning that they have as timeouts.
    const deadline = left > 0 ? now() + left : left;
    for (;;) {
      const fetched = this.#pastStale(this.#fetchChecked(left));
      if (fetched < 0) return this.#failed(fetched);
      if (this.#endsWait(fetched)) return this.ready;
      left = leftUntil(deadline);
      if (left === 0) return this.ready;
      if (!this.#onlyStale) continue;
      const paused = this.#facility.pause!(left < 0 ? PAUSE_MS : Math.min(left, PAUSE_MS));
      if (paused < 0) {
        if (paused !== this.#retried) return this.#failed(paused);
        noteInterruption();
      }
      left = leftUntil(deadline);
    }
  }

  /**
   * Takes a fetched batch. A full one of nothing but stale events may hide live ones: then it fetches again, until the kernel, which lets
   * descriptors take turns, has come round to the first event, or a limited number of times.
   */
  #pastStale(first: number): number {
    const { words, userData } = this.#facility.batch;
    let fetched = first;
    let low = 0;
    let high = 0;
    for (let fetches = 1; ; fetches++) {
      setBatch(this.ready, Math.max(fetched, 0), false, this.#facility.woken);
      this.#onlyStale = fetched > 0 && !this.#anyLive(fetched);
      if (!this.#onlyStale || this.#facility.woken || fetched < this.#maxEvents || fetches === MOST_FETCHES)
        return fetched;
      if (fetches === 1) {
        low = words[userData]!;
        high = words[userData + 1]!;
      } else if (this.#holds(fetched, low, high)) return fetched;
      fetched = this.#fetchChecked(0);
    }
  }

  /** Whether the last fetch returned the event with this user data. */
  #holds(fetched: number, low: number, high: number): boolean {
    const { words, stride, userData } = this.#facility.batch;
    for (let index = 0; index < fetched; index++) {
      const at = index * stride + userData;
      if (words[at] === low && words[at + 1] === high) return true;
    }
    return false;
  }

  /** Whether the last fetch ends a wait. */
  #endsWait(fetched: number): boolean {
    return this.#facility.woken || (fetched > 0 && !this.#onlyStale);
  }

  /** Starts at the end, where the events of newer registrations tend to be. */
  #anyLive(fetched: number): boolean {
    for (let index = fetched - 1; index >= 0; index--) {
      if (!isStale(this.ready, index)) return true;
    }
    return false;
  }

  /** For timeouts that the kernel cannot be given as they are, and for what is not a timeout. */
  #fetchChecked(timeoutMs: number): number {
    return fetchWhole(this.#facility, checkTimeout(timeoutMs), this.#longestCall, this.#retried);
  }

  #failed(result: number): ReadyEvents<number> {
    const interrupted = result === -this.#platform.errno.EINTR!;
    setBatch(this.ready, 0, interrupted, false);
    if (interrupted) noteInterruption();
    if (interrupted && this.#interrupts !== "throw") return this.ready;
    throw this.#error(result, interrupted);
  }

  #error(result: number, interrupted: boolean): PollerError {
    const { fd, waitName } = this.#facility;
    if (interrupted) return syscallError(this.#platform, result, waitName, "a signal interrupted the wait");
    const what = `the wait failed; descriptor ${fd} may no longer be the poller's`;
    return syscallError(this.#platform, result, waitName, what, fd);
  }
}

/** Milliseconds until the deadline, as a timeout. */
function leftUntil(deadline: number): number {
  return deadline > 0 ? Math.max(deadline - now(), 0) : deadline;
}
