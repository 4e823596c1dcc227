// Which descriptors are registered, how, and in which generation: this tells an event of the current registration from one of an
// earlier registration of the same number. It takes one word a descriptor, and no object.

import { MAX_GENERATION } from "../../../../generated/core/codec.ts";
import type { PackedRegistration } from "../arguments/registration.ts";

/** A word is this bit, set while the registration lives, the packed registration, and 25 bits of generation: 31 bits in all. */
const REGISTERED = 1;
const PACKED_SHIFT = 1;
const PACKED_MASK = 0x1f;
const GENERATION_SHIFT = 6;

export class Generations {
  readonly #words = new DescriptorWords();

  /** The generation of the descriptor's next registration. It starts over after 2^25 registrations of one number. */
  next(fd: number): number {
    return ((this.#words.get(fd) >>> GENERATION_SHIFT) + 1) & MAX_GENERATION;
  }

  begin(fd: number, generation: number, packed: PackedRegistration): void {
    this.#words.set(fd, (generation << GENERATION_SHIFT) | (packed << PACKED_SHIFT) | REGISTERED);
  }

  end(fd: number): void {
    this.#words.set(fd, this.#words.get(fd) & ~REGISTERED);
  }

  /** Whether this generation of the descriptor is the registered one. */
  current(fd: number, generation: number): boolean {
    const word = this.#words.get(fd);
    return word >>> GENERATION_SHIFT === generation && (word & REGISTERED) !== 0;
  }

  /** How the descriptor was last registered. */
  packed(fd: number): PackedRegistration {
    return ((this.#words.get(fd) >>> PACKED_SHIFT) & PACKED_MASK) as PackedRegistration;
  }
}

// One word a descriptor, in pages that are allocated when the first descriptor in them is set: a high number costs one page.

/** log2 of the descriptors in a page. */
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
