// How an asynchronous wait gets its events. Usually a watcher looks at the poller from outside, and the poller then fetches them. Once
// the poller holds a file whose event such a look would consume, another thread takes the events instead (waits/taker.ts).

import { highHalf, lowHalf } from "../../../../generated/core/codec.ts";
import { Interest } from "../../../../generated/core/flags.ts";
import { linux } from "../../../../generated/core/linux.ts";
import { interestOf } from "../arguments/registration.ts";
import type { Backend, LinuxRawSys, LoopWatcher, OnReadable } from "../backend/seam.ts";
import { clearTimeout, now, setTimeout, type Timer } from "../host-modules.ts";
import { wordOf } from "../systems/memory.ts";
import type { Facility } from "../systems/system.ts";
import { Consuming } from "../waits/consuming.ts";
import { Taker, type TakerHost } from "../waits/taker.ts";
import { type Generations, NEVER } from "./generations.ts";

/** A backend that can make another thread wait. */
export interface TakingHost extends TakerHost {
  readonly takesAlways: boolean;
}

/** Undefined where no other thread can take events. Looks at a kqueue consume nothing. */
export function takingHost(backend: Backend): TakingHost | undefined {
  const { take, takesAlways = false } = backend;
  if (backend.os !== "linux" || take === undefined) return undefined;
  const host = backend as Backend<LinuxRawSys>;
  return { ...host, take, takesAlways, consuming: new Consuming(host) };
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
  /** The epoch of the registrations that the last search found no perf event among. */
  #searched = NEVER;
  /** Searches again when it may. */
  #later: Timer | undefined;
  #onReadable: OnReadable = () => {};

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
    if (this.#isNeeded || this.#host === undefined || !this.#host.consuming.forPriority(fd)) return false;
    this.#isNeeded = true;
    return true;
  }

  /** `watch` looks from outside. */
  watch(watch: (onReadable: OnReadable) => LoopWatcher, onReadable: OnReadable): LoopWatcher {
    this.#onReadable = onReadable;
    if (!this.#isNeeded && this.#find().length > 0) this.#isNeeded = true;
    if (!this.#isNeeded) return watch(onReadable);
    this.#taker ??= new Taker(this.#host!, this.#facility, this.#generations);
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
    if (this.#isNeeded || this.#searched === this.#generations.epoch) return 0;
    if (begin < this.#nextSearch) {
      this.#later ??= setTimeout(this.#onLater, this.#nextSearch - begin);
      this.#later.unref();
      return 0;
    }
    const found = this.#find();
    const end = now();
    this.#nextSearch = end + (end - begin) * SEARCH_PAUSE;
    if (found.length === 0) return 0;
    this.#isNeeded = true;
    return this.#report(found);
  }

  /** Writes a batch in which these descriptors are readable, and returns its length. */
  #report(found: readonly number[]): number {
    const { words, stride, userData } = this.#facility.batch;
    const mask = wordOf(this.#host!.layouts.epoll_event!.fields.events!);
    const count = Math.min(found.length, words.length / stride);
    for (let index = 0; index < count; index++) {
      const base = index * stride;
      const fd = found[index]!;
      words[base + mask] = linux.constants.EPOLLIN;
      words[base + userData] = lowHalf(fd, this.#generations.kind(fd));
      words[base + userData + 1] = highHalf(fd, this.#generations.generation(fd));
    }
    return count;
  }

  /** The perf events in the facility: registering one goes unnoticed, because a check at each registration would slow servers down. */
  #find(): readonly number[] {
    const found: number[] = [];
    const [host, generations] = [this.#host, this.#generations];
    if (host === undefined) return found;
    this.#searched = generations.epoch;
    generations.forEach((fd) => {
      const isAsked = (interestOf(generations.packed(fd)) & Interest.Readable) !== 0;
      if (isAsked && host.consuming.forReadable(fd)) found.push(fd);
    });
    return found;
  }

  readonly #onLater = (): void => {
    this.#later = undefined;
    this.#onReadable();
  };

  close(): void {
    clearTimeout(this.#later);
    this.#taker?.close();
  }
}
