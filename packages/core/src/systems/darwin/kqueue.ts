// kqueue (kqueue(2)), made to behave like epoll. Waiting, adding, modifying and deleting allocate nothing and make no BigInt.
//
// A registration is one kernel event ("knote") for each filter. EVFILT_READ is always one of them, disabled if not asked for
// it, and stands for the whole registration: whether it is there decides between EEXIST and ENOENT. Every touch of a knote
// replaces its user data, so each change carries it.
//
// What has a path (a vnode: a terminal, a file, a FIFO) takes EVFILT_VNODE as well, disabled, and then that stands for the
// registration: when a terminal is revoked, the kernel deletes the other knotes with their last event. Sockets and pipes refuse it.

import { generationOfHalf, highHalf, lowHalf, tagOfHalf } from "../../../../../generated/core/codec.ts";
import { darwin } from "../../../../../generated/core/darwin.ts";
import type { Waker } from "../../../../../generated/core/interfaces.ts";
import type { Bound } from "../../../../../generated/core/sys.ts";
import type { PackedRegistration } from "../../arguments/registration.ts";
import { CHANGE_WORDS, NO_BLOCK } from "../../backend/seam.ts";
import { DescriptorBytes, type Generations } from "../../poller/generations.ts";
import type { BatchSource } from "../../poller/ready-events.ts";
import { closeWaker, createWaker } from "../../poller/waker.ts";
import { EventMemory, Timespec } from "../memory.ts";
import { type DarwinHost, type Facility, type Fetcher, opened } from "../system.ts";
import { Changes } from "./changes.ts";
import { isFifo } from "./fifo.ts";
import {
  END_NOTE,
  eventReader,
  FILTERS,
  flagsOf,
  hasFilter,
  NEVER_ENOUGH,
  READY_BYTES,
  READY_NOTE,
  readsEndOnly,
  URGENT_NOTE,
} from "./masks.ts";
import { WakeEvent } from "./waker.ts";

const { EV_ADD, EV_DELETE, EV_DISABLE, EV_RECEIPT, EVFILT_EXCEPT, EVFILT_READ, EVFILT_VNODE } = darwin.constants;
const { F_GETFD, F_SETFD, FD_CLOEXEC, SO_ACCEPTCONN, SOL_SOCKET } = darwin.constants;
const { EBADF, EEXIST, EINVAL, ELOOP, ENOENT, ENOTSUP, EPERM } = darwin.errno;

/** A change of the trigger deletes all filters, and EVFILT_VNODE, and adds them again. */
const MOST_CHANGES = 2 * (FILTERS.length + 1);

export class Kqueue implements Facility {
  readonly takesExclusive = false;
  readonly controlName = "kevent";
  readonly waitName = "kevent";
  readonly fd: number;
  readonly waker: Waker;
  /** The wake descriptor is the kqueue itself. */
  readonly wakeFd = -1;
  readonly batch: Omit<BatchSource, "generations" | "pooled">;
  readonly #host: DarwinHost;
  readonly #wakeEvent: WakeEvent;
  readonly #memory: EventMemory;
  readonly #fetch: (timeoutMs: number) => number;
  readonly #changes: Changes;
  readonly #receipts: Changes;
  readonly #change: Bound;
  readonly #registrations: Generations;
  /** 1 for a registration for which EVFILT_VNODE stands. */
  readonly #vnodes = new DescriptorBytes();
  readonly #listening = new Int32Array(1);

  constructor(host: DarwinHost, wakeEvent: WakeEvent, maxEvents: number, registrations: Generations) {
    const { raw } = host;
    this.#host = host;
    this.#wakeEvent = wakeEvent;
    this.#registrations = registrations;
    this.#changes = new Changes(host, MOST_CHANGES);
    this.#receipts = new Changes(host, MOST_CHANGES);
    this.fd = opened(host, raw.kqueue(), "kqueue");
    try {
      opened(host, raw.fcntl(this.fd, F_SETFD, FD_CLOEXEC), "fcntl");
      const { memory, fetch } = kqueueWait(host, this.fd, maxEvents);
      this.#memory = memory;
      this.#fetch = fetch;
      // A change never waits, because there is room for nothing but its receipts; the timeout is 0 all the same.
      this.#change = raw.bind_kevent(this.fd, this.#changes.block, this.#receipts.block, new Timespec(host).block);
      WakeEvent.prepare(this.#changes);
      opened(host, raw.kevent(this.#change, 1, 0), "kevent");
    } catch (error) {
      raw.close(this.fd);
      throw error;
    }
    this.waker = createWaker(this.fd);
    const { words, stride, userData } = this.#memory;
    this.batch = {
      words,
      stride,
      userData,
      ...eventReader(host.layouts.kevent!, new Int16Array(words.buffer)),
    };
  }

  get woken(): boolean {
    return this.#memory.woken;
  }

  add(fd: number, low: number, high: number, packed: PackedRegistration): number {
    if (fd === this.fd) return -EINVAL;
    if (this.#registrations.has(fd)) {
      const found = this.#probe(fd);
      if (found === 0) return -EEXIST;
      // Closing the descriptor removed its knotes, and its number has a new owner.
      if (found !== -ENOENT) return found;
    }
    this.#changes.clear();
    this.#putAdditions(fd, low, high, packed);
    return this.#settle(fd, low, high, packed, this.#submit(), 0);
  }

  modify(fd: number, low: number, high: number, packed: PackedRegistration): number {
    if (fd === this.fd) return -EINVAL;
    if (!this.#registrations.has(fd)) return this.#absent(fd);
    this.#changes.clear();
    this.#putDeletions(fd, this.#registrations.packed(fd), this.#isVnode(fd));
    const first = this.#changes.count;
    this.#putAdditions(fd, low, high, packed);
    const result = this.#submit();
    if (result === 0 && this.#receipts.outcome(0) === ENOENT) {
      // It was gone, and the additions registered a new owner of the number: undo them.
      this.#forget(fd, packed, true);
      return this.#absent(fd);
    }
    return this.#settle(fd, low, high, packed, result, first);
  }

  delete(fd: number): number {
    if (fd === this.fd) return -EINVAL;
    if (!this.#registrations.has(fd)) return this.#absent(fd);
    const result = this.#forget(fd, this.#registrations.packed(fd), this.#isVnode(fd));
    return result === -ENOENT ? this.#absent(fd) : result;
  }

  addAll(changes: Int32Array, count: number, packed: PackedRegistration): number {
    for (let index = 0, at = 0; index < count; index++, at += CHANGE_WORDS) {
      const result = this.add(changes[at]!, changes[at + 1]!, changes[at + 2]!, packed);
      if (result >= 0) continue;
      changes[at + 1] = result;
      return index;
    }
    return count;
  }

  deleteAll(changes: Int32Array, count: number): number {
    for (let index = 0, at = 0; index < count; index++, at += CHANGE_WORDS) {
      const result = this.delete(changes[at]!);
      if (result >= 0) continue;
      changes[at + 1] = result;
      return index;
    }
    return count;
  }

  fetch(timeoutMs: number): number {
    return this.#memory.withoutWake(this.#fetch(timeoutMs));
  }

  /** kqueue takes nanoseconds everywhere. */
  fetchPrecisely(timeoutMs: number): number {
    return this.fetch(timeoutMs);
  }

  check(): number {
    return Math.min(this.#host.raw.fcntl(this.fd, F_GETFD, 0), 0);
  }

  wake(fd: number): void {
    this.#wakeEvent.wake(fd);
  }

  close(): void {
    // If a thread is stuck inside `wake`, it may still trigger this number: then it stays open.
    if (closeWaker(this.waker)) this.#host.raw.close(this.fd);
  }

  /**
   * Whether the registration is still there, 0 or -errno: touches it with the user data that it has, which neither enables nor
   * disables it, but may report an edge once more.
   */
  #probe(fd: number): number {
    const held = this.#registrations;
    this.#changes.clear();
    const filter = this.#isVnode(fd) ? EVFILT_VNODE : EVFILT_READ;
    const low = lowHalf(fd, held.kind(fd));
    this.#put(fd, filter, EV_RECEIPT, low, highHalf(fd, held.generation(fd)), readsEndOnly(held.packed(fd)));
    const result = this.#submit();
    // Not a negation: -0 would be a number on the heap.
    return result < 0 ? result : 0 - this.#receipts.outcome(0);
  }

  /** `tellsEnd` says that reading may be asked for nothing but the end, where the registration asks for that. */
  #putAdditions(fd: number, low: number, high: number, packed: PackedRegistration, tellsEnd = true): void {
    const endOnly = readsEndOnly(packed);
    for (let index = 0; index < FILTERS.length; index++) {
      if (!hasFilter(packed, index)) continue;
      // A listener has no urgent data, but this filter would report its connections.
      if (FILTERS[index] === EVFILT_EXCEPT && this.#isListener(fd)) continue;
      const disable = index === 0 && endOnly && !tellsEnd ? EV_DISABLE : 0;
      const flags = EV_ADD | EV_RECEIPT | flagsOf(packed, index) | disable;
      this.#put(fd, FILTERS[index]!, flags, low, high, endOnly && tellsEnd);
    }
    this.#changes.put(fd, EVFILT_VNODE, EV_ADD | EV_DISABLE | EV_RECEIPT, low, high);
  }

  /** Every touch of a knote replaces its filter-specific flags and data, too. */
  #put(fd: number, filter: number, flags: number, low: number, high: number, endOnly: boolean): void {
    this.#changes.put(fd, filter, flags, low, high);
    if (filter === EVFILT_EXCEPT) this.#changes.note(URGENT_NOTE, NEVER_ENOUGH);
    else if (filter === EVFILT_READ && endOnly) this.#changes.note(END_NOTE, NEVER_ENOUGH);
    else if (filter !== EVFILT_VNODE) this.#changes.note(READY_NOTE, READY_BYTES);
  }

  /** The first one is of the knote that stands for the registration. */
  #putDeletions(fd: number, packed: PackedRegistration, isVnode: boolean): void {
    if (isVnode) this.#changes.put(fd, EVFILT_VNODE, EV_DELETE | EV_RECEIPT, 0, 0);
    for (let index = 0; index < FILTERS.length; index++) {
      if (hasFilter(packed, index)) this.#changes.put(fd, FILTERS[index]!, EV_DELETE | EV_RECEIPT, 0, 0);
    }
  }

  /** Makes the changes; -errno if none was made, else 0. Each has a receipt, so errors and events do not mix. */
  #submit(): number {
    const { count } = this.#changes;
    const result = this.#host.raw.kevent(this.#change, count, count);
    return result < 0 ? result : 0;
  }

  /** Ends an add or modify, whose receipts of additions begin at `first`: remembers or undoes it. */
  #settle(fd: number, low: number, high: number, packed: PackedRegistration, submitted: number, first: number): number {
    let result = submitted < 0 ? submitted : this.#refused(fd, first);
    if (result === -EPERM && readsEndOnly(packed)) result = this.#addWithoutEnd(fd, low, high, packed);
    const isVnode = submitted === 0 && this.#receipts.outcome(this.#changes.count - 1) === 0;
    if (result !== 0) this.#forget(fd, packed, isVnode);
    else {
      this.#registrations.begin(fd, generationOfHalf(high), packed, tagOfHalf(low));
      this.#vnodes.set(fd, isVnode ? 1 : 0);
    }
    return result;
  }

  /**
   * Devices whose driver knows no kqueue take READY_BYTES and no other low-water mark, and have no end: reading is registered as if
   * nobody asked for it.
   */
  #addWithoutEnd(fd: number, low: number, high: number, packed: PackedRegistration): number {
    this.#changes.clear();
    this.#putAdditions(fd, low, high, packed, false);
    const result = this.#submit();
    return result < 0 ? result : this.#refused(fd, 0);
  }

  /** 0, or why the descriptor was not taken. */
  #refused(fd: number, first: number): number {
    const { count } = this.#changes;
    const reading = this.#receipts.outcome(first);
    // For a poller: it would close a cycle. For anything else: it has no events, like directories and shared memory.
    if (neverHappens(reading)) return this.#isKqueue(fd) ? -ELOOP : -EPERM;
    if (reading !== 0) return -reading;
    for (let index = first + 1; index < count; index++) {
      const outcome = this.#receipts.outcome(index);
      if (outcome !== 0 && !neverHappens(outcome)) return -outcome;
    }
    // The last one is of EVFILT_VNODE.
    return this.#receipts.outcome(count - 1) === 0 && isFifo(fd) ? -EPERM : 0;
  }

  /** Deletes all filters; the outcome for the first one, or -errno. */
  #forget(fd: number, packed: PackedRegistration, isVnode: boolean): number {
    this.#changes.clear();
    this.#putDeletions(fd, packed, isVnode);
    const result = this.#submit();
    // Not a negation: -0 would be a number on the heap.
    return result < 0 ? result : 0 - this.#receipts.outcome(0);
  }

  /** Why it is not registered: it is not open, or was not added. */
  #absent(fd: number): number {
    return this.#host.raw.fcntl(fd, F_GETFD, 0) < 0 ? -EBADF : -ENOENT;
  }

  #isVnode(fd: number): boolean {
    return this.#vnodes.get(fd) === 1;
  }

  #isListener(fd: number): boolean {
    this.#listening[0] = 0;
    this.#host.raw.getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, this.#listening);
    return this.#listening[0] !== 0;
  }

  #isKqueue(fd: number): boolean {
    const { raw } = this.#host;
    return raw.kevent(raw.bind_kevent(fd, NO_BLOCK, NO_BLOCK, NO_BLOCK), 0, 0) >= 0;
  }
}

/** The memory of a kqueue's events, and the wait that fills it. */
export function kqueueWait(host: DarwinHost, fd: number, maxEvents: number): Fetcher {
  const { raw } = host;
  const memory = new EventMemory(host, host.layouts.kevent!, "udata", maxEvents);
  const timeout = new Timespec(host);
  const block = raw.bind_kevent(fd, NO_BLOCK, memory.block, NO_BLOCK);
  const within = raw.bind_kevent(fd, NO_BLOCK, memory.block, timeout.block);
  return {
    memory,
    fetch(timeoutMs) {
      if (timeoutMs < 0) return raw.kevent(block, 0, maxEvents);
      timeout.set(timeoutMs);
      return raw.kevent(within, 0, maxEvents);
    },
  };
}

/**
 * Whether a filter was refused because its event cannot happen on such a descriptor, which epoll silently accepts unless it is the
 * only one: a poller is never writable, and a pipe has no urgent data.
 */
function neverHappens(errno: number): boolean {
  return errno === EINVAL || errno === ENOTSUP;
}
