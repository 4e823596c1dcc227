// Which descriptors are registered, and in which generation: what tells an event of this registration from one of an
// earlier registration of the same number. One word a descriptor, no object.

import { MAX_GENERATION } from "../../../generated/core/codec.ts";

/** Descriptors a page; a page is allocated at the first registration in it, so that a high number costs one page. */
const PAGE_BITS = 12;
const PAGE_MASK = (1 << PAGE_BITS) - 1;

/** A word is the generation, shifted, and this bit while the registration lives. */
const REGISTERED = 1;

export class Registrations {
  readonly #pages: (Int32Array | undefined)[] = [];

  /** The generation that the next registration of the descriptor has. After 2^25 registrations of one number it starts over. */
  next(fd: number): number {
    return ((this.#word(fd) >>> 1) + 1) & MAX_GENERATION;
  }

  begin(fd: number, generation: number): void {
    const index = fd >>> PAGE_BITS;
    let page = this.#pages[index];
    if (page === undefined) {
      page = new Int32Array(1 << PAGE_BITS);
      this.#pages[index] = page;
    }
    page[fd & PAGE_MASK] = (generation << 1) | REGISTERED;
  }

  end(fd: number): void {
    const page = this.#pages[fd >>> PAGE_BITS];
    if (page !== undefined) page[fd & PAGE_MASK] = page[fd & PAGE_MASK]! & ~REGISTERED;
  }

  /** Whether this generation of the descriptor is the registered one. */
  current(fd: number, generation: number): boolean {
    return this.#word(fd) === ((generation << 1) | REGISTERED);
  }

  #word(fd: number): number {
    const page = this.#pages[fd >>> PAGE_BITS];
    return page === undefined ? 0 : page[fd & PAGE_MASK]!;
  }
}
