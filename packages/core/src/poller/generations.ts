// Which descriptors are registered, and in which generation: what tells an event of this registration from one of an
// earlier registration of the same number. One word a descriptor, no object.

import { MAX_GENERATION } from "../../../../generated/core/codec.ts";

/** A word is the generation, shifted, and this bit while the registration lives. */
const REGISTERED = 1;

export class Generations {
  readonly #words = new DescriptorWords();

  /** The generation that the next registration of the descriptor has. After 2^25 registrations of one number it starts over. */
  next(fd: number): number {
    return ((this.#words.get(fd) >>> 1) + 1) & MAX_GENERATION;
  }

  begin(fd: number, generation: number): void {
    this.#words.set(fd, (generation << 1) | REGISTERED);
  }

  end(fd: number): void {
    this.#words.set(fd, this.#words.get(fd) & ~REGISTERED);
  }

  /** Whether this generation of the descriptor is the registered one. */
  current(fd: number, generation: number): boolean {
    return this.#words.get(fd) === ((generation << 1) | REGISTERED);
  }
}

// One word a descriptor, in pages that are allocated when the first descriptor in them is set: a high number costs one page.

/** Descriptors a page. */
const PAGE_BITS = 12;
const PAGE_MASK = (1 << PAGE_BITS) - 1;

export class DescriptorWords {
  readonly #pages: (Int32Array | undefined)[] = [];

  /** 0 until it is set. */
  get(fd: number): number {
    const page = this.#pages[fd >>> PAGE_BITS];
    return page === undefined ? 0 : page[fd & PAGE_MASK]!;
  }

  set(fd: number, word: number): void {
    const index = fd >>> PAGE_BITS;
    let page = this.#pages[index];
    if (page === undefined) {
      if (word === 0) return;
      page = new Int32Array(1 << PAGE_BITS);
      this.#pages[index] = page;
    }
    page[fd & PAGE_MASK] = word;
  }
}
