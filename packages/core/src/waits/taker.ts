// Asynchronous waits of a poller that holds a file which polling changes. Some files report an event once for each look: pressure
// stall triggers, /proc/self/mounts, sysctls, perf events. Watching the poller from outside is such a look (epoll polls the files
// of an epoll that is itself watched, epoll(7)), so the poller's own look would then find nothing. Here another thread makes the
// real wait on the poller's epoll, for one event, and hands that event over.

import { descriptorOfHalves, generationOfHalf } from "../../../../generated/core/codec.ts";
import { Interest } from "../../../../generated/core/flags.ts";
import { linux } from "../../../../generated/core/linux.ts";
import { interestOf, pack, triggerOf } from "../arguments/registration.ts";
import type { CloseAtEnd, LoopWatcher, OnReadable, StartTake, Take } from "../backend/seam.ts";
import { clearImmediate, type Immediate, setImmediate } from "../host-modules.ts";
import type { Generations } from "../poller/generations.ts";
import { stateIn } from "../poller/waker.ts";
import { wakeEventfd } from "../systems/linux/waker.ts";
import { wordOf } from "../systems/memory.ts";
import { type Facility, type LinuxHost, opened } from "../systems/system.ts";
import type { Consuming } from "./consuming.ts";
import { KeepAlive } from "./keep-alive.ts";

const { EFD_CLOEXEC, EFD_NONBLOCK, EPOLLERR, EPOLLPRI } = linux.constants;

/** The high half of the control descriptor's user data. Its tag is 0, like that of the wake descriptor. */
const CONTROL_HIGH = 1;

/** What a taker needs of a backend. */
export interface TakerHost extends LinuxHost {
  readonly take: StartTake;
  readonly consuming: Consuming;
  readonly closeAtEnd?: CloseAtEnd;
}

export class Taker implements LoopWatcher {
  readonly #host: TakerHost;
  readonly #facility: Facility;
  readonly #generations: Generations;
  /** The word of an event that holds its mask. */
  readonly #mask: number;
  readonly #keepAlive = new KeepAlive();
  /** Undoes that the end of the thread closes the control descriptor. */
  readonly #forget: (() => void) | undefined;
  /** The event that the other thread took, while `keeps`. */
  readonly #event: Int32Array;
  #keeps = false;
  /** Whether it left the only place of a batch to a wake-up. */
  #hasYielded = false;
  #onReadable: OnReadable = () => {};
  #take: Take | undefined;
  /** Calls back in the next turn of the event loop, without the other thread. */
  #immediate: Immediate | undefined;
  /** Whether the poller has looked for itself since the wait began: no other thread is needed if something is ready. */
  #looked = false;
  #referenced = true;
  #isArmed = false;
  #isClosed = false;

  /** Ends the other thread's wait. */
  readonly controlFd: number;

  constructor(host: TakerHost, facility: Facility, generations: Generations) {
    const { raw, layouts } = host;
    this.#host = host;
    this.#facility = facility;
    this.#generations = generations;
    this.#mask = wordOf(layouts.epoll_event!.fields.events!);
    this.#event = new Int32Array(new ArrayBuffer(layouts.epoll_event!.size));
    this.controlFd = opened(host, raw.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
    const added = facility.add(this.controlFd, 0, CONTROL_HIGH, pack(Interest.Readable, "level"));
    if (added < 0) raw.close(this.controlFd);
    opened(host, added, facility.controlName);
    this.#forget = host.closeAtEnd?.(this.controlFd, -1, stateIn(facility.waker));
  }

  /** Whether it has an event that no wait has reported. */
  get keeps(): boolean {
    return this.#keeps;
  }

  /** Calls `onReadable` from now on. */
  watch(onReadable: OnReadable): this {
    this.#onReadable = onReadable;
    return this;
  }

  arm(): void {
    if (this.#isArmed || this.#isClosed) return;
    if (this.#keeps || !this.#looked) {
      this.#looked = true;
      this.#immediate = setImmediate(() => this.#fire());
    } else {
      const take = this.#host.take(this.#facility.fd, this.controlFd, (failure) => {
        if (this.#take !== take) return;
        if (failure !== undefined) this.collect();
        this.#fire(failure);
      });
      this.#take = take;
    }
    this.#isArmed = true;
    if (this.#referenced) this.#keepAlive.add();
  }

  /** Ends what `arm` asked for, and keeps what was taken. When this returns, the thread no longer waits on the epoll. */
  collect(): void {
    this.#relax();
    const take = this.#take;
    if (take === undefined) return;
    this.#take = undefined;
    const count = take.end(this.#event);
    // Resets it: it may have been written to after the wait had already ended.
    this.#host.raw.read(this.controlFd, COUNT, 0, COUNT.length);
    if (count <= 0) return;
    const [low, high] = this.#userData(this.#event, 0);
    this.#keeps = low !== 0;
    // Wake-ups are left for the poller's own fetch.
    if (low === 0 && high === 0) wakeEventfd(this.#host.raw, this.#facility.wakeFd);
  }

  disarm(): void {
    this.#looked = false;
    this.collect();
  }

  /**
   * Adds the kept event to the batch that the poller has just fetched, and returns the number of events. It is left out if its
   * registration is gone, and waits for the next batch where a wake-up has the only place. What the kernel would report again if it still held is the kernel's to report: it may be over by now.
   */
  merge(count: number): number {
    if (!this.#keeps || count < 0) return count;
    this.#keeps = false;
    const { words, stride } = this.#facility.batch;
    const [low, high] = this.#userData(this.#event, 0);
    const fd = descriptorOfHalves(low, high);
    if (!this.#generations.current(fd, generationOfHalf(high))) return count;
    for (let base = 0; base < count * stride; base += stride) {
      const [otherLow, otherHigh] = this.#userData(words, base);
      if (otherLow !== low || otherHigh !== high) continue;
      words[base + this.#mask]! |= this.#consumed(fd);
      return count;
    }
    const isLevel = triggerOf(this.#generations.packed(fd)) === "level";
    const mask = isLevel ? this.#consumed(fd) : this.#event[this.#mask]!;
    if (mask === 0) return count;
    // A wake takes a slot.
    const taken = this.#facility.woken ? count + 1 : count;
    if ((taken + 1) * stride > words.length) {
      if (count > 0) this.#exchange((count - 1) * stride, mask);
      else if (this.#hasYielded) return this.#instead(mask);
      this.#hasYielded = count === 0;
      this.#keeps = true;
      return count;
    }
    this.#hasYielded = false;
    words.set(this.#event, count * stride);
    words[count * stride + this.#mask] = mask;
    return count + 1;
  }

  /** Where a wake-up has the only place a second time, it waits instead. */
  #instead(mask: number): number {
    this.#hasYielded = false;
    this.#facility.putWakeBack!();
    this.#facility.batch.words.set(this.#event);
    this.#facility.batch.words[this.#mask] = mask;
    return 1;
  }

  /** Where a batch is full, its last event waits instead: otherwise what is always ready would keep this one for ever. */
  #exchange(base: number, mask: number): void {
    const { words, stride } = this.#facility.batch;
    for (let word = 0; word < stride; word++) {
      const other = words[base + word]!;
      words[base + word] = this.#event[word]!;
      this.#event[word] = other;
    }
    words[base + this.#mask] = mask;
  }

  close(): void {
    if (this.#isClosed) return;
    this.disarm();
    this.#isClosed = true;
    this.#keeps = false;
    this.#keepAlive.clear();
    this.#forget?.();
    this.#host.raw.close(this.controlFd);
  }

  ref(): void {
    this.#reference(true);
  }

  unref(): void {
    this.#reference(false);
  }

  #reference(referenced: boolean): void {
    if (referenced === this.#referenced) return;
    this.#referenced = referenced;
    if (!this.#isArmed) return;
    if (referenced) this.#keepAlive.add();
    else this.#keepAlive.remove();
  }

  /** What the kernel does not report again of the kept event of this descriptor, although it still holds: it was lost by looking. */
  #consumed(fd: number): number {
    const mask = this.#event[this.#mask]!;
    const { consuming } = this.#host;
    const interest = interestOf(this.#generations.packed(fd));
    if ((mask & EPOLLPRI) !== 0 && consuming.forPriority(fd)) return mask & (EPOLLPRI | EPOLLERR);
    return (interest & Interest.Readable) !== 0 && consuming.forReadable(fd) ? mask : 0;
  }

  #userData(words: Int32Array, base: number): [low: number, high: number] {
    const at = base + this.#facility.batch.userData;
    return [words[at]!, words[at + 1]!];
  }

  #fire(failure?: Parameters<OnReadable>[0]): void {
    this.#relax();
    this.#onReadable(failure);
  }

  #relax(): void {
    clearImmediate(this.#immediate);
    this.#immediate = undefined;
    if (this.#isArmed && this.#referenced) this.#keepAlive.remove();
    this.#isArmed = false;
  }
}

/** What is read of an eventfd. */
const COUNT = new Uint8Array(new ArrayBuffer(8));
