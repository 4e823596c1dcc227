// How a poller's events come to an asynchronous wait: usually a watcher looks at the poller from outside, and the poller then fetches
// them. From the first file on that such a look would rob of its event, another thread takes them (waits/taker.ts).

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

  /** The descriptor in the facility that is this file's, or -1. */
  get controlFd(): number {
    return this.#taker === undefined ? -1 : this.#taker.controlFd;
  }

  /** Whether there is an event that no wait has been told of. */
  get keeps(): boolean {
    return this.#taker?.keeps === true;
  }

  /** Called before the descriptor is registered for Priority; whether the poller is to be watched in another way from now on. */
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
   * Called when the poller was readable and a fetch found nothing: if that was a perf event, whose event is lost by then, puts each of
   * them into the batch once. Returns how many there are; the poller is to be watched in another way from then on.
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
