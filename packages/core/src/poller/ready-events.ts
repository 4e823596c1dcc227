import { descriptorOfHalves, generationOfHalf, tagOfHalf } from "../../../../generated/core/codec.ts";
import type { EventKind } from "../../../../generated/core/event-kinds.ts";
import type { EventObject, ReadyEvents as ReadyEventsShape } from "../../../../generated/core/interfaces.ts";
import { replacedError } from "../arguments/errors.ts";
import { readinessNames } from "../names.ts";
import { type Generations, NEVER } from "./generations.ts";
import { INSPECT, MOST_SHOWN, named } from "./inspect.ts";

/** Where a batch is read from: the kernel's memory as words, and the position of each word within an event. */
export interface BatchSource {
  readonly words: Int32Array;
  /** Words an event. */
  readonly stride: number;
  /** The word of an event that holds the low half of the user data; the high half follows. */
  readonly userData: number;
  /** What the kernel reported of the event that begins at word `base`, unsigned. */
  mask(words: Int32Array, base: number): number;
  /** Readiness flags of the same event. */
  readiness(words: Int32Array, base: number): number;
  readonly generations: Generations;
  /** A new object for the pool. */
  pooled(): EventObject<number>;
}

/** The place of an iterator that has ended. */
const DONE = Number.MAX_SAFE_INTEGER;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Batches are numbered from 0; this one is the last, after close. */
const ENDED = -1;
const MAX_BATCH = 0x3fffffff;

/** Sets the result of the last wait, which replaces the batch before. Only the poller calls it. */
export let setBatch: (events: ReadyEvents<number>, length: number, interrupted: boolean, woken: boolean) => void;
/** Ends the last batch and its iterators, when the poller closes. */
export let endBatches: (events: ReadyEvents<number>) => void;
/** `stale`, whatever a consumer did to the object that he was given. */
export let isStale: (events: ReadyEvents<number>, index: number) => boolean;
let iterate: (events: ReadyEvents<number>) => IterableIterator<EventObject<number>>;

/**
 * The events of the last wait. Each poller reuses one object, whose content is valid until the next wait. Reading by index
 * allocates nothing (npm run bench prints the bytes); `at` takes objects from a pool that grows to the largest batch read.
 */
export class ReadyEvents<Kind extends number = EventKind> implements ReadyEventsShape<Kind> {
  readonly #source: BatchSource;
  readonly #generations: Generations;
  readonly #words: Int32Array;
  readonly #stride: number;
  readonly #userData: number;
  readonly #pool: EventObject<number>[] = [];
  #length = 0;
  #interrupted = false;
  #woken = false;
  #batch = 0;
  /** In which the batch was fetched. */
  #epoch = NEVER;
  /** An iterator that ended. */
  #spare: IterableIterator<EventObject<number>> | undefined;

  static {
    setBatch = (events, length, interrupted, woken) => {
      events.#length = length;
      events.#interrupted = interrupted;
      events.#woken = woken;
      events.#batch = (events.#batch + 1) & MAX_BATCH;
      events.#epoch = events.#generations.epochOfFetch;
    };
    endBatches = (events) => {
      events.#length = 0;
      events.#interrupted = false;
      events.#woken = false;
      events.#batch = ENDED;
    };
    isStale = (events, index) => events.#isStale(index);

    /**
     * Written by hand, with one result object: a generator costs a third more on a full batch. The poller uses an iterator that
     * ended again for the next loop. The usual step is one function with no loop in it, so that engines inline it into the caller's;
     * the others are apart.
     */
    class BatchIterator implements IterableIterator<EventObject<number>> {
      readonly #events: ReadyEvents<number>;
      #result: { done: boolean; value: EventObject<number> | undefined } = { done: false, value: undefined };
      /** The number of the batch that it reads. */
      #began = 0;
      #index = DONE;
      /** Whether a caller iterates over the iterator itself, and may go on with it after a `break`. */
      #isKept = false;

      static {
        iterate = (events) => {
          const iterator = (events.#spare as BatchIterator | undefined) ?? new BatchIterator(events);
          events.#spare = undefined;
          iterator.#began = events.#batch;
          iterator.#index = 0;
          if (events.#pool.length < events.#length) events.#fillPool(events.#length);
          return iterator;
        };
      }

      constructor(events: ReadyEvents<number>) {
        this.#events = events;
      }

      next(): IteratorResult<EventObject<number>, undefined> {
        const events = this.#events;
        const index = this.#index;
        if (events.#batch !== this.#began || index >= events.#length || events.#generations.epoch !== events.#epoch) {
          return this.#nextChecked();
        }
        this.#index = index + 1;
        // What #event and #give do, once more: as calls they cost a fifth of a step.
        const words = events.#words;
        const base = index * events.#stride;
        const at = base + events.#userData;
        const low = words[at]!;
        const fd = descriptorOfHalves(low, words[at + 1]!);
        const kind = tagOfHalf(low);
        const readiness = events.#source.readiness(words, base);
        const event = events.#pool[index] as Mutable<EventObject<number>>;
        const result = this.#result;
        try {
          event.fd = fd;
          event.kind = kind;
          event.readiness = readiness;
          result.value = event;
          result.done = false;
          const isStored = event.fd === fd && event.kind === kind && event.readiness === readiness;
          if (isStored && result.value === event && result.done === false) {
            return result as IteratorResult<EventObject<number>, undefined>;
          }
        } catch {}
        return this.#give(events.#replacement(index, fd, kind, readiness));
      }

      return(): IteratorResult<EventObject<number>, undefined> {
        if (!this.#isKept) this.#end();
        return this.#give(undefined);
      }

      [Symbol.iterator](): this {
        this.#isKept = true;
        return this;
      }

      #nextChecked(): IteratorResult<EventObject<number>, undefined> {
        const events = this.#events;
        // What was not read is lost, if it was an edge or a one-shot event: to end as if all had been would hide that.
        const isReplaced = events.#batch !== this.#began && events.#batch !== ENDED;
        if (isReplaced && this.#index !== DONE) throw replacedError();
        while (this.#index < events.#length) {
          const index = this.#index++;
          if (!events.#isStale(index)) return this.#give(events.#event(index));
        }
        this.#end();
        return this.#give(undefined);
      }

      #end(): void {
        this.#index = DONE;
        if (!this.#isKept) this.#events.#spare = this;
      }

      /** Takes a new result object where the last one was frozen or was given accessors. */
      #give(value: EventObject<number> | undefined): IteratorResult<EventObject<number>, undefined> {
        const result = this.#result;
        const done = value === undefined;
        try {
          result.value = value;
          result.done = done;
          if (result.value === value && result.done === done) {
            return result as IteratorResult<EventObject<number>, undefined>;
          }
        } catch {}
        this.#result = { done, value };
        return this.#result as IteratorResult<EventObject<number>, undefined>;
      }
    }
  }

  /** Only the poller makes one. */
  constructor(source: BatchSource) {
    this.#source = source;
    this.#generations = source.generations;
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

  mask(index: number): number {
    return this.#has(index) ? this.#source.mask(this.#words, index * this.#stride) : 0;
  }

  stale(index: number): boolean {
    return !this.#has(index) || this.#isStale(index);
  }

  at(index: number): EventObject<Kind> | undefined {
    return this.#has(index) ? (this.#event(index) as EventObject<Kind>) : undefined;
  }

  /**
   * The events whose registration still lives. Once a wait has replaced the batch, the next step throws ERR_BATCH_REPLACED; it ends
   * when the poller closes. Allocates nothing once warm: an iterator that has ended is the poller's again, which gives it to the next
   * loop.
   */
  [Symbol.iterator](): IterableIterator<EventObject<Kind>> {
    return iterate(this as unknown as ReadyEvents<number>) as IterableIterator<EventObject<Kind>>;
  }

  /** For console.log, which hides private fields. */
  [INSPECT](): object {
    if (!(#source in this)) return this; // the prototype itself
    const shown = Math.min(this.#length, MOST_SHOWN);
    const events = Array.from({ length: shown }, (_, index) => {
      const stale = this.#isStale(index) && { stale: true };
      return {
        fd: this.fd(index),
        kind: this.kind(index),
        readiness: readinessNames(this.readiness(index)).join(" | "),
        ...stale,
      };
    });
    const more = this.#length > shown && { more: this.#length - shown };
    const { length, interrupted, woken } = this;
    return named("ReadyEvents", { length, interrupted, woken, events, ...more });
  }

  #has(index: number): boolean {
    return index >>> 0 === index && index < this.#length;
  }

  #isStale(index: number): boolean {
    const base = index * this.#stride + this.#userData;
    const high = this.#words[base + 1]!;
    const fd = descriptorOfHalves(this.#words[base]!, high);
    return !this.#generations.current(fd, generationOfHalf(high));
  }

  /** The pooled object of an index that is in the batch. */
  #event(index: number): EventObject<number> {
    this.#fillPool(index + 1);
    const base = index * this.#stride;
    const low = this.#words[base + this.#userData]!;
    const fd = descriptorOfHalves(low, this.#words[base + this.#userData + 1]!);
    const kind = tagOfHalf(low);
    const readiness = this.#source.readiness(this.#words, base);
    const event = this.#pool[index] as Mutable<EventObject<number>>;
    try {
      event.fd = fd;
      event.kind = kind;
      event.readiness = readiness;
      // Compiled, these loads cost nothing: what was just stored is known.
      if (event.fd === fd && event.kind === kind && event.readiness === readiness) return event;
    } catch {}
    return this.#replacement(index, fd, kind, readiness);
  }

  #fillPool(length: number): void {
    while (this.#pool.length < length) this.#pool.push(this.#source.pooled());
  }

  /** A consumer froze the object, or gave it accessors: he keeps it, and the pool gets another. */
  #replacement(index: number, fd: number, kind: number, readiness: number): EventObject<number> {
    const event = this.#source.pooled();
    this.#pool[index] = Object.assign(event, { fd, kind, readiness });
    return event;
  }
}
