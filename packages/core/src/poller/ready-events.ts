import { descriptorOfHalves, generationOfHalf, tagOfHalf } from "../../../../generated/core/codec.ts";
import type { EventKind } from "../../../../generated/core/event-kinds.ts";
import type { EventObject, ReadyEvents as ReadyEventsShape } from "../../../../generated/core/interfaces.ts";
import type { Generations } from "./generations.ts";

/** Where a batch is read from: the kernel's memory as words, and the position of each word within an event. */
export interface BatchSource {
  readonly words: Int32Array;
  /** Words an event. */
  readonly stride: number;
  /** The word of an event that holds the low half of the user data; the high half follows. */
  readonly userData: number;
  /** Readiness flags of the event that begins at word `base`. */
  readiness(words: Int32Array, base: number): number;
  readonly generations: Generations;
  /** A new object for the pool. */
  pooled(): EventObject<number>;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Sets the result of the last wait. Only the poller calls it. */
export let setBatch: (events: ReadyEvents<number>, length: number, interrupted: boolean, woken: boolean) => void;
/** The number of the batch, by which an iterator notices that its batch is gone. */
let batchOf: (events: ReadyEvents<number>) => number;

/**
 * The events of the last wait. Each poller reuses one object, whose content is valid until the next wait. Reading by index
 * allocates nothing (npm run bench prints the bytes); `at` takes objects from a pool that grows to the largest batch read.
 */
export class ReadyEvents<Kind extends number = EventKind> implements ReadyEventsShape<Kind> {
  readonly #source: BatchSource;
  readonly #words: Int32Array;
  readonly #stride: number;
  readonly #userData: number;
  readonly #pool: EventObject<number>[] = [];
  #length = 0;
  #interrupted = false;
  #woken = false;
  #batch = 0;

  static {
    setBatch = (events, length, interrupted, woken) => {
      events.#length = length;
      events.#interrupted = interrupted;
      events.#woken = woken;
      events.#batch = (events.#batch + 1) | 0;
    };
    batchOf = (events) => events.#batch;
  }

  /** Only the poller makes one. */
  constructor(source: BatchSource) {
    this.#source = source;
    this.#words = source.words;
    this.#stride = source.stride;
    this.#userData = source.userData;
  }

  get length(): number {
    return this.#length;
  }

  get interrupted(): boolean {
    return this.#interrupted;
  }

  get woken(): boolean {
    return this.#woken;
  }

  fd(index: number): number {
    if (!this.#has(index)) return -1;
    const base = index * this.#stride + this.#userData;
    return descriptorOfHalves(this.#words[base]!, this.#words[base + 1]!);
  }

  kind(index: number): Kind | 0 {
    if (!this.#has(index)) return 0;
    return tagOfHalf(this.#words[index * this.#stride + this.#userData]!) as Kind;
  }

  readiness(index: number): number {
    return this.#has(index) ? this.#source.readiness(this.#words, index * this.#stride) : 0;
  }

  stale(index: number): boolean {
    if (!this.#has(index)) return true;
    const base = index * this.#stride + this.#userData;
    const high = this.#words[base + 1]!;
    const fd = descriptorOfHalves(this.#words[base]!, high);
    return !this.#source.generations.current(fd, generationOfHalf(high));
  }

  at(index: number): EventObject<Kind> | undefined {
    if (!this.#has(index)) return undefined;
    while (this.#pool.length <= index) this.#pool.push(this.#source.pooled());
    const base = index * this.#stride;
    const low = this.#words[base + this.#userData]!;
    const event = this.#pool[index] as Mutable<EventObject<number>>;
    event.fd = descriptorOfHalves(low, this.#words[base + this.#userData + 1]!);
    event.kind = tagOfHalf(low);
    event.readiness = this.#source.readiness(this.#words, base);
    return event as EventObject<Kind>;
  }

  /** The events whose registration still lives. It ends when the next wait or close replaces the batch. */
  [Symbol.iterator](): IterableIterator<EventObject<Kind>> {
    return new BatchIterator(this);
  }

  #has(index: number): boolean {
    return index >>> 0 === index && index < this.#length;
  }
}

/** Written by hand, with one result object: a generator costs a third more on a full batch. */
class BatchIterator<Kind extends number> implements IterableIterator<EventObject<Kind>> {
  readonly #events: ReadyEvents<Kind>;
  readonly #batch: number;
  readonly #result: { done: boolean; value: EventObject<Kind> | undefined } = { done: false, value: undefined };
  #index = 0;

  constructor(events: ReadyEvents<Kind>) {
    this.#events = events;
    this.#batch = batchOf(events as ReadyEvents<number>);
  }

  next(): IteratorResult<EventObject<Kind>, undefined> {
    const result = this.#result;
    result.value = batchOf(this.#events as ReadyEvents<number>) === this.#batch ? this.#advance() : undefined;
    result.done = result.value === undefined;
    return result as IteratorResult<EventObject<Kind>, undefined>;
  }

  #advance(): EventObject<Kind> | undefined {
    const events = this.#events;
    while (this.#index < events.length) {
      const index = this.#index++;
      if (!events.stale(index)) return events.at(index);
    }
    return undefined;
  }

  [Symbol.iterator](): this {
    return this;
  }
}
