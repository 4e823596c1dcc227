// The one poller of a JavaScript thread, for all who wait for single descriptors. It stays armed while anybody waits, so that an event
// costs neither a promise nor a change of a registration.
//
// A registration outlives its waits: it is removed when it reports an event that serves none. So a loop over `readable` changes none.

import { highHalf, lowHalf } from "../../../../generated/core/codec.ts";
import type { Trigger } from "../../../../generated/core/flags.ts";
import { type PollerError, refusal, releasedError, syscallError, valueError } from "../arguments/errors.ts";
import { pack } from "../arguments/registration.ts";
import type { CheckedSignal } from "../arguments/signal.ts";
import { setImmediate } from "../host-modules.ts";
import { Generations } from "../poller/generations.ts";
import { ANY_KIND, BasePoller, type InnerPoller, innerOf, type PollerSetting } from "../poller/poller.ts";
import type { Listener } from "../waits/async.ts";
import { Descriptor, kernelTrigger, registrationFor } from "./descriptor.ts";
import { serves } from "./readiness.ts";
import { Waiter, type WaiterHost } from "./waiter.ts";
import { BaseWatch, type OnReady, raise, type WatchHost } from "./watch.ts";

/** The most events that one look takes; with more, descriptors take turns. */
const MAX_EVENTS = 1024;

/** The options of a wait. */
export interface Wanted {
  readonly fd: number;
  readonly interest: number;
  readonly signal: CheckedSignal | undefined;
}

export class ThreadPoller implements Listener, WaiterHost, WatchHost {
  readonly #setting: PollerSetting;
  readonly #inner: InnerPoller;
  readonly #descriptors = new Map<number, Descriptor>();
  /** How many wait, and how many of them keep the process alive. */
  #waiting = 0;
  #referenced = 0;
  /** The number of the last batch. */
  #batch = 0;
  /** A batch, copied from the poller's memory before any callback runs: callbacks change registrations, and so make events stale. */
  readonly #taken: (Descriptor | undefined)[] = [];
  readonly #flags: number[] = [];
  /** Whose time is up. */
  #due: Waiter[] = [];
  #isLost = false;

  constructor(setting: PollerSetting) {
    this.#setting = setting;
    this.#inner = innerOf(new BasePoller(setting, { maxEvents: MAX_EVENTS }));
  }

  get batch(): number {
    return this.#batch;
  }

  /** Whether its own descriptors were closed from outside: it works no more. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Throws a PollerError. `timeoutMs` was checked: negative for never. */
  wait({ fd, interest, signal }: Wanted, timeoutMs: number): Promise<number> {
    const descriptor = this.#join(fd, interest, undefined);
    // What the kernel has reported at an edge, it does not report again.
    const isTold = descriptor.isEdge && descriptor.covers(descriptor.widened(interest));
    const readiness = isTold ? lookAt(this.#setting, fd, interest) : 0;
    const refused = this.#widen(descriptor, interest);
    if (refused !== undefined) throw refused;
    const waiter = new Waiter(this, descriptor, interest, signal);
    this.#enter();
    descriptor.waiters.add(waiter);
    if (serves(readiness, interest)) waiter.resolve(readiness);
    else waiter.begin(timeoutMs);
    return waiter.promise;
  }

  /** Throws a PollerError, or what the signal throws. */
  watch({ fd, interest, signal }: Wanted, trigger: Trigger, callback: OnReady): BaseWatch {
    const descriptor = this.#join(fd, interest, trigger);
    const other = descriptor.watches[0]?.trigger ?? trigger;
    if (trigger !== other) throw valueError("options.trigger", `"${other}", as in the other watch of ${fd}`, trigger);
    const watch = new BaseWatch(this, descriptor, callback, interest, trigger, signal);
    this.#enter();
    descriptor.watches = [...descriptor.watches, watch];
    try {
      const refused = this.#arm(watch);
      if (refused !== undefined) throw refused;
      watch.begin();
    } catch (error) {
      watch.close();
      throw error;
    }
    return watch;
  }

  release(fd: number): void {
    const descriptor = this.#descriptors.get(fd);
    if (descriptor === undefined) return;
    this.#inner.delete(fd);
    this.#end(descriptor, releasedError(fd));
  }

  onBatch(): void {
    const { ready } = this.#inner;
    const batch = ++this.#batch;
    const { length } = ready;
    if (length === 1) {
      this.#report(this.#descriptors.get(ready.fd(0)), ready.readiness(0), batch);
      return;
    }
    for (let index = 0; index < length; index++) {
      this.#taken[index] = ready.stale(index) ? undefined : this.#descriptors.get(ready.fd(index));
      this.#flags[index] = ready.readiness(index);
    }
    for (let index = 0; index < length; index++) {
      const descriptor = this.#taken[index];
      this.#taken[index] = undefined;
      this.#report(descriptor, this.#flags[index]!, batch);
    }
  }

  /** The poller has failed. Watches have no way to learn of it, so it is an uncaught exception. */
  onFailure(error: unknown): void {
    const descriptors = [...this.#descriptors.values()];
    if (descriptors.some(({ watches }) => watches.length > 0)) raise(error);
    for (const descriptor of descriptors) this.#end(descriptor, error);
    this.#isLost ||= this.#inner.giveUpIfLost();
  }

  due(waiter: Waiter): void {
    if (this.#due.length === 0) setImmediate(this.#onDue);
    this.#due.push(waiter);
  }

  left(waiter: Waiter | BaseWatch): void {
    const { descriptor } = waiter;
    if (waiter instanceof Waiter) descriptor.waiters.delete(waiter);
    else descriptor.watches = descriptor.watches.filter((watch) => watch !== waiter);
    if (waiter.isReferenced) this.referenced(false);
    if (--this.#waiting === 0) this.#inner.waits.unlisten();
  }

  /** Somebody begins to keep the process alive, or ceases to. */
  referenced(referenced: boolean): void {
    this.#referenced += referenced ? 1 : -1;
    if (this.#referenced === (referenced ? 1 : 0)) this.#inner.waits.keepAlive(referenced);
  }

  changed(watch: BaseWatch): void {
    raiseRefusal(this.#arm(watch));
  }

  /** Registers what a watch wants; returns why it cannot, which also ended the watch. */
  #arm(watch: BaseWatch): PollerError | undefined {
    const { descriptor, wanted } = watch;
    return wanted === undefined ? undefined : this.#widen(descriptor, wanted, watch);
  }

  /** Arms the poller for the first; throws a PollerError where it cannot be watched. */
  #enter(): void {
    if (this.#waiting === 0) this.#inner.waits.listen(this);
    this.#waiting++;
    this.referenced(true);
  }

  /**
   * The descriptor, registered. The kernel is asked each time whether the number is still the same file's: to add it fails with EEXIST
   * then, and changes nothing. Throws a PollerError.
   */
  #join(fd: number, interest: number, trigger: Trigger | undefined): Descriptor {
    const known = this.#descriptors.get(fd);
    const { EBADF, EEXIST, EINVAL } = this.#setting.platform.errno;
    const packed = registrationFor(interest, kernelTrigger(trigger));
    let result = this.#inner.add(fd, packed);
    if (result === -EEXIST!) {
      if (known !== undefined) return known;
      // It was closed, and could not be removed because a duplicate was open; now the number is that duplicate's. Or it is the poller's
      // own wake descriptor, which is not the caller's.
      result = this.#inner.modify(fd, packed) >= 0 ? 0 : -EINVAL!;
    }
    const error = result < 0 ? this.#refusal(result, fd) : undefined;
    // Not only the caller's descriptor may be none: so may be the poller's.
    if ((result === -EBADF! || result === -EINVAL!) && this.#inner.giveUpIfLost()) {
      this.#isLost = true;
      this.onFailure(error);
    }
    if (error === undefined) this.#descriptors.set(fd, new Descriptor(fd, packed));
    if (known !== undefined && result !== -EBADF!) this.#end(known, releasedError(fd));
    if (error !== undefined) throw error;
    return this.#descriptors.get(fd)!;
  }

  #refusal(result: number, fd: number): PollerError {
    return refusal(this.#setting.platform, "wait", result, this.#inner.controlName, fd);
  }

  /** Registers one more interest where it is not covered yet, or at an edge for a watch, so that the kernel reports what is ready. */
  #widen(descriptor: Descriptor, interest: number, watch?: BaseWatch): PollerError | undefined {
    const packed = descriptor.widened(interest);
    const again = watch !== undefined && descriptor.kernelTrigger === "edge";
    return again || !descriptor.covers(packed) ? this.#modify(descriptor, packed, watch) : undefined;
  }

  /**
   * Returns why the kernel refuses, which ends all waits for the descriptor: they would never be served. `told` is the watch whose owner
   * learns of it.
   */
  #modify(descriptor: Descriptor, packed: Descriptor["packed"], told?: BaseWatch): PollerError | undefined {
    const { fd } = descriptor;
    const result = this.#inner.modify(fd, packed);
    if (result >= 0) {
      descriptor.packed = packed;
      return undefined;
    }
    // Nothing that a duplicate of a closed descriptor still reports is for anybody.
    this.#inner.delete(fd);
    const { ENOENT, EBADF } = this.#setting.platform.errno;
    const error = result === -ENOENT! ? releasedError(fd) : this.#refusal(result, fd);
    if (result === -EBADF!) return error;
    if (descriptor.watches.some((watch) => watch !== told)) raiseRefusal(error);
    this.#end(descriptor, error);
    return error;
  }

  #report(descriptor: Descriptor | undefined, readiness: number, batch: number): void {
    if (descriptor === undefined || descriptor.isReleased || descriptor.serve(readiness, batch)) return;
    // The wait that it was for has ended, was called already, or is paused.
    if (!descriptor.isWanted) {
      this.#inner.delete(descriptor.fd);
      this.#descriptors.delete(descriptor.fd);
      return;
    }
    const { union } = descriptor;
    if (union !== descriptor.packed) this.#modify(descriptor, union);
  }

  /** Rejects and ends all who wait for it. */
  #end(descriptor: Descriptor, reason: unknown): void {
    const { fd, watches, waiters } = descriptor;
    if (this.#descriptors.get(fd) === descriptor) this.#descriptors.delete(fd);
    descriptor.isReleased = true;
    for (const watch of watches) watch.close();
    for (const waiter of waiters) waiter.reject(reason);
  }

  readonly #onDue = (): void => {
    const due = this.#due;
    this.#due = [];
    // Descriptors take turns where more are ready than one look takes.
    const looks = 1 + Math.ceil(this.#descriptors.size / MAX_EVENTS);
    for (let look = 0; look < looks && due.some(({ isPending }) => isPending); look++) this.#inner.waits.look();
    for (const waiter of due) waiter.resolve(0);
  };
}

/** Watches have no way to learn of a failure, so it is an uncaught exception; not that their descriptor was closed without release. */
function raiseRefusal(error: PollerError | undefined): void {
  if (error?.syscall !== undefined && error.code !== "EBADF") raise(error);
}

/** What a descriptor is ready for now, asked of a facility that does not have it: 0 if for nothing. Throws a PollerError. */
function lookAt({ open, platform }: PollerSetting, fd: number, interest: number): number {
  const generations = new Generations();
  const facility = open(1, generations);
  const packed = pack(interest, "level");
  generations.begin(fd, 0, packed, ANY_KIND);
  try {
    const added = facility.add(fd, lowHalf(fd, ANY_KIND), highHalf(fd, 0), packed);
    if (added < 0) throw refusal(platform, "wait", added, facility.controlName, fd);
    let ready: number;
    do ready = facility.fetch(0);
    while (ready === -platform.errno.EINTR!);
    if (ready < 0) throw syscallError(platform, ready, facility.waitName, `cannot look at descriptor ${fd}`, fd);
    return ready === 0 ? 0 : facility.batch.readiness(facility.batch.words, 0);
  } finally {
    facility.close();
  }
}
