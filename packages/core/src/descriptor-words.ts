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
