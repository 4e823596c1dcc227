// epoll (epoll(7)): the descriptors, the memory that the kernel and JavaScript share, and the calls. What happens at each wait,
// add, modify and delete allocates nothing and makes no BigInt.

import type { Waker } from "../../../generated/core/interfaces.ts";
import { linux } from "../../../generated/core/linux.ts";
import type { Block } from "../../../generated/core/sys.ts";
import { maskOf, readinessOf } from "./epoll-masks.ts";
import { syscallError } from "./errors.ts";
import { eventWords } from "./event-words.ts";
import { wakeEventfd } from "./eventfd.ts";
import type { Facility } from "./facility.ts";
import type { PreciseWaits } from "./precise-waits.ts";
import type { BatchSource } from "./ready-events.ts";
import { type Backend, CHANGE_WORDS } from "./seam.ts";
import { closeWaker, createWaker } from "./waker.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EPOLLIN, EPOLLET, EFD_CLOEXEC, EFD_NONBLOCK } =
  linux.constants;
const { EPERM, ENOENT } = linux.errno;

/** Edge-triggered: each wake-up is reported once, without a read. */
const WAKE_MASK = EPOLLIN | EPOLLET;

export class Epoll implements Facility {
  readonly controlName = "epoll_ctl";
  readonly waitName = "epoll_wait";
  readonly fd: number;
  readonly waker: Waker;
  readonly batch: Omit<BatchSource, "registrations" | "pooled">;
  woken = false;
  readonly #backend: Backend;
  readonly #precise: PreciseWaits;
  readonly #maxEvents: number;
  /** The memory that the kernel writes events to, referenced for as long as the poller lives. */
  readonly #events: Block;
  /** The one epoll_event that epoll_ctl reads. */
  readonly #change: Block;
  readonly #words: Int32Array;
  /** Words of an epoll_event, and where in it the mask and the user data are. */
  readonly #stride: number;
  readonly #mask: number;
  readonly #data: number;
  readonly #control: (op: number, fd: number) => number;
  readonly #wait: (timeout: number) => number;
  #waitPrecisely: ((timeoutMs: number) => number) | undefined;

  constructor(backend: Backend, precise: PreciseWaits, maxEvents: number) {
    const { raw } = backend;
    const layout = backend.layouts.epoll_event!;
    const { stride, mask, data } = eventWords(layout);
    this.#backend = backend;
    this.#precise = precise;
    this.#maxEvents = maxEvents;
    this.#stride = stride;
    this.#mask = mask;
    this.#data = data;
    this.#events = backend.allocate(maxEvents * layout.size);
    this.#change = backend.allocate(layout.size);
    this.#words = this.#events.words;
    this.batch = this.#batch();
    this.fd = opened(raw.epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    let wakeFd = -1;
    try {
      wakeFd = opened(raw.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
      this.waker = createWaker(wakeFd);
      this.#control = raw.bind_epoll_ctl(this.fd, this.#change);
      this.#wait = raw.bind_epoll_wait(this.fd, this.#events, maxEvents);
      this.#write(WAKE_MASK, 0, 0);
      opened(this.#control(EPOLL_CTL_ADD, wakeFd), "epoll_ctl");
    } catch (error) {
      if (wakeFd >= 0) raw.close(wakeFd);
      raw.close(this.fd);
      throw error;
    }
  }

  add(fd: number, low: number, high: number, packed: number): number {
    this.#write(maskOf(packed), low, high);
    return this.#control(EPOLL_CTL_ADD, fd);
  }

  modify(fd: number, low: number, high: number, packed: number): number {
    this.#write(maskOf(packed), low, high);
    return neverRegistered(this.#control(EPOLL_CTL_MOD, fd));
  }

  delete(fd: number): number {
    return neverRegistered(this.#control(EPOLL_CTL_DEL, fd));
  }

  addAll(changes: Int32Array, count: number, packed: number): number {
    return this.#changeAll(EPOLL_CTL_ADD, maskOf(packed), changes, count);
  }

  deleteAll(changes: Int32Array, count: number): number {
    const done = this.#changeAll(EPOLL_CTL_DEL, 0, changes, count);
    const reason = done * CHANGE_WORDS + 1;
    if (done < count) changes[reason] = neverRegistered(changes[reason]!);
    return done;
  }

  fetch(timeoutMs: number): number {
    return this.#withoutWake(this.#wait(timeoutMs));
  }

  fetchPrecisely(timeoutMs: number): number {
    if (!this.#precise.there) return this.fetch(Math.ceil(timeoutMs));
    this.#waitPrecisely ??= this.#precise.bind(this.fd, this.#events, this.#maxEvents);
    return this.#withoutWake(this.#waitPrecisely(timeoutMs));
  }

  wake(fd: number): void {
    wakeEventfd(this.#backend.raw, fd);
  }

  close(): void {
    const { raw } = this.#backend;
    if (closeWaker(this.waker)) raw.close(this.waker.fd);
    raw.close(this.fd);
  }

  /** In one crossing into native code where the backend can, else one by one. */
  #changeAll(op: number, mask: number, changes: Int32Array, count: number): number {
    const { controlAll } = this.#backend;
    if (controlAll !== undefined) return controlAll(this.fd, op, mask, changes, count);
    for (let index = 0, at = 0; index < count; index++, at += CHANGE_WORDS) {
      this.#write(mask, changes[at + 1]!, changes[at + 2]!);
      const result = this.#control(op, changes[at]!);
      if (result < 0) {
        changes[at + 1] = result;
        return index;
      }
    }
    return count;
  }

  #batch(): Omit<BatchSource, "registrations" | "pooled"> {
    const mask = this.#mask;
    return {
      words: this.#words,
      stride: this.#stride,
      data: this.#data,
      readiness: (words, base) => readinessOf(words[base + mask]!),
    };
  }

  #write(mask: number, low: number, high: number): void {
    const { words } = this.#change;
    words[this.#mask] = mask;
    words[this.#data] = low;
    words[this.#data + 1] = high;
  }

  /**
   * Takes the wake-up out of the batch, if it is there. Its user data is 0, the tag that is the poller's own. A result that is
   * no batch, -errno, has no events to look at and is given back as it is.
   */
  #withoutWake(fetched: number): number {
    const words = this.#words;
    const stride = this.#stride;
    const end = fetched * stride;
    this.woken = false;
    for (let at = this.#data; at < end; at += stride) {
      if (words[at] === 0 && words[at + 1] === 0) return this.#takeWake(at - this.#data, end);
    }
    return fetched;
  }

  /** The last event goes into the place of the wake-up; gives the events that are left. */
  #takeWake(at: number, end: number): number {
    const last = end - this.#stride;
    this.#words.copyWithin(at, last, end);
    this.woken = true;
    return last / this.#stride;
  }
}

/** What cannot be waited for is refused with EPERM before it is looked for: it is not registered. */
function neverRegistered(result: number): number {
  return result === -EPERM ? -ENOENT : result;
}

function opened(result: number, syscall: string): number {
  if (result < 0) throw syscallError(result, syscall, "the operating system gave no poller");
  return result;
}
