// How a poller registers descriptors: checks what it is given, asks the facility, and counts generations. The hot path is `register`
// and `delete`; it allocates nothing.

import { generationOfHalf, highHalf, lowHalf, tagOfHalf } from "../../../../generated/core/codec.ts";
import { Interest } from "../../../../generated/core/flags.ts";
import type { EventLike, Registered, Registration } from "../../../../generated/core/interfaces.ts";
import { checkDescriptor } from "../arguments/checks.ts";
import { closedError, type PollerError, refusal, valueError } from "../arguments/errors.ts";
import type { Kinds } from "../arguments/kinds.ts";
import {
  areFields,
  checkEvent,
  checkFields,
  checkRegistration,
  interestOf,
  isExclusive,
  type PackedRegistration,
  triggerOf,
} from "../arguments/registration.ts";
import { CHANGE_WORDS, type Platform } from "../backend/seam.ts";
import type { Facility } from "../systems/system.ts";
import { additions, deletions } from "./bulk.ts";
import type { Generations } from "./generations.ts";

/** What registering needs of its poller. */
export interface RegisteringHost {
  readonly facility: Facility;
  readonly platform: Platform;
  readonly kinds: Kinds;
  readonly generations: Generations;
  /** The descriptor of the poller's own besides the facility's; -1 if there is none. */
  controlFd(): number;
  /** Called before a descriptor is registered for Priority. */
  beforePriority(fd: number): void;
  /** Called where a descriptor was closed without delete, so that a duplicate may keep reporting events. */
  leftBehind(): void;
}

export class Registering {
  readonly #host: RegisteringHost;
  readonly #facility: Facility;
  readonly #generations: Generations;
  readonly #kinds: Kinds;
  #closed = false;

  constructor(host: RegisteringHost) {
    this.#host = host;
    this.#facility = host.facility;
    this.#generations = host.generations;
    this.#kinds = host.kinds;
  }

  register(what: "add" | "modify" | "set", event: EventLike, options: Registration | undefined): void {
    this.#live(what);
    checkEvent(event, "event");
    const packed = this.#checkRegistration(options);
    const { fd, kind } = event;
    if (!areFields(fd, kind, this.#kinds)) checkFields(fd, kind, this.#kinds, "event");
    // Again: fd and kind may be getters, which may have closed the poller.
    this.#live(what);
    const result = this.change(what, fd, kind, packed);
    if (result < 0) throw this.#refusal(what, result, fd, packed);
  }

  /** Of arguments that were checked: ≥ 0 or -errno. */
  change(what: "add" | "modify" | "set", fd: number, kind: number, packed: PackedRegistration): number {
    const generation = this.#generations.next(fd);
    const low = lowHalf(fd, kind);
    const high = highHalf(fd, generation);
    if ((interestOf(packed) & Interest.Priority) !== 0) this.#host.beforePriority(fd);
    let result: number;
    if (what === "add") result = this.#add(fd, low, high, packed);
    else if (what === "modify") result = this.#modify(fd, low, high, packed);
    else result = this.#set(fd, low, high, packed);
    if (result >= 0) this.#generations.begin(fd, generation, packed, kind);
    return result;
  }

  delete(fd: number): void {
    this.#live("delete");
    checkDescriptor(fd, "fd");
    const result = this.remove(fd);
    if (result < 0) throw this.#refusal("delete", result, fd);
  }

  /** Of a descriptor that was checked: ≥ 0 or -errno. */
  remove(fd: number): number {
    const result = this.#isOwn(fd) ? this.#notThere() : this.#facility.delete(fd);
    if (result < 0) this.#noteLeftBehind(fd);
    this.#generations.end(fd);
    return result;
  }

  has(fd: number): boolean {
    this.#live("has");
    checkDescriptor(fd, "fd");
    return this.#generations.has(fd);
  }

  get size(): number {
    this.#live("size");
    return this.#generations.size;
  }

  registrations(): IterableIterator<Registered<number>> {
    this.#live("registrations");
    const all: Registered<number>[] = [];
    this.#generations.forEach((fd) => {
      const packed = this.#generations.packed(fd);
      const [interest, trigger, exclusive] = [interestOf(packed), triggerOf(packed), isExclusive(packed)];
      all.push({ fd, kind: this.#generations.kind(fd), interest, trigger, exclusive });
    });
    return all.values();
  }

  registerAll(events: Iterable<EventLike>, options: Registration | undefined): void {
    this.#live("registerAll");
    const packed = this.#checkRegistration(options);
    const changes = additions(events, this.#kinds, this.#generations);
    // Again: the iterable is the caller's code, and may have closed the poller.
    this.#live("registerAll");
    if ((interestOf(packed) & Interest.Priority) !== 0) {
      for (let at = 0; at < changes.length; at += CHANGE_WORDS) this.#host.beforePriority(changes[at]!);
    }
    const done = this.#facility.addAll(changes, changes.length / CHANGE_WORDS, packed);
    for (let at = 0; at < done * CHANGE_WORDS; at += CHANGE_WORDS) {
      this.#noteLeftBehind(changes[at]!);
      this.#generations.begin(changes[at]!, generationOfHalf(changes[at + 2]!), packed, tagOfHalf(changes[at + 1]!));
    }
    this.#demandAll("registerAll", changes, done, packed);
  }

  deleteAll(fds: Iterable<number>): void {
    this.#live("deleteAll");
    const changes = deletions(fds);
    this.#live("deleteAll");
    const count = changes.length / CHANGE_WORDS;
    const own = this.#indexOfOwn(changes);
    const done = this.#facility.deleteAll(changes, own < 0 ? count : own);
    if (done === own) changes[own * CHANGE_WORDS + 1] = this.#notThere();
    // The registration of what was refused ends too, as in delete.
    if (done < count) this.#noteLeftBehind(changes[done * CHANGE_WORDS]!);
    for (let index = 0; index < Math.min(done + 1, count); index++) {
      this.#generations.end(changes[index * CHANGE_WORDS]!);
    }
    this.#demandAll("deleteAll", changes, done);
  }

  /** Afterwards everything throws ERR_POLLER_CLOSED. */
  close(): void {
    this.#closed = true;
  }

  #live(what: string): void {
    if (this.#closed) throw closedError(what);
  }

  /** Whether it is a descriptor of the poller's own, which the caller may neither modify nor delete. */
  #isOwn(fd: number): boolean {
    return fd === this.#facility.wakeFd || fd === this.#host.controlFd();
  }

  #checkRegistration(options: Registration | undefined): PackedRegistration {
    const packed = checkRegistration(options);
    if (isExclusive(packed) && !this.#facility.takesExclusive) {
      throw valueError(
        "options.exclusive",
        "false or left out on this system, which has nothing like EPOLLEXCLUSIVE",
        true,
      );
    }
    return packed;
  }

  #add(fd: number, low: number, high: number, packed: PackedRegistration): number {
    const result = this.#facility.add(fd, low, high, packed);
    if (result >= 0) this.#noteLeftBehind(fd);
    return result;
  }

  #modify(fd: number, low: number, high: number, packed: PackedRegistration): number {
    return this.#isOwn(fd) ? this.#notThere() : this.#facility.modify(fd, low, high, packed);
  }

  /**
   * Tries first what is likely to work. The number of a registered descriptor may have a new owner, and one that was forgotten may
   * still be there: delete forgets a descriptor that was closed, and a duplicate may then have brought it back. An exclusive one is
   * added first, because the kernel refuses to modify to it before it looks for a registration.
   */
  #set(fd: number, low: number, high: number, packed: PackedRegistration): number {
    if (this.#isOwn(fd)) return -this.#host.platform.errno.EINVAL!;
    if (this.#generations.has(fd) && !isExclusive(packed)) {
      const modified = this.#facility.modify(fd, low, high, packed);
      return modified === this.#notThere() ? this.#add(fd, low, high, packed) : modified;
    }
    const added = this.#add(fd, low, high, packed);
    return added === -this.#host.platform.errno.EEXIST! ? this.#facility.modify(fd, low, high, packed) : added;
  }

  #notThere(): number {
    return -this.#host.platform.errno.ENOENT!;
  }

  #refusal(what: string, result: number, fd: number, packed?: PackedRegistration, index?: number): PollerError {
    const { controlName } = this.#facility;
    return refusal(this.#host.platform, what, result, controlName, fd, index, this.#isAboutExclusive(fd, packed));
  }

  /** Whether an EINVAL is about an exclusive registration, the one that is there or the one that was asked for. */
  #isAboutExclusive(fd: number, packed: PackedRegistration | undefined): boolean {
    if (packed !== undefined && isExclusive(packed)) return fd !== this.#facility.fd;
    return this.#generations.has(fd) && isExclusive(this.#generations.packed(fd));
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
    this.#generations.leaveBehind();
    this.#host.leftBehind();
  }

  /** Throws for the first change that was refused, if any. */
  #demandAll(what: string, changes: Int32Array, done: number, packed?: PackedRegistration): void {
    const at = done * CHANGE_WORDS;
    if (at < changes.length) throw this.#refusal(what, changes[at + 1]!, changes[at]!, packed, done);
  }
}
