// Which descriptors are registered, how, and in which generation: the generation distinguishes an event of the current registration from
// one of an earlier registration of the same number. It takes 5 bytes a descriptor, and no object.

import { MAX_GENERATION } from "../../../../generated/core/codec.ts";
import { interestOf, type PackedRegistration } from "../arguments/registration.ts";

/** The low bits of a word: the packed registration plus one while it lives, otherwise 0. The generation is above them. */
const PACKED_BITS = 7;
const PACKED_MASK = (1 << PACKED_BITS) - 1;

/** Small integers in every engine. */
const MAX_EPOCH = 0x3fffffff;
/** No epoch. */
export const NEVER = -1;

export class Generations {
  readonly #words = new DescriptorWords();
  readonly #kinds = new DescriptorBytes();
  #size = 0;
  #epoch = 0;
  #leftBehind = false;

  /** Changes whenever a registration begins or ends: an event that was fetched in this epoch is of a registration that lives. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The epoch of a batch that is fetched now; NEVER if even a new batch may hold events of registrations that ended. */
  get epochOfFetch(): number {
    return this.#leftBehind ? NEVER : this.#epoch;
  }

  /** A registration ended that the system keeps: it goes on to report events. */
  leaveBehind(): void {
    this.#leftBehind = true;
  }

  /** How many descriptors are registered. */
  get size(): number {
    return this.#size;
  }

  /** The generation of the descriptor's next registration. It starts over after 2^25 registrations of one number. */
  next(fd: number): number {
    return ((this.#words.get(fd) >>> PACKED_BITS) + 1) & MAX_GENERATION;
  }

  begin(fd: number, generation: number, packed: PackedRegistration, kind: number): void {
    const before = this.#words.replace(fd, (generation << PACKED_BITS) | (packed + 1));
    if ((before & PACKED_MASK) === 0) this.#size++;
    this.#epoch = (this.#epoch + 1) & MAX_EPOCH;
    this.#kinds.set(fd, kind);
  }

  end(fd: number): void {
    const word = this.#words.get(fd);
    if ((word & PACKED_MASK) === 0) return;
    this.#size--;
    this.#words.replace(fd, word & ~PACKED_MASK);
    this.#epoch = (this.#epoch + 1) & MAX_EPOCH;
  }

  has(fd: number): boolean {
    return (this.#words.get(fd) & PACKED_MASK) !== 0;
  }

  /** Whether this generation of the descriptor is the registered one. */
  current(fd: number, generation: number): boolean {
    const word = this.#words.get(fd);
    return word >>> PACKED_BITS === generation && (word & PACKED_MASK) !== 0;
  }

  /** What the registration asks for, as flags of Interest; 0 if this generation is not the registered one. */
  interest(fd: number, generation: number): number {
    return this.current(fd, generation) ? interestOf(this.packed(fd)) : 0;
  }

  /** How the registration that lives was made. */
  packed(fd: number): PackedRegistration {
    return ((this.#words.get(fd) & PACKED_MASK) - 1) as PackedRegistration;
  }

  /** The kind that it was made with. */
  kind(fd: number): number {
    return this.#kinds.get(fd);
  }

  /** The generation of the registration that lives. */
  generation(fd: number): number {
    return this.#words.get(fd) >>> PACKED_BITS;
  }

  /** Calls back with each descriptor that is registered, in ascending order. */
  forEach(call: (fd: number) => void): void {
    this.#words.forEach((word, fd) => {
      if ((word & PACKED_MASK) !== 0) call(fd);
    });
  }
}

// Numbers a descriptor, in pages that are allocated when the first descriptor in them is set: a high number costs one page.

/** log2 of the descriptors in a page. */
const PAGE_BITS = 12;
const PAGE_MASK = (1 << PAGE_BITS) - 1;

class DescriptorWords {
  readonly #pages: (Int32Array | undefined)[] = [];

  /** 0 until it is set. */
  get(fd: number): number {
    const page = this.#pages[fd >>> PAGE_BITS];
    return page === undefined ? 0 : page[fd & PAGE_MASK]!;
  }

  /** Returns the word before. */
  replace(fd: number, word: number): number {
    const index = fd >>> PAGE_BITS;
    const at = fd & PAGE_MASK;
    let page = this.#pages[index];
    if (page === undefined) {
      page = new Int32Array(1 << PAGE_BITS);
      this.#pages[index] = page;
    }
    const before = page[at]!;
    page[at] = word;
    return before;
  }

  forEach(call: (word: number, fd: number) => void): void {
    this.#pages.forEach((page, index) => {
      page?.forEach((word, at) => {
        call(word, (index << PAGE_BITS) | at);
      });
    });
  }
}

/** Apart from words, so that each has arrays of one type. */
export class DescriptorBytes {
  readonly #pages: (Uint8Array | undefined)[] = [];

  /** 0 until it is set. */
  get(fd: number): number {
    return this.#pages[fd >>> PAGE_BITS]?.[fd & PAGE_MASK] ?? 0;
  }

  set(fd: number, byte: number): void {
    const index = fd >>> PAGE_BITS;
    let page = this.#pages[index];
    if (page === undefined) {
      page = new Uint8Array(1 << PAGE_BITS);
      this.#pages[index] = page;
    }
    page[fd & PAGE_MASK] = byte;
  }
}
