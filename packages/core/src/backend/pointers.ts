// Addresses of parts of arrays, for backends whose foreign function interface takes only whole ones.

import type { Layout } from "../../../../generated/core/platforms.ts";
import type { Block, Bytes } from "../../../../generated/core/sys.ts";
import { bufferOf, byteOffsetOf } from "../arguments/memory.ts";
import type { Backend } from "./seam.ts";

/**
 * The address of a byte of an array, for the duration of one call. A buffer's address is looked up once: a transfer makes another
 * buffer, and resizable buffers are refused before. The last buffer is held: an address keeps nothing alive, and optimized code drops
 * an array as soon as its address is known.
 */
export function createAddresses(
  addressOf: (buffer: ArrayBufferLike) => number,
): (bytes: Bytes, offset: number) => number {
  const known = new WeakMap<ArrayBufferLike, number>();
  let held: ArrayBufferLike | undefined;
  let start = 0;
  return (bytes, offset) => {
    const buffer = bufferOf(bytes);
    if (buffer !== held) {
      start = known.get(buffer) ?? addressOf(buffer);
      known.set(buffer, start);
      held = buffer;
    }
    return start + byteOffsetOf(bytes) + offset;
  };
}

/** Memory for iovecs (readv(2)). It writes 32-bit words, so no pointer becomes a BigInt. */
interface Iovecs {
  readonly block: Block;
  put(index: number, address: number, length: number): void;
}

/** Where the words of an iovec are. The high half of a length stays 0: it is below 2^32. */
function wordsOf({ size, fields }: Layout): { stride: number; base: number; count: number } {
  const word = Int32Array.BYTES_PER_ELEMENT;
  return { stride: size / word, base: fields.iov_base!.offset / word, count: fields.iov_len!.offset / word };
}

/** Memory for as many iovecs. */
export function iovecsIn({ allocate, layouts }: Pick<Backend, "allocate" | "layouts">, most: number): Iovecs {
  const { stride, base, count } = wordsOf(layouts.iovec!);
  const block = allocate(most * layouts.iovec!.size);
  const { words } = block;
  return {
    block,
    put(index, address, length) {
      const at = index * stride;
      words[at + base] = address | 0;
      words[at + base + 1] = (address / 2 ** 32) | 0;
      words[at + count] = length | 0;
    },
  };
}

/** Returns a function that points one iovec at a part of an array. */
export function createVector(host: {
  allocate(bytes: number): Block;
  /** Where the buffer's memory is. */
  addressOf(buffer: ArrayBufferLike): number;
  /** The layout of an iovec. */
  readonly layout: Layout;
}): (bytes: Bytes, offset: number, length: number) => Block {
  const address = createAddresses(host.addressOf);
  const { base, count } = wordsOf(host.layout);
  const iovec = host.allocate(host.layout.size);
  const { words } = iovec;
  return (bytes, offset, length) => {
    // Not by `put`: an address that is passed on is a number on the heap.
    const start = address(bytes, offset);
    words[base] = start | 0;
    words[base + 1] = (start / 2 ** 32) | 0;
    words[count] = length | 0;
    return iovec;
  };
}
