// kqueue (kqueue(2)), made to behave like epoll. Waiting, adding, modifying and deleting allocate nothing and make no BigInt.
//
// A registration is one kernel event ("knote") for each filter. EVFILT_READ is always one of them, disabled if nobody asked for
// it, and stands for the whole registration: whether it is there decides between EEXIST and ENOENT. Every touch of a knote
// replaces its user data, so each change carries it.
//
// What has a path (a vnode: a terminal, a file, a FIFO) takes EVFILT_VNODE as well, disabled, and then that stands for the
// registration: when a terminal is revoked, the kernel deletes the other knotes with their last event. Sockets and pipes refuse it.

import { generationOfHalf, highHalf, lowHalf, MAX_GENERATION, tagOfHalf } from "../../../../../generated/core/codec.ts";
import { darwin } from "../../../../../generated/core/darwin.ts";
import type { Waker } from "../../../../../generated/core/interfaces.ts";
import type { Bound } from "../../../../../generated/core/sys.ts";
import type { PackedRegistration } from "../../arguments/registration.ts";
import { CHANGE_WORDS, NO_BLOCK } from "../../backend/seam.ts";
import { DescriptorWords } from "../../poller/generations.ts";
import type { BatchSource } from "../../poller/ready-events.ts";
import { closeWaker, createWaker } from "../../poller/waker.ts";
import { EventMemory, Timespec } from "../memory.ts";
import { type DarwinHost, type Facility, type Fetcher, opened } from "../system.ts";
import { Changes } from "./changes.ts";
import { isFifo } from "./fifo.ts";
import {
  FILTERS,
  flagsOf,
  hasFilter,
  READY_BYTES,
  READY_NOTE,
  readinessReader,
  URGENT_BYTES,
  URGENT_NOTE,
} from "./masks.ts";
import { WakeEvent } from "./waker.ts";

const { EV_ADD, EV_DELETE, EV_DISABLE, EV_RECEIPT, EVFILT_EXCEPT, EVFILT_READ, EVFILT_VNODE } = darwin.constants;
const { F_GETFD, F_SETFD, FD_CLOEXEC, SO_ACCEPTCONN, SOL_SOCKET } = darwin.constants;
const { EBADF, EEXIST, EINVAL, ELOOP, ENOENT, ENOTSUP, EPERM } = darwin.errno;

/**
 * What is remembered of a registration: this bit, the packed registration, whether it is a vnode's, its tag, and the low bits of
 * its generation.
 */
const HELD = 1;
const PACKED_AT = 1;
const VNODE_AT = 7;
const TAG_AT = 8;
const GENERATION_AT = 16;
const PACKED_MASK = (1 << (VNODE_AT - PACKED_AT)) - 1;
const VNODE = 1 << VNODE_AT;
const TAG_MASK = (1 << (GENERATION_AT - TAG_AT)) - 1;
const GENERATION_MASK = (1 << (32 - GENERATION_AT)) - 1;

/** A change of the trigger deletes all filters, and EVFILT_VNODE, and adds them again. */
const MOST_CHANGES = 2 * (FILTERS.length + 1);

export class Kqueue implements Facility {
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
  readonly #held = new DescriptorWords();
  readonly #listening = new Int32Array(1);

  constructor(host: DarwinHost, wakeEvent: WakeEvent, maxEvents: number) {
    const { raw } = host;
    this.#host = host;
    this.#wakeEvent = wakeEvent;
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
      readiness: readinessReader(host.layouts.kevent!, new Int16Array(words.buffer)),
    };
  }

  get woken(): boolean {
    return this.#memory.woken;
  }

  add(fd: number, low: number, high: number, packed: PackedRegistration): number {
    if (fd === this.fd) return -EINVAL;
    if (this.#held.get(fd) !== 0) {
      const found = this.#probe(fd, high);
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
    const held = this.#held.get(fd);
    if (held === 0) return this.#absent(fd);
    this.#changes.clear();
    this.#putDeletions(fd, held);
    const first = this.#changes.count;
    this.#putAdditions(fd, low, high, packed);
    const result = this.#submit();
    if (result === 0 && this.#receipts.outcome(0) === ENOENT) {
      // It was gone, and the additions registered a new owner of the number: undo them.
      this.#forget(fd, heldOf(low, high, packed) | VNODE);
      return this.#absent(fd);
    }
    return this.#settle(fd, low, high, packed, result, first);
  }

  delete(fd: number): number {
    if (fd === this.fd) return -EINVAL;
    const held = this.#held.get(fd);
    if (held === 0) return this.#absent(fd);
    const result = this.#forget(fd, held);
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
  #probe(fd: number, nextHigh: number): number {
    const held = this.#held.get(fd);
    const next = generationOfHalf(nextHigh);
    // Usually the one before; the same one if registerAll was given the descriptor twice.
    const generation = (next - ((next - (held >>> GENERATION_AT)) & GENERATION_MASK)) & MAX_GENERATION;
    const low = lowHalf(fd, (held >>> TAG_AT) & TAG_MASK);
    this.#changes.clear();
    this.#changes.put(fd, markerOf(held), EV_RECEIPT, low, highHalf(fd, generation));
    if (markerOf(held) === EVFILT_READ) this.#changes.note(READY_NOTE, READY_BYTES);
    const result = this.#submit();
    // Not a negation: -0 would be a number on the heap.
    return result < 0 ? result : 0 - this.#receipts.outcome(0);
  }

  #putAdditions(fd: number, low: number, high: number, packed: PackedRegistration): void {
    for (let index = 0; index < FILTERS.length; index++) {
      if (!hasFilter(packed, index)) continue;
      const urgent = FILTERS[index] === EVFILT_EXCEPT;
      // A listener has no urgent data, but this filter would report its connections.
      if (urgent && this.#isListener(fd)) continue;
      this.#changes.put(fd, FILTERS[index]!, EV_ADD | EV_RECEIPT | flagsOf(packed, index), low, high);
      this.#changes.note(urgent ? URGENT_NOTE : READY_NOTE, urgent ? URGENT_BYTES : READY_BYTES);
    }
    this.#changes.put(fd, EVFILT_VNODE, EV_ADD | EV_DISABLE | EV_RECEIPT, low, high);
  }

  /** The first one is of the knote that stands for the registration. */
  #putDeletions(fd: number, held: number): void {
    if ((held & VNODE) !== 0) this.#changes.put(fd, EVFILT_VNODE, EV_DELETE | EV_RECEIPT, 0, 0);
    for (let index = 0; index < FILTERS.length; index++) {
      if (hasFilter(packedOf(held), index)) this.#changes.put(fd, FILTERS[index]!, EV_DELETE | EV_RECEIPT, 0, 0);
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
    const result = submitted < 0 ? submitted : this.#refused(fd, first);
    const vnode = submitted === 0 && this.#receipts.outcome(this.#changes.count - 1) === 0 ? VNODE : 0;
    const held = heldOf(low, high, packed) | vnode;
    if (result === 0) this.#held.set(fd, held);
    else this.#forget(fd, held);
    return result;
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

  /** Deletes all filters and forgets the registration; the outcome for the first filter, or -errno. */
  #forget(fd: number, held: number): number {
    this.#held.set(fd, 0);
    this.#changes.clear();
    this.#putDeletions(fd, held);
    const result = this.#submit();
    // Not a negation: -0 would be a number on the heap.
    return result < 0 ? result : 0 - this.#receipts.outcome(0);
  }

  /** Why it is not registered: it is not open, or nobody added it. */
  #absent(fd: number): number {
    this.#held.set(fd, 0);
    return this.#host.raw.fcntl(fd, F_GETFD, 0) < 0 ? -EBADF : -ENOENT;
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

function heldOf(low: number, high: number, packed: PackedRegistration): number {
  return HELD | (packed << PACKED_AT) | (tagOfHalf(low) << TAG_AT) | (generationOfHalf(high) << GENERATION_AT);
}

/** The filter whose knote stands for the registration. */
function markerOf(held: number): number {
  return (held & VNODE) !== 0 ? EVFILT_VNODE : EVFILT_READ;
}

function packedOf(held: number): PackedRegistration {
  return ((held >>> PACKED_AT) & PACKED_MASK) as PackedRegistration;
}

/**
 * Whether a filter was refused because its event cannot happen on such a descriptor, which epoll silently accepts unless it is the
 * only one: a poller is never writable, and a pipe has no urgent data.
 */
function neverHappens(errno: number): boolean {
  return errno === EINVAL || errno === ENOTSUP;
}
