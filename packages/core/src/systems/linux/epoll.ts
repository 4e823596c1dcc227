// epoll (epoll(7)). Waiting, adding, modifying and deleting allocate nothing and make no BigInt.

import { descriptorOfHalves, generationOfHalf } from "../../../../../generated/core/codec.ts";
import { Interest, Readiness } from "../../../../../generated/core/flags.ts";
import type { Waker } from "../../../../../generated/core/interfaces.ts";
import { linux } from "../../../../../generated/core/linux.ts";
import type { Block, Bound, LinuxRawSys } from "../../../../../generated/core/sys.ts";
import { isExclusive, type PackedRegistration, pack } from "../../arguments/registration.ts";
import { CHANGE_WORDS } from "../../backend/seam.ts";
import type { Generations } from "../../poller/generations.ts";
import type { BatchSource } from "../../poller/ready-events.ts";
import { closeWaker, createWaker } from "../../poller/waker.ts";
import { EventMemory, wordOf } from "../memory.ts";
import { type Facility, type LinuxHost, opened } from "../system.ts";
import { errorMeaning, maskOf, readinessOf } from "./masks.ts";
import { openPause, type Pause, sleep } from "./pause.ts";
import type { PreciseWaits } from "./precise-waits.ts";
import { WAKE_MASK, wakeEventfd } from "./waker.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EPOLLHUP } = linux.constants;
const { EFD_CLOEXEC, EFD_NONBLOCK, F_GETPIPE_SZ } = linux.constants;
const { EBADF, EEXIST, EINVAL, ELOOP, ENOENT, EPERM } = linux.errno;

/** A registration that is made only to be refused. */
const REFUSED = pack(0, "level");

/** Bits that epoll never sets in an event's mask. They remember that its descriptor was looked at, and that it is a pipe. */
const LOOKED_AT = 0x10000;
const IS_PIPE = 0x20000;

export class Epoll implements Facility {
  readonly takesExclusive = true;
  readonly controlName = "epoll_ctl";
  waitName: "epoll_wait" | "epoll_pwait2" = "epoll_wait";
  readonly fd: number;
  readonly wakeFd: number;
  readonly waker: Waker;
  readonly batch: Omit<BatchSource, "generations" | "pooled">;
  readonly #host: LinuxHost;
  readonly #precise: PreciseWaits;
  readonly #maxEvents: number;
  readonly #registrations: Generations;
  readonly #memory: EventMemory;
  /** The epoll_event that epoll_ctl reads. */
  readonly #change: Block;
  /** The word of an epoll_event that holds the mask. */
  readonly #mask: number;
  readonly #userData: number;
  readonly #raw: LinuxRawSys;
  readonly #control: Bound;
  readonly #wait: Bound;
  #waitPrecisely: ((timeoutMs: number) => number) | undefined;
  #pause: Pause | undefined;

  constructor(host: LinuxHost, precise: PreciseWaits, maxEvents: number, registrations: Generations) {
    const { raw, layouts } = host;
    const layout = layouts.epoll_event!;
    this.#host = host;
    this.#raw = raw;
    this.#precise = precise;
    this.#maxEvents = maxEvents;
    this.#registrations = registrations;
    this.#mask = wordOf(layout.fields.events!);
    this.#memory = epollMemory(host, maxEvents);
    this.#userData = this.#memory.userData;
    this.#change = host.allocate(layout.size);
    this.batch = this.#batch();
    this.fd = opened(host, raw.epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    this.wakeFd = raw.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    try {
      opened(host, this.wakeFd, "eventfd");
      this.waker = createWaker(this.wakeFd);
      this.#control = raw.bind_epoll_ctl(this.fd, this.#change);
      this.#wait = raw.bind_epoll_wait(this.fd, this.#memory.block, maxEvents);
      this.#write(WAKE_MASK, 0, 0);
      opened(host, raw.epoll_ctl(this.#control, EPOLL_CTL_ADD, this.wakeFd), "epoll_ctl");
    } catch (error) {
      if (this.wakeFd >= 0) raw.close(this.wakeFd);
      raw.close(this.fd);
      throw error;
    }
  }

  get woken(): boolean {
    return this.#memory.woken;
  }

  add(fd: number, low: number, high: number, packed: PackedRegistration): number {
    this.#write(maskOf(packed), low, high);
    return this.#tooDeep(fd, packed, this.#raw.epoll_ctl(this.#control, EPOLL_CTL_ADD, fd));
  }

  modify(fd: number, low: number, high: number, packed: PackedRegistration): number {
    this.#write(maskOf(packed), low, high);
    return neverRegistered(this.#raw.epoll_ctl(this.#control, EPOLL_CTL_MOD, fd));
  }

  delete(fd: number): number {
    return neverRegistered(this.#raw.epoll_ctl(this.#control, EPOLL_CTL_DEL, fd));
  }

  addAll(changes: Int32Array, count: number, packed: PackedRegistration): number {
    const done = this.#changeAll(EPOLL_CTL_ADD, maskOf(packed), changes, count);
    const at = done * CHANGE_WORDS;
    if (done < count) changes[at + 1] = this.#tooDeep(changes[at]!, packed, changes[at + 1]!);
    return done;
  }

  deleteAll(changes: Int32Array, count: number): number {
    const done = this.#changeAll(EPOLL_CTL_DEL, 0, changes, count);
    const reason = done * CHANGE_WORDS + 1;
    if (done < count) changes[reason] = neverRegistered(changes[reason]!);
    return done;
  }

  fetch(timeoutMs: number): number {
    const result = this.#raw.epoll_wait(this.#wait, timeoutMs);
    if (result < 0) this.waitName = "epoll_wait";
    return this.#memory.withoutWake(result);
  }

  fetchPrecisely(timeoutMs: number): number {
    if (!this.#precise.there) return this.fetch(Math.ceil(timeoutMs));
    this.#waitPrecisely ??= this.#precise.bind(this.fd, this.#memory.block, this.#maxEvents);
    const result = this.#waitPrecisely(timeoutMs);
    if (result < 0) this.waitName = "epoll_pwait2";
    return this.#memory.withoutWake(result);
  }

  check(): number {
    // Only the epoll that we opened has our wake descriptor in it.
    const result = this.add(this.wakeFd, 0, 0, REFUSED);
    if (result < 0) return result === -EEXIST ? 0 : result;
    this.delete(this.wakeFd);
    return -EBADF;
  }

  wake(fd: number): void {
    wakeEventfd(this.#host.raw, fd);
  }

  /** A descriptor that is closed while a duplicate is open can no longer be removed (epoll(7), question 6). */
  putWakeBack(): void {
    this.#memory.woken = false;
    this.wake(this.wakeFd);
  }

  pause(timeoutMs: number): number {
    this.#pause ??= openPause(this.#host, this.#precise, this.wakeFd);
    return this.#pause === undefined ? sleep(timeoutMs) : this.#pause.sleep(timeoutMs);
  }

  close(): void {
    const { raw } = this.#host;
    this.#pause?.close();
    if (closeWaker(this.waker)) raw.close(this.wakeFd);
    raw.close(this.fd);
  }

  /**
   * Linux 5.10 says EINVAL for a poller that nests too deeply, as for the poller itself; later ones say ELOOP. Of an exclusive
   * registration every Linux says EINVAL where the descriptor is a poller.
   */
  #tooDeep(fd: number, packed: PackedRegistration, result: number): number {
    return result === -EINVAL && fd !== this.fd && !isExclusive(packed) ? -ELOOP : result;
  }

  /** In one crossing into native code if the backend can, else one by one. */
  #changeAll(op: number, mask: number, changes: Int32Array, count: number): number {
    const { controlAll } = this.#host;
    if (controlAll !== undefined) return controlAll(this.fd, op, mask, changes, count);
    for (let index = 0, at = 0; index < count; index++, at += CHANGE_WORDS) {
      this.#write(mask, changes[at + 1]!, changes[at + 2]!);
      const result = this.#raw.epoll_ctl(this.#control, op, changes[at]!);
      if (result < 0) {
        changes[at + 1] = result;
        return index;
      }
    }
    return count;
  }

  #batch(): Omit<BatchSource, "generations" | "pooled"> {
    const mask = this.#mask;
    const { words, stride, userData } = this.#memory;
    return {
      words,
      stride,
      userData,
      mask: (words, base) => (words[base + mask]! & ~(LOOKED_AT | IS_PIPE)) >>> 0,
      readiness: (words, base) => {
        const readiness = readinessOf(words[base + mask]!);
        return (readiness & Readiness.Error) === 0 ? readiness : readiness | this.#errorMeaning(words, base);
      },
    };
  }

  /** What an error adds to an event, depending on the current registration; nothing if the event is stale. */
  #errorMeaning(words: Int32Array, base: number): number {
    const high = words[base + this.#userData + 1]!;
    const fd = descriptorOfHalves(words[base + this.#userData]!, high);
    const interest = this.#registrations.interest(fd, generationOfHalf(high));
    const closed = (interest & Interest.Writable) !== 0 && this.#hasNoReader(words, base + this.#mask, fd);
    return errorMeaning(interest) | (closed ? Readiness.WriteClosed : 0);
  }

  /**
   * Whether an event with an error belongs to a pipe, whose only error is that it has no reader (pipe_poll() in fs/pipe.c). The
   * descriptor is looked at once per event, and not at all if a hang-up says that nothing can be written. F_GETPIPE_SZ instead of
   * fstat(2), because it needs no memory, and glibc has no symbol for fstat before 2.33.
   */
  #hasNoReader(words: Int32Array, at: number, fd: number): boolean {
    const mask = words[at]!;
    if ((mask & (EPOLLHUP | LOOKED_AT)) === 0) {
      words[at] = mask | LOOKED_AT | (this.#raw.fcntl(fd, F_GETPIPE_SZ, 0) >= 0 ? IS_PIPE : 0);
    }
    return (words[at]! & IS_PIPE) !== 0;
  }

  #write(mask: number, low: number, high: number): void {
    const { words } = this.#change;
    words[this.#mask] = mask;
    words[this.#userData] = low;
    words[this.#userData + 1] = high;
  }
}

/** The memory of an epoll's events. */
export function epollMemory(host: LinuxHost, maxEvents: number): EventMemory {
  return new EventMemory(host, host.layouts.epoll_event!, "data", maxEvents);
}

/** The kernel refuses what it cannot poll with EPERM before it looks for the registration: there is none. */
function neverRegistered(result: number): number {
  return result === -EPERM ? -ENOENT : result;
}
