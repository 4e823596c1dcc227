// A list of changes for kevent(2), written as words to memory that is allocated once.

import type { Block } from "../../../../../generated/core/sys.ts";
import { wordOf } from "../memory.ts";
import type { DarwinHost } from "../system.ts";

export class Changes {
  readonly block: Block;
  /** How many changes are in the list. */
  count = 0;
  readonly #words: Int32Array;
  readonly #halves: Int16Array;
  readonly #stride: number;
  readonly #fflags: number;
  readonly #data: number;
  readonly #userData: number;
  readonly #filter: number;
  readonly #flags: number;

  constructor({ allocate, layouts }: Pick<DarwinHost, "allocate" | "layouts">, room: number) {
    const { size, fields } = layouts.kevent!;
    this.block = allocate(room * size);
    this.#words = this.block.words;
    this.#halves = new Int16Array(this.#words.buffer);
    this.#stride = size / Int32Array.BYTES_PER_ELEMENT;
    this.#fflags = wordOf(fields.fflags!);
    this.#data = wordOf(fields.data!);
    this.#userData = wordOf(fields.udata!);
    this.#filter = fields.filter!.offset / Int16Array.BYTES_PER_ELEMENT;
    this.#flags = fields.flags!.offset / Int16Array.BYTES_PER_ELEMENT;
  }

  clear(): void {
    this.count = 0;
  }

  /** `low` and `high` are the halves of the user data. */
  put(ident: number, filter: number, flags: number, low: number, high: number): void {
    const base = this.count * this.#stride;
    this.count = (this.count + 1) | 0;
    const words = this.#words;
    const halves = this.#halves;
    // Not with fill(), whose arguments would be numbers on the heap: 32 bytes a change.
    for (let at = base; at < base + this.#stride; at++) words[at] = 0;
    words[base] = ident;
    halves[2 * base + this.#filter] = filter;
    halves[2 * base + this.#flags] = flags;
    words[base + this.#userData] = low;
    words[base + this.#userData + 1] = high;
  }

  /** Sets the filter-specific flags and data of the last change. */
  note(fflags: number, data: number): void {
    const base = (this.count - 1) * this.#stride;
    this.#words[base + this.#fflags] = fflags;
    this.#words[base + this.#data] = data;
  }

  /** The outcome in a receipt: 0, or a positive error number. It fits into the low half of its 64 bits. */
  outcome(index: number): number {
    return this.#words[index * this.#stride + this.#data]!;
  }
}
