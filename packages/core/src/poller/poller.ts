// The poller: checks arguments, counts generations, and tracks whether it is open, waiting or closed. A facility does the
// polling. The hot path is wait, add, modify and delete; it allocates nothing.

import { generationOfHalf, highHalf, lowHalf } from "../../../../generated/core/codec.ts";
import { Interest } from "../../../../generated/core/flags.ts";
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
import { checkPollerOptions, checkSignal, checkTimeout } from "../arguments/options.ts";
import { areFields, checkEvent, checkFields, checkRegistration, interestOf } from "../arguments/registration.ts";
import { CHANGE_WORDS, type LoopWatcher, type OnReadable, type Platform, type Watch } from "../backend/seam.ts";
import type { Facility } from "../systems/system.ts";
import { AsyncWaits, Batches } from "../waits/async.ts";
import { additions, deletions } from "./bulk.ts";
import { Generations } from "./generations.ts";
import { ReadyEvents, setBatch } from "./ready-events.ts";
import { Taking, type TakingHost } from "./taken.ts";
import { wakeThrough } from "./waker.ts";

/** What a class OsPoller is made from. */
export interface PollerSetting {
  /** Opens the operating system's facility. */
  open(maxEvents: number): Facility;
  readonly platform: Platform;
  readonly kinds: Kinds;
  /** A new EventObject of the module, for a pool. */
  pooled(): EventObject<number>;
  readonly watch: Watch;
  /** Undefined where no other thread can take events. */
  readonly taking: TakingHost | undefined;
}

/** The states of a poller. */
const OPEN = 0;
const WAITING = 1;
const CLOSED = 2;
/** Open, with an event that was taken for a wait which ended without it. */
const KEEPING = 3;

export class BasePoller implements Poller<number> {
  readonly #setting: PollerSetting;
  readonly #facility: Facility;
  readonly #interruptsThrow: boolean;
  readonly #generations = new Generations();
  readonly #ready: ReadyEvents<number>;
  readonly #taking: Taking;
  #state: typeof OPEN | typeof WAITING | typeof CLOSED | typeof KEEPING = OPEN;
  #waits: AsyncWaits<ReadyEvents<number>> | undefined;

  constructor(setting: PollerSetting, options?: PollerOptions) {
    const { maxEvents, interrupts } = checkPollerOptions(options);
    this.#setting = setting;
    this.#interruptsThrow = interrupts === "throw";
    this.#facility = setting.open(maxEvents);
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
    this.#generations.end(fd);
    const result = this.#isOwn(fd) ? -this.#setting.platform.errno.ENOENT! : this.#facility.delete(fd);
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
    for (let index = 0; index < Math.min(done + 1, count); index++) {
      this.#generations.end(changes[index * CHANGE_WORDS]!);
    }
    this.#demandAll("deleteAll", changes, done);
  }

  wait(timeoutMs: number): ReadyEvents<number> {
    if (this.#state !== OPEN) return this.#waitKeeping(timeoutMs);
    const fetched =
      typeof timeoutMs === "number" && (timeoutMs | 0) === timeoutMs && timeoutMs >= -1
        ? this.#facility.fetch(timeoutMs)
        : this.#fetchChecked(timeoutMs);
    if (fetched < 0) return this.#failed(fetched);
    setBatch(this.#ready, fetched, false);
    return this.#ready;
  }

  waitAsync(timeoutMs = -1, options?: WaitOptions): Promise<ReadyEvents<number>> {
    try {
      this.#live("waitAsync");
      const timeout = checkTimeout(timeoutMs);
      const signal = checkSignal(options);
      // Checked after reading the options: a getter may have closed the poller, or begun a wait.
      if (this.#state !== OPEN && this.#state !== KEEPING) throw this.#refusal("waitAsync");
      this.#waits ??= this.#asyncWaits();
      return this.#waits.begin(timeout, signal);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<ReadyEvents<number>> {
    this.#live("[Symbol.asyncIterator]");
    return new Batches(this);
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
    setBatch(this.#ready, 0, false);
    this.#waits?.close(closedError("waitAsync"));
    this.#taking.close();
    this.#facility.close();
  }

  [Symbol.dispose](): void {
    this.close();
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
    const facility = this.#facility;
    const generation = this.#generations.next(fd);
    const low = lowHalf(fd, kind);
    const high = highHalf(fd, generation);
    if ((interestOf(packed) & Interest.Priority) !== 0) this.#beforePriority(fd);
    let result: number;
    if (what === "add") result = facility.add(fd, low, high, packed);
    else result = this.#isOwn(fd) ? -this.#setting.platform.errno.ENOENT! : facility.modify(fd, low, high, packed);
    if (result < 0) throw refusal(this.#setting.platform, what, result, facility.controlName, fd);
    this.#generations.begin(fd, generation, packed);
  }

  /** A look at the poller from outside may rob this descriptor of its event: from now on there must be none. */
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

  /** For timeouts that are not small integers, and for what is not a timeout. */
  #fetchChecked(timeoutMs: number): number {
    const timeout = checkTimeout(timeoutMs);
    return Number.isInteger(timeout) ? this.#facility.fetch(timeout) : this.#facility.fetchPrecisely(timeout);
  }

  /** Throws for the first change that was refused, if any. */
  #demandAll(what: string, changes: Int32Array, done: number): void {
    const at = done * CHANGE_WORDS;
    if (at < changes.length)
      throw refusal(this.#setting.platform, what, changes[at + 1]!, this.#facility.controlName, changes[at]!, done);
  }

  #failed(result: number): ReadyEvents<number> {
    const interrupted = result === -this.#setting.platform.errno.EINTR!;
    setBatch(this.#ready, 0, interrupted);
    if (interrupted && !this.#interruptsThrow) return this.#ready;
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
    return new AsyncWaits<ReadyEvents<number>>({
      ready: this.#ready,
      watch: (onReadable) => this.#watch(onReadable),
      fetch: (wasReadable) => this.#fetchNow(wasReadable),
      waiting: (pending) => {
        if (this.#state !== CLOSED) this.#state = pending ? WAITING : this.#taking.keeps ? KEEPING : OPEN;
      },
    });
  }

  #watch(onReadable: OnReadable): LoopWatcher {
    return this.#taking.watch((call) => this.#setting.watch(this.#facility.fd, call), onReadable);
  }

  /** Fetches without blocking; whether there is anything to report. A batch of stale events counts as empty. */
  #fetchNow(wasReadable: boolean): boolean {
    let fetched = this.#taking.fetch();
    if (fetched < 0) throw this.#waitError(fetched, false);
    if (fetched === 0 && wasReadable && !this.#facility.woken) {
      fetched = this.#taking.search();
      if (fetched > 0) this.#waits!.rewatch();
    }
    setBatch(this.#ready, fetched, false);
    for (let index = 0; index < fetched; index++) {
      if (!this.#ready.stale(index)) return true;
    }
    setBatch(this.#ready, 0, false);
    return this.#facility.woken;
  }

  #keepAlive(keepsAlive: boolean): this {
    this.#waits ??= this.#asyncWaits();
    this.#waits.keepAlive(keepsAlive);
    return this;
  }
}
