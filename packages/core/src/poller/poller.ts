// The poller: tracks whether it is open, waiting or closed. It registers (registering.ts) and fetches (fetching.ts) through a
// facility, which does the polling. The hot path is wait, add, modify and delete; it allocates nothing.

import type {
  EventLike,
  EventObject,
  EventsOptions,
  Poller,
  PollerOptions,
  Registered,
  Registration,
  WaitOptions,
  Waker,
} from "../../../../generated/core/interfaces.ts";
import { closedError, type PollerError, pendingError } from "../arguments/errors.ts";
import type { Kinds } from "../arguments/kinds.ts";
import { checkPollerOptions, checkTimeout } from "../arguments/options.ts";
import type { PackedRegistration } from "../arguments/registration.ts";
import { checkEventsOptions, checkSignal } from "../arguments/signal.ts";
import type { CloseAtEnd, LoopWatcher, OnReadable, Platform, Watch } from "../backend/seam.ts";
import type { Facility } from "../systems/system.ts";
import { AsyncWaits, Batches } from "../waits/async.ts";
import { Fetching } from "./fetching.ts";
import { Generations } from "./generations.ts";
import { INSPECT, named } from "./inspect.ts";
import { Opened } from "./opened.ts";
import type { ReadyEvents } from "./ready-events.ts";
import { Registering } from "./registering.ts";
import { Taking, type TakingHost } from "./taken.ts";
import { wakeThrough } from "./waker.ts";

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
  /** Gives the poller up if its descriptor was closed from outside, and returns whether it was: it works no more, and closes nothing. */
  giveUpIfLost(): boolean;
}

export let innerOf: (poller: BasePoller) => InnerPoller;

/** Closes a poller without settling its wait. */
let abandon: (poller: BasePoller) => void;

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
    abandon = (poller) => poller.#end();
    innerOf = (poller) => ({
      ready: poller.#fetching.ready,
      waits: poller.#asyncWaits(),
      controlName: poller.#facility.controlName,
      add: (fd, packed) => poller.#registering.change("add", fd, ANY_KIND, packed),
      modify: (fd, packed) => poller.#registering.change("modify", fd, ANY_KIND, packed),
      delete: (fd) => poller.#registering.remove(fd),
      giveUpIfLost: () => poller.#giveUpIfLost(),
    });
  }

  readonly #watchHost: Watch;
  readonly #facility: Facility;
  readonly #opened: Opened<BasePoller>;
  readonly #maxEvents: number;
  readonly #registering: Registering;
  readonly #fetching: Fetching;
  readonly #taking: Taking;
  #state: typeof OPEN | typeof WAITING | typeof CLOSED | typeof KEEPING = OPEN;
  #waits: AsyncWaits<ReadyEvents<number>> | undefined;

  constructor(setting: PollerSetting, options?: PollerOptions) {
    const checked = checkPollerOptions(options);
    const generations = new Generations();
    const { platform, kinds } = setting;
    this.#watchHost = setting.watch;
    this.#maxEvents = checked.maxEvents;
    const facility = setting.open(checked.maxEvents, generations);
    this.#facility = facility;
    this.#opened = new Opened<BasePoller>(this, facility, setting.closeAtEnd, abandon);
    this.#taking = new Taking(setting.taking, facility, generations);
    this.#fetching = new Fetching(facility, platform, checked, generations, setting.pooled);
    this.#registering = new Registering({
      facility,
      platform,
      kinds,
      generations,
      controlFd: () => this.#taking.controlFd,
      beforePriority: (fd) => this.#beforePriority(fd),
      leftBehind: () => this.#fetching.expectStale(),
    });
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
    this.#registering.register("add", event, options);
  }

  modify(event: EventLike, options?: Registration): void {
    this.#registering.register("modify", event, options);
  }

  set(event: EventLike, options?: Registration): void {
    this.#registering.register("set", event, options);
  }

  delete(fd: number): void {
    this.#registering.delete(fd);
  }

  has(fd: number): boolean {
    return this.#registering.has(fd);
  }

  get size(): number {
    return this.#registering.size;
  }

  registrations(): IterableIterator<Registered<number>> {
    return this.#registering.registrations();
  }

  registerAll(events: Iterable<EventLike>, options?: Registration): void {
    this.#registering.registerAll(events, options);
  }

  deleteAll(fds: Iterable<number>): void {
    this.#registering.deleteAll(fds);
  }

  wait(timeoutMs: number): ReadyEvents<number> {
    return this.#state === OPEN ? this.#fetching.wait(timeoutMs) : this.#waitKeeping(timeoutMs);
  }

  waitAsync(timeoutMs = -1, options?: WaitOptions): Promise<ReadyEvents<number>> {
    return this.#beginWait(timeoutMs, options, undefined);
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<ReadyEvents<number>> {
    this.#live("[Symbol.asyncIterator]");
    return this.#batches(-1, undefined);
  }

  events(options?: EventsOptions): AsyncIterableIterator<ReadyEvents<number>> {
    this.#live("events");
    const { timeoutMs, wait } = checkEventsOptions(options);
    this.#live("events");
    return this.#batches(timeoutMs, wait);
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
    this.#end(() => this.#waits?.close(closedError("waitAsync")));
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** For console.log, which hides private fields. */
  [INSPECT](): object {
    if (!(#facility in this)) return this; // the prototype itself
    if (this.#state === CLOSED) return named("OsPoller", { closed: true });
    const waiting = this.#state === WAITING;
    const { size } = this.#registering;
    return named("OsPoller", { fd: this.#facility.fd, closed: false, waiting, size, maxEvents: this.#maxEvents });
  }

  #batches(timeoutMs: number, options: WaitOptions | undefined): AsyncIterableIterator<ReadyEvents<number>> {
    return new Batches({
      closed: () => this.closed,
      wait: (owner) => this.#beginWait(timeoutMs, options, owner),
      cancel: (owner) => this.#waits?.cancel(owner),
    });
  }

  /** Closes everything; `settle` ends a pending wait before the descriptors are closed. */
  #end(settle?: () => void): void {
    this.#stop();
    settle?.();
    this.#taking.close();
    this.#opened.close();
  }

  /** Afterwards everything throws ERR_POLLER_CLOSED. */
  #stop(): void {
    this.#state = CLOSED;
    this.#registering.close();
    this.#fetching.close();
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

  /** Looking at the poller from outside may consume this descriptor's event: from now on, nothing must. */
  #beforePriority(fd: number): void {
    if (this.#taking.startsWith(fd)) this.#waits?.rewatch();
  }

  /** `wait` where the poller may keep an event. */
  #waitKeeping(timeoutMs: number): ReadyEvents<number> {
    if (this.#state !== KEEPING) throw this.#refusal("wait");
    checkTimeout(timeoutMs);
    this.#state = OPEN;
    const ready = this.#fetchNow(false) ? this.#fetching.ready : this.wait(timeoutMs);
    if (this.#taking.keeps) this.#state = KEEPING;
    return ready;
  }

  #asyncWaits(): AsyncWaits<ReadyEvents<number>> {
    this.#waits ??= new AsyncWaits<ReadyEvents<number>>({
      ready: this.#fetching.ready,
      watch: () => this.#watch(),
      fetch: (wasReadable) => this.#fetchNow(wasReadable),
      onlyStale: () => this.#fetching.onlyStale,
      spin: this.#fetching.spin,
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
    const look: typeof watch = (call) => this.#watchHost(this.#facility.fd, call);
    const watch = (call: OnReadable): LoopWatcher => this.#taking.watch(look, call);
    return this.#opened.watch(watch);
  }

  /** Fetches without blocking; whether there is anything to report. */
  #fetchNow(wasReadable: boolean): boolean {
    return this.#fetching.take(this.#fetchTaken(wasReadable));
  }

  /** Fetches without blocking what the kernel reports, and what another thread took. */
  #fetchTaken(wasReadable: boolean): number {
    const fetched = this.#taking.fetch();
    if (fetched !== 0 || !wasReadable || this.#facility.woken) return fetched;
    const found = this.#taking.search();
    if (found > 0) this.#waits!.rewatch();
    return found;
  }

  #giveUpIfLost(): boolean {
    if (this.#facility.check() >= 0) return false;
    this.#stop();
    this.#opened.forget();
    return true;
  }

  #keepAlive(keepsAlive: boolean): this {
    this.#asyncWaits().keepAlive(keepsAlive);
    return this;
  }
}
