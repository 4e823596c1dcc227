// Memory that the kernel and JavaScript share: events, and a timespec. Nothing here allocates after construction.

import type { Field, Layout } from "../../../../generated/core/platforms.ts";
import type { Block } from "../../../../generated/core/sys.ts";
import type { Backend } from "../backend/seam.ts";

/** The word of a struct at which a field begins. */
export function wordOf(field: Field): number {
  return field.offset / Int32Array.BYTES_PER_ELEMENT;
}

export class EventMemory {
  readonly block: Block;
  readonly words: Int32Array;
  /** Words an event. */
  readonly stride: number;
  /** The word of an event that holds the low half of the user data; the high half follows. */
  readonly userData: number;
  /** Whether the last batch held a wake-up. */
  woken = false;

  /** `field` names the one that holds the user data. */
  constructor({ allocate }: Pick<Backend, "allocate">, layout: Layout, field: string, maxEvents: number) {
    this.block = allocate(maxEvents * layout.size);
    this.words = this.block.words;
    this.stride = layout.size / Int32Array.BYTES_PER_ELEMENT;
    this.userData = wordOf(layout.fields[field]!);
  }

  /**
   * Removes the wake-up from a batch, if it is there: its user data is 0. Returns the number of events that are left. -errno has no
   * events to look at, and is returned as it is.
   */
  withoutWake(fetched: number): number {
    const words = this.words;
    const stride = this.stride;
    const end = fetched * stride;
    this.woken = false;
    for (let at = this.userData; at < end; at += stride) {
      if (words[at] === 0 && words[at + 1] === 0) return this.#takeWake(at - this.userData, end);
    }
    return fetched;
  }

  /** Moves the last event to the place of the wake-up. */
  #takeWake(at: number, end: number): number {
    const last = end - this.stride;
    this.words.copyWithin(at, last, end);
    this.woken = true;
    return last / this.stride;
  }
}

const NANOSECONDS_A_MILLISECOND = 1e6;
const NANOSECONDS_A_SECOND = 1e9;

/** A timespec(3), for waits that take nanoseconds. */
export class Timespec {
  readonly block: Block;
  readonly #seconds: number;
  readonly #nanoseconds: number;

  constructor({ allocate, layouts }: Pick<Backend, "allocate" | "layouts">) {
    const { size, fields } = layouts.timespec!;
    this.block = allocate(size);
    this.#seconds = wordOf(fields.tv_sec!);
    this.#nanoseconds = wordOf(fields.tv_nsec!);
  }

  /** Sets it to milliseconds, whose fraction is rounded up to nanoseconds. */
  set(timeoutMs: number): void {
    const whole = Math.floor(timeoutMs / 1000);
    const rest = Math.ceil((timeoutMs - whole * 1000) * NANOSECONDS_A_MILLISECOND);
    // A timeout just below a second may round up to it; tv_nsec must stay below 10^9.
    const carry = rest >= NANOSECONDS_A_SECOND ? 1 : 0;
    this.block.words[this.#seconds] = whole + carry;
    this.block.words[this.#nanoseconds] = rest - carry * NANOSECONDS_A_SECOND;
  }
}
