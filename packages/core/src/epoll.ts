// The poller over epoll (epoll(7)). The hot path is wait, add and delete: no allocation, no BigInt.

import { highHalf, lowHalf } from "../../../generated/core/codec.ts";
import type { EventLike, EventObject, Poller, Registration, Waker } from "../../../generated/core/interfaces.ts";
import { linux } from "../../../generated/core/linux.ts";
import type { Block } from "../../../generated/core/sys.ts";
import { checkDescriptor } from "./checks.ts";
import { DEFAULT_MASK, maskOf, readinessOf } from "./epoll-masks.ts";
import { closedError, PollerError, syscallError, typeError } from "./errors.ts";
import { checkKind, type Kinds } from "./kinds.ts";
import { checkPollerOptions, type PollerOptions } from "./poller-options.ts";
import { ReadyEvents, setBatch } from "./ready-events.ts";
import { refusal } from "./refusals.ts";
import { Registrations } from "./registrations.ts";
import type { Backend } from "./seam.ts";
import { wholeMilliseconds } from "./timeout.ts";
import { closeWaker, createWaker, wakeThrough } from "./waker.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, EPOLLET, EFD_CLOEXEC, EFD_NONBLOCK } = linux.constants;
const { EINTR, ENOENT } = linux.errno;

/** What an OsPoller class is over: the backend, the kinds, and the class of its event objects. */
export interface PollerSetting {
  readonly backend: Backend;
  readonly kinds: Kinds;
  pooled(): EventObject<number>;
  /** Adds to a wake-up descriptor's count. */
  write(fd: number): void;
}

/** Words of an epoll_event, from the layout of this architecture. */
interface EventWords {
  readonly stride: number;
  readonly mask: number;
  readonly data: number;
}

export class EpollPoller implements Poller<number> {
  readonly #setting: PollerSetting;
  readonly #fd: number;
  readonly #waker: Waker;
  readonly #interruptsThrow: boolean;
  readonly #words: EventWords;
  /** The memory that the kernel writes events to. It is referenced for as long as the poller lives. */
  readonly #events: Block;
  /** The one epoll_event that epoll_ctl reads. */
  readonly #change: Block;
  readonly #control: (op: number, fd: number) => number;
  readonly #fetch: (timeout: number) => number;
  readonly #registrations = new Registrations();
  readonly #ready: ReadyEvents<number>;
  #closed = false;

  constructor(setting: PollerSetting, options?: PollerOptions) {
    const { maxEvents, interrupts } = checkPollerOptions(options);
    const { backend } = setting;
    const { raw } = backend;
    this.#setting = setting;
    this.#interruptsThrow = interrupts === "throw";
    this.#words = eventWords(backend);
    this.#events = backend.allocate(maxEvents * this.#words.stride * Int32Array.BYTES_PER_ELEMENT);
    this.#change = backend.allocate(this.#words.stride * Int32Array.BYTES_PER_ELEMENT);
    this.#ready = new ReadyEvents<number>({
      words: this.#events.words,
      stride: this.#words.stride,
      data: this.#words.data,
      readiness: (words, base) => readinessOf(words[base + this.#words.mask]!),
      registrations: this.#registrations,
      pooled: setting.pooled,
    });
    this.#fd = opened(raw.epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    let wakeFd = -1;
    try {
      wakeFd = opened(raw.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
      this.#waker = createWaker(wakeFd);
      this.#control = raw.bind_epoll_ctl(this.#fd, this.#change);
      this.#fetch = raw.bind_epoll_wait(this.#fd, this.#events, maxEvents);
      // Edge-triggered: each wake is reported once, without a read. Its user data is 0, the tag that is the poller's own.
      this.#write(EPOLLIN | EPOLLET, 0, 0);
      opened(this.#control(EPOLL_CTL_ADD, wakeFd), "epoll_ctl");
    } catch (error) {
      if (wakeFd >= 0) raw.close(wakeFd);
      raw.close(this.#fd);
      throw error;
    }
  }

  get fd(): number {
    this.#live("fd");
    return this.#fd;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get waker(): Waker {
    this.#live("waker");
    return this.#waker;
  }

  add(event: EventLike, options?: Registration): void {
    this.#live("add");
    if (typeof event !== "object" || event === null) {
      throw typeError("event", "an EventObject, or any object with fd and kind", event);
    }
    const { fd, kind } = event;
    checkDescriptor(fd, "event.fd");
    checkKind(this.#setting.kinds, kind, "event.kind");
    const mask = options === undefined ? DEFAULT_MASK : maskOf(options);
    const generation = this.#registrations.next(fd);
    this.#write(mask, lowHalf(fd, kind), highHalf(fd, generation));
    const result = this.#control(EPOLL_CTL_ADD, fd);
    if (result < 0) throw refusal("add", result, "epoll_ctl", fd);
    this.#registrations.begin(fd, generation);
  }

  delete(fd: number): void {
    this.#live("delete");
    checkDescriptor(fd, "fd");
    this.#registrations.end(fd);
    // The poller's own descriptor is not the caller's to delete.
    const result = fd === this.#waker.fd ? -ENOENT : this.#control(EPOLL_CTL_DEL, fd);
    if (result < 0) throw refusal("delete", result, "epoll_ctl", fd);
  }

  wait(timeoutMs: number): ReadyEvents<number> {
    if (this.#closed) throw closedError("wait");
    const whole = (timeoutMs | 0) === timeoutMs && timeoutMs >= -1 ? timeoutMs | 0 : wholeMilliseconds(timeoutMs);
    const fetched = this.#fetch(whole);
    if (fetched < 0) return this.#failed(fetched);
    setBatch(this.#ready, this.#withoutWake(fetched), false);
    return this.#ready;
  }

  notify(): void {
    this.#live("notify");
    wakeThrough(this.#waker, this.#setting.write);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    setBatch(this.#ready, 0, false);
    const { raw } = this.#setting.backend;
    if (closeWaker(this.#waker)) raw.close(this.#waker.fd);
    raw.close(this.#fd);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #live(what: string): void {
    if (this.#closed) throw closedError(what);
  }

  #write(mask: number, low: number, high: number): void {
    const { words } = this.#change;
    const { mask: at, data } = this.#words;
    words[at] = mask;
    words[data] = low;
    words[data + 1] = high;
  }

  #failed(result: number): ReadyEvents<number> {
    const interrupted = result === -EINTR;
    setBatch(this.#ready, 0, interrupted);
    if (interrupted && !this.#interruptsThrow) return this.#ready;
    throw interrupted
      ? new PollerError("EINTR", "a signal ended the wait", { errno: result, syscall: "epoll_wait" })
      : syscallError(result, "epoll_wait", `the wait failed; is descriptor ${this.#fd} still the poller's?`, this.#fd);
  }

  /** Takes the wake-up out of the batch, if it is there, by putting the last event into its place. */
  #withoutWake(length: number): number {
    const { words } = this.#events;
    const { stride, data } = this.#words;
    const end = length * stride;
    for (let base = 0; base < end; base += stride) {
      if (words[base + data] === 0 && words[base + data + 1] === 0) {
        words.copyWithin(base, end - stride, end);
        return length - 1;
      }
    }
    return length;
  }
}

function opened(result: number, syscall: string): number {
  if (result < 0) throw syscallError(result, syscall, "the operating system gave no poller");
  return result;
}

function eventWords(backend: Backend): EventWords {
  const { size, fields } = backend.layouts.epoll_event!;
  const word = (name: string): number => fields[name]!.offset / Int32Array.BYTES_PER_ELEMENT;
  return { stride: size / Int32Array.BYTES_PER_ELEMENT, mask: word("events"), data: word("data") };
}
