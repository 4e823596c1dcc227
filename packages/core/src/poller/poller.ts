// The poller: checks arguments, counts generations, and tracks whether it is open, waiting or closed. A facility does the
// polling. The hot path is wait, add, modify and delete; it allocates nothing.

import { generationOfHalf, highHalf, lowHalf } from "../../../../generated/core/codec.ts";
import { Interest, LIMITS } from "../../../../generated/core/flags.ts";
import type {
  EventLike,
  EventObject,
  Poller,
  PollerOptions,
  Registration,
  WaitOptions,
  Waker,
} from "../../../../generated/core/interfaces.ts";
import { checkDescriptor } from "../arguments/checks.ts";
import { closedError, type PollerError, pendingError, refusal, syscallError } from "../arguments/errors.ts";
import type { Kinds } from "../arguments/kinds.ts";
import { checkPollerOptions, checkTimeout } from "../arguments/options.ts";
import {
  areFields,
  checkEvent,
  checkFields,
  checkRegistration,
  interestOf,
  type PackedRegistration,
} from "../arguments/registration.ts";
import { checkSignal } from "../arguments/signal.ts";
import {
  CHANGE_WORDS,
  type CloseAtEnd,
  type LoopWatcher,
  type OnReadable,
  type Platform,
  type Watch,
} from "../backend/seam.ts";
import { now } from "../host-modules.ts";
import type { Facility } from "../systems/system.ts";
import { AsyncWaits, Batches, PAUSE_MS } from "../waits/async.ts";
import { noteInterruption } from "../waits/event-loop-turn.ts";
import { additions, deletions } from "./bulk.ts";
import { Generations } from "./generations.ts";
import { INSPECT, named } from "./inspect.ts";
import { Opened } from "./opened.ts";
import { endBatches, isStale, ReadyEvents, setBatch } from "./ready-events.ts";
import { Taking, type TakingHost } from "./taken.ts";
import { wakeThrough } from "./waker.ts";
import { fetchWhole, longestCall } from "./whole-wait.ts";

/** What a class OsPoller is made from. */
export interface PollerSetting {
  /** Opens the operating system's facility. */
  open(maxEvents: number, registrations: Generations): Facility;
  readonly platform: Platform;
  readonly kinds: Kinds;
  /** A new EventObject of the module, for a pool. */
  pooled(): EventObject<number>;
  readonly watch: Watch;
  /** Undefined where no other thread can take events. */
  readonly taking: TakingHost | undefined;
  readonly closeAtEnd: CloseAtEnd | undefined;
}

/** Pollers with a pending wait, which must not be collected. */
const pending = new Set<BasePoller>();

/** What descriptors/ does with a poller of its own. Registering returns ≥ 0 or -errno, and allocates nothing. */
export interface InnerPoller {
  readonly ready: ReadyEvents<number>;
  readonly waits: AsyncWaits<ReadyEvents<number>>;
  /** The name of the syscall that registers, for errors. */
  readonly controlName: string;
  add(fd: number, packed: PackedRegistration): number;
  modify(fd: number, packed: PackedRegistration): number;
  delete(fd: number): number;
}

export let innerOf: (poller: BasePoller) => InnerPoller;

/** Closes a poller without settling its wait. */
let abandon: (poller: BasePoller) => void;

/** How many full batches of nothing but stale events are fetched in a row before a pause. */
const MOST_FETCHES = 64;

/** Where the kind of an event says nothing. */
export const ANY_KIND = 1;

/** The states of a poller. */
const OPEN = 0;
const WAITING = 1;
const CLOSED = 2;
/** Open, with an event that was taken for a wait which ended without it. */
const KEEPING = 3;

export class BasePoller implements Poller<number> {
  static {
    abandon = (poller) => {
      poller.#state = CLOSED;
      endBatches(poller.#ready);
      poller.#taking.close();
      poller.#opened.close();
    };
    innerOf = (poller) => ({
      ready: poller.#ready,
      waits: poller.#asyncWaits(),
      controlName: poller.#facility.controlName,
      add: (fd, packed) => poller.#change("add", fd, ANY_KIND, packed),
      modify: (fd, packed) => poller.#change("modify", fd, ANY_KIND, packed),
      delete: (fd) => poller.#remove(fd),
    });
  }

  readonly #setting: PollerSetting;
  readonly #facility: Facility;
  readonly #opened: Opened<BasePoller>;
  readonly #interrupts: "return" | "throw" | "retry";
  /** The -errno that does not end a wait, if there is one. */
  readonly #retried: number | undefined;
  readonly #maxEvents: number;
  /** The longest call of the kernel, and the integers that `wait` may hand to it as they are: no deadline is needed for them. */
  readonly #longestCall = longestCall();
  #plainMin: number;
  #plainMax: number;
  readonly #generations = new Generations();
  readonly #ready: ReadyEvents<number>;
  readonly #taking: Taking;
  /** Whether the facility may hold a registration that can no longer be removed, so that any batch may contain stale events. */
  #leftBehind = false;
  /** Whether the last fetch returned nothing but stale events. */
  #onlyStale = false;
  #state: typeof OPEN | typeof WAITING | typeof CLOSED | typeof KEEPING = OPEN;
  #waits: AsyncWaits<ReadyEvents<number>> | undefined;

  constructor(setting: PollerSetting, options?: PollerOptions) {
    const { maxEvents, interrupts } = checkPollerOptions(options);
    this.#setting = setting;
    this.#interrupts = interrupts;
    this.#retried = interrupts === "retry" ? -setting.platform.errno.EINTR! : undefined;
    const isPlain = this.#longestCall === Number.POSITIVE_INFINITY && interrupts !== "retry";
    this.#plainMin = isPlain ? -1 : 0;
    this.#plainMax = isPlain ? LIMITS.timeoutMs.max : 0;
    this.#facility = setting.open(maxEvents, this.#generations);
    this.#opened = new Opened<BasePoller>(this, this.#facility, setting.closeAtEnd, abandon);
    this.#maxEvents = maxEvents;
    this.#taking = new Taking(setting.taking, this.#facility, this.#generations);
    const { pooled } = setting;
    this.#ready = new ReadyEvents<number>({ ...this.#facility.batch, generations: this.#generations, pooled });
  }

  get fd(): number {
    this.#live("fd");
    return this.#facility.fd;
  }

  get closed(): boolean {
    return this.#state === CLOSED;
  }

  get waker(): Waker {
    this.#live("waker");
    return this.#facility.waker;
  }

  add(event: EventLike, options?: Registration): void {
    this.#register("add", event, options);
  }

  modify(event: EventLike, options?: Registration): void {
    this.#register("modify", event, options);
  }

  delete(fd: number): void {
    this.#live("delete");
    checkDescriptor(fd, "fd");
    const result = this.#remove(fd);
    if (result < 0) throw refusal(this.#setting.platform, "delete", result, this.#facility.controlName, fd);
  }

  registerAll(events: Iterable<EventLike>, options?: Registration): void {
    this.#live("registerAll");
    const packed = checkRegistration(options);
    const changes = additions(events, this.#setting.kinds, this.#generations);
    // Again: the iterable is the caller's code, and may have closed the poller.
    this.#live("registerAll");
    if ((interestOf(packed) & Interest.Priority) !== 0) {
      for (let at = 0; at < changes.length; at += CHANGE_WORDS) this.#beforePriority(changes[at]!);
    }
    const done = this.#facility.addAll(changes, changes.length / CHANGE_WORDS, packed);
    for (let at = 0; at < done * CHANGE_WORDS; at += CHANGE_WORDS) {
      this.#noteLeftBehind(changes[at]!);
      this.#generations.begin(changes[at]!, generationOfHalf(changes[at + 2]!), packed);
    }
    this.#demandAll("registerAll", changes, done);
  }

  deleteAll(fds: Iterable<number>): void {
    this.#live("deleteAll");
    const changes = deletions(fds);
    this.#live("deleteAll");
    const count = changes.length / CHANGE_WORDS;
    const own = this.#indexOfOwn(changes);
    const done = this.#facility.deleteAll(changes, own < 0 ? count : own);
    if (done === own) changes[own * CHANGE_WORDS + 1] = -this.#setting.platform.errno.ENOENT!;
    // The registration of what was refused ends too, as in delete.
    if (done < count) this.#noteLeftBehind(changes[done * CHANGE_WORDS]!);
    for (let index = 0; index < Math.min(done + 1, count); index++) {
      this.#generations.end(changes[index * CHANGE_WORDS]!);
    }
    this.#demandAll("deleteAll", changes, done);
  }

  wait(timeoutMs: number): ReadyEvents<number> {
    if (this.#state !== OPEN) return this.#waitKeeping(timeoutMs);
    if (
      typeof timeoutMs !== "number" ||
      (timeoutMs | 0) !== timeoutMs ||
      timeoutMs < this.#plainMin ||
      timeoutMs > this.#plainMax
    ) {
      return this.#waitChecked(timeoutMs);
    }
    const fetched = this.#facility.fetch(timeoutMs);
    if (fetched < 0) return this.#failed(fetched);
    setBatch(this.#ready, fetched, false, this.#facility.woken);
    return this.#ready;
  }

  waitAsync(timeoutMs = -1, options?: WaitOptions): Promise<ReadyEvents<number>> {
    return this.#beginWait(timeoutMs, options, undefined);
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<ReadyEvents<number>> {
    this.#live("[Symbol.asyncIterator]");
    return new Batches({
      closed: () => this.closed,
      wait: (owner) => this.#beginWait(-1, undefined, owner),
      cancel: (owner) => this.#waits?.cancel(owner),
    });
  }

  notify(): void {
    this.#live("notify");
    wakeThrough(this.#facility.waker, this.#facility);
  }

  ref(): this {
    this.#live("ref");
    return this.#keepAlive(true);
  }

  unref(): this {
    this.#live("unref");
    return this.#keepAlive(false);
  }

  close(): void {
    if (this.#state === CLOSED) return;
    this.#state = CLOSED;
    endBatches(this.#ready);
    this.#waits?.close(closedError("waitAsync"));
    this.#taking.close();
    this.#opened.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** For console.log, which hides private fields. */
  [INSPECT](): object {
    if (!(#setting in this)) return this; // the prototype itself
    if (this.#state === CLOSED) return named("OsPoller", { closed: true });
    const waiting = this.#state === WAITING;
    return named("OsPoller", { fd: this.#facility.fd, closed: false, waiting, maxEvents: this.#maxEvents });
  }

  #beginWait(
    timeoutMs: number,
    options: WaitOptions | undefined,
    owner: object | undefined,
  ): Promise<ReadyEvents<number>> {
    try {
      this.#live("waitAsync");
      const timeout = checkTimeout(timeoutMs);
      const signal = checkSignal(options);
      // Checked after reading the options: a getter may have closed the poller, or begun a wait.
      if (this.#state !== OPEN && this.#state !== KEEPING) throw this.#refusal("waitAsync");
      if (signal?.aborted === true) throw signal.reason;
      return this.#asyncWaits().begin(timeout, signal, owner);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #live(what: string): void {
    if (this.#state === CLOSED) throw closedError(what);
  }

  #refusal(what: string): PollerError {
    return this.#state === CLOSED ? closedError(what) : pendingError(what);
  }

  #register(what: "add" | "modify", event: EventLike, options: Registration | undefined): void {
    this.#live(what);
    checkEvent(event, "event");
    const packed = checkRegistration(options);
    const { fd, kind } = event;
    if (!areFields(fd, kind, this.#setting.kinds)) checkFields(fd, kind, this.#setting.kinds, "event");
    // Again: fd and kind may be getters, which may have closed the poller.
    this.#live(what);
    const result = this.#change(what, fd, kind, packed);
    if (result < 0) throw refusal(this.#setting.platform, what, result, this.#facility.controlName, fd);
  }

  #change(what: "add" | "modify", fd: number, kind: number, packed: PackedRegistration): number {
    const facility = this.#facility;
    const generation = this.#generations.next(fd);
    const low = lowHalf(fd, kind);
    const high = highHalf(fd, generation);
    if ((interestOf(packed) & Interest.Priority) !== 0) this.#beforePriority(fd);
    let result: number;
    if (what === "add") result = facility.add(fd, low, high, packed);
    else result = this.#isOwn(fd) ? -this.#setting.platform.errno.ENOENT! : facility.modify(fd, low, high, packed);
    if (result < 0) return result;
    if (what === "add") this.#noteLeftBehind(fd);
    this.#generations.begin(fd, generation, packed);
    return result;
  }

  #remove(fd: number): number {
    const result = this.#isOwn(fd) ? -this.#setting.platform.errno.ENOENT! : this.#facility.delete(fd);
    if (result < 0) this.#noteLeftBehind(fd);
    this.#generations.end(fd);
    return result;
  }

  /** Looking at the poller from outside may consume this descriptor's event: from now on, nobody must. */
  #beforePriority(fd: number): void {
    if (this.#taking.startsWith(fd)) this.#waits?.rewatch();
  }

  /** Whether it is a descriptor of the poller's own, which the caller may neither modify nor delete. */
  #isOwn(fd: number): boolean {
    return fd === this.#facility.wakeFd || fd === this.#taking.controlFd;
  }

  /** `wait` where the poller may keep an event. */
  #waitKeeping(timeoutMs: number): ReadyEvents<number> {
    if (this.#state !== KEEPING) throw this.#refusal("wait");
    checkTimeout(timeoutMs);
    this.#state = OPEN;
    const ready = this.#fetchNow(false) ? this.#ready : this.wait(timeoutMs);
    if (this.#taking.keeps) this.#state = KEEPING;
    return ready;
  }

  #indexOfOwn(changes: Int32Array): number {
    for (let at = 0; at < changes.length; at += CHANGE_WORDS) {
      if (this.#isOwn(changes[at]!)) return at / CHANGE_WORDS;
    }
    return -1;
  }

  /**
   * Called if the descriptor's registration was not removed from the facility. If there is one, the descriptor was closed without
   * delete, and a duplicate that is still open keeps reporting events.
   */
  #noteLeftBehind(fd: number): void {
    if (!this.#generations.has(fd) || this.#facility.pause === undefined) return;
    this.#leftBehind = true;
    // No timeout is plain any more.
    this.#plainMin = 1;
    this.#plainMax = 0;
  }

  /** For timeouts that are not plain, and for what is not a timeout. */
  #waitChecked(timeoutMs: number): ReadyEvents<number> {
    if (this.#leftBehind) return this.#waitPastStale(timeoutMs);
    const fetched = this.#fetchChecked(timeoutMs);
    if (fetched < 0) return this.#failed(fetched);
    setBatch(this.#ready, fetched, false, this.#facility.woken);
    return this.#ready;
  }

  /** A wait that stale events do not end. After a batch of nothing else it pauses, to use next to no processor time. */
  #waitPastStale(timeoutMs: number): ReadyEvents<number> {
    let left = checkTimeout(timeoutMs);
    // 0 and -1 keep the meaning that they have as timeouts.
    const deadline = left > 0 ? now() + left : left;
    for (;;) {
      const fetched = this.#pastStale(this.#fetchChecked(left));
      if (fetched < 0) return this.#failed(fetched);
      if (this.#endsWait(fetched)) return this.#ready;
      left = leftUntil(deadline);
      if (left === 0) return this.#ready;
      if (!this.#onlyStale) continue;
      const paused = this.#facility.pause!(left < 0 ? PAUSE_MS : Math.min(left, PAUSE_MS));
      if (paused < 0) {
        if (paused !== this.#retried) return this.#failed(paused);
        noteInterruption();
      }
      left = leftUntil(deadline);
    }
  }

  /** Takes a fetched batch. A full one of nothing but stale events may hide live ones: then it fetches again, a limited number of times. */
  #pastStale(first: number): number {
    let fetched = first;
    for (let fetches = 1; ; fetches++) {
      setBatch(this.#ready, Math.max(fetched, 0), false, this.#facility.woken);
      this.#onlyStale = fetched > 0 && !this.#anyLive(fetched);
      if (!this.#onlyStale || this.#facility.woken || fetched < this.#maxEvents || fetches === MOST_FETCHES)
        return fetched;
      fetched = this.#fetchChecked(0);
    }
  }

  /** Whether the last fetch ends a wait. */
  #endsWait(fetched: number): boolean {
    return this.#facility.woken || (fetched > 0 && !this.#onlyStale);
  }

  /** Starts at the end, where the events of newer registrations tend to be. */
  #anyLive(fetched: number): boolean {
    for (let index = fetched - 1; index >= 0; index--) {
      if (!isStale(this.#ready, index)) return true;
    }
    return false;
  }

  /** For timeouts that the kernel cannot be given as they are, and for what is not a timeout. */
  #fetchChecked(timeoutMs: number): number {
    return fetchWhole(this.#facility, checkTimeout(timeoutMs), this.#longestCall, this.#retried);
  }

  /** Throws for the first change that was refused, if any. */
  #demandAll(what: string, changes: Int32Array, done: number): void {
    const at = done * CHANGE_WORDS;
    if (at < changes.length)
      throw refusal(this.#setting.platform, what, changes[at + 1]!, this.#facility.controlName, changes[at]!, done);
  }

  #failed(result: number): ReadyEvents<number> {
    const interrupted = result === -this.#setting.platform.errno.EINTR!;
    setBatch(this.#ready, 0, interrupted, false);
    if (interrupted) noteInterruption();
    if (interrupted && this.#interrupts !== "throw") return this.#ready;
    throw this.#waitError(result, interrupted);
  }

  #waitError(result: number, interrupted: boolean): PollerError {
    const { fd, waitName } = this.#facility;
    const { platform } = this.#setting;
    if (interrupted) return syscallError(platform, result, waitName, "a signal interrupted the wait");
    return syscallError(
      platform,
      result,
      waitName,
      `the wait failed; descriptor ${fd} may no longer be the poller's`,
      fd,
    );
  }

  #asyncWaits(): AsyncWaits<ReadyEvents<number>> {
    this.#waits ??= new AsyncWaits<ReadyEvents<number>>({
      ready: this.#ready,
      watch: () => this.#watch(),
      fetch: (wasReadable) => this.#fetchNow(wasReadable),
      onlyStale: () => this.#onlyStale,
      waiting: (onReadable) => {
        const begins = onReadable !== undefined;
        this.#opened.expect(onReadable);
        if (this.#state !== CLOSED) this.#state = begins ? WAITING : this.#taking.keeps ? KEEPING : OPEN;
        if (begins) pending.add(this);
        else pending.delete(this);
      },
    });
    return this.#waits;
  }

  #watch(): LoopWatcher {
    const look: typeof watch = (call) => this.#setting.watch(this.#facility.fd, call);
    const watch = (call: OnReadable): LoopWatcher => this.#taking.watch(look, call);
    return this.#opened.watch(watch);
  }

  /** Fetches without blocking; whether there is anything to report. A batch of stale events counts as empty. */
  #fetchNow(wasReadable: boolean): boolean {
    const fetched = this.#pastStale(this.#fetchTaken(wasReadable));
    if (fetched < 0) throw this.#waitError(fetched, false);
    if (this.#onlyStale) setBatch(this.#ready, 0, false, this.#facility.woken);
    return this.#endsWait(fetched);
  }

  /** Fetches without blocking what the kernel has to tell, and what another thread took. */
  #fetchTaken(wasReadable: boolean): number {
    const fetched = this.#taking.fetch();
    if (fetched !== 0 || !wasReadable || this.#facility.woken) return fetched;
    const found = this.#taking.search();
    if (found > 0) this.#waits!.rewatch();
    return found;
  }

  #keepAlive(keepsAlive: boolean): this {
    this.#asyncWaits().keepAlive(keepsAlive);
    return this;
  }
}

/** Milliseconds until the deadline, as a timeout. */
function leftUntil(deadline: number): number {
  return deadline > 0 ? Math.max(deadline - now(), 0) : deadline;
}
