// How an asynchronous wait gets its events. Usually a watcher looks at the poller from outside, and the poller then fetches them. Once
// the poller holds a file whose event such a look would consume, another thread takes the events instead (waits/taker.ts).

import { linux } from "../../../../generated/core/linux.ts";
import type { Backend, LoopWatcher, OnReadable, StartTake } from "../backend/seam.ts";
import { now } from "../host-modules.ts";
import { wordOf } from "../systems/memory.ts";
import type { Facility, LinuxHost } from "../systems/system.ts";
import { consumes, perfEventsOf, type Registered } from "../waits/consuming.ts";
import { Taker } from "../waits/taker.ts";
import type { Generations } from "./generations.ts";

/** A backend that can make another thread wait. */
export interface TakingHost extends LinuxHost {
  readonly take: StartTake;
  readonly takesAlways: boolean;
}

/** Undefined where no other thread can take events. Looks at a kqueue consume nothing. */
export function takingHost(backend: Backend): TakingHost | undefined {
  const { take, takesAlways = false } = backend;
  return backend.os === "linux" && take !== undefined
    ? { ...(backend as unknown as LinuxHost), take, takesAlways }
    : undefined;
}

/** The next search for perf events may follow after this many times what one took, so that they never cost more than 1 %. */
const SEARCH_PAUSE = 100;

export class Taking {
  readonly #host: TakingHost | undefined;
  readonly #facility: Facility;
  readonly #generations: Generations;
  /** Whether another thread has to take the events. */
  #isNeeded: boolean;
  #taker: Taker | undefined;
  /** In terms of now(). */
  #nextSearch = 0;

  constructor(host: TakingHost | undefined, facility: Facility, generations: Generations) {
    this.#host = host;
    this.#facility = facility;
    this.#generations = generations;
    this.#isNeeded = host?.takesAlways === true;
  }

  /** The control descriptor, which is registered in the facility; -1 if there is none. */
  get controlFd(): number {
    return this.#taker === undefined ? -1 : this.#taker.controlFd;
  }

  /** Whether there is an event that no wait has reported. */
  get keeps(): boolean {
    return this.#taker?.keeps === true;
  }

  /** Called before the descriptor is registered for Priority; whether if so, the poller must now be watched in another way. */
  startsWith(fd: number): boolean {
    if (this.#isNeeded || this.#host === undefined || !consumes(this.#host, fd)) return false;
    this.#isNeeded = true;
    return true;
  }

  /** `watch` looks from outside. */
  watch(watch: (onReadable: OnReadable) => LoopWatcher, onReadable: OnReadable): LoopWatcher {
    if (!this.#isNeeded && this.#find().length > 0) this.#isNeeded = true;
    if (!this.#isNeeded) return watch(onReadable);
    this.#taker ??= new Taker(this.#host!, this.#facility, this.#generations, this.#host!.take);
    return this.#taker.watch(onReadable);
  }

  /** Fetches without blocking, with what was taken: as Facility's fetch. */
  fetch(): number {
    const taker = this.#taker;
    if (taker === undefined) return this.#facility.fetch(0);
    taker.collect();
    return taker.merge(this.#facility.fetch(0));
  }

  /**
   * Called when the poller was readable but a fetch found nothing. If a perf event may have been the cause, its event is lost by now:
   * reports all perf events once. Returns the length of the batch; unless it is 0, the poller must be watched in another way.
   */
  search(): number {
    const begin = now();
    if (this.#isNeeded || begin < this.#nextSearch) return 0;
    const found = this.#find();
    const end = now();
    this.#nextSearch = end + (end - begin) * SEARCH_PAUSE;
    if (found.length === 0) return 0;
    this.#isNeeded = true;
    const { words, stride, userData } = this.#facility.batch;
    const mask = wordOf(this.#host!.layouts.epoll_event!.fields.events!);
    const count = Math.min(found.length, words.length / stride);
    for (let index = 0; index < count; index++) {
      const base = index * stride;
      words[base + mask] = linux.constants.EPOLLIN;
      words[base + userData] = found[index]!.low;
      words[base + userData + 1] = found[index]!.high;
    }
    return count;
  }

  /** The perf events in the facility: nothing tells when one is registered, because a check at each would slow down servers. */
  #find(): readonly Registered[] {
    return this.#host === undefined ? [] : perfEventsOf(this.#host, this.#facility.fd);
  }

  close(): void {
    this.#taker?.close();
  }
}
