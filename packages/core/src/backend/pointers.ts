// Addresses of parts of arrays, for backends whose foreign function interface takes only whole ones.

import type { Layout } from "../../../../generated/core/platforms.ts";
import type { Block, Bytes } from "../../../../generated/core/sys.ts";
import { bufferOf, byteOffsetOf } from "../arguments/memory.ts";

/**
 * The address of a byte of an array, for the duration of one call. A buffer's address is looked up once: a transfer makes another
 * buffer, and resizable buffers are refused before.
 */
export function createAddresses(
  addressOf: (buffer: ArrayBufferLike) => number,
): (bytes: Bytes, offset: number) => number {
  const known = new WeakMap<ArrayBufferLike, number>();
  return (bytes, offset) => {
    const buffer = bufferOf(bytes);
    let start = known.get(buffer);
    if (start === undefined) {
      start = addressOf(buffer);
      known.set(buffer, start);
    }
    return start + byteOffsetOf(bytes) + offset;
  };
}

/**
 * Returns a function that points one iovec (readv(2)) at a part of an array. It writes 32-bit words, so no pointer becomes a
 * BigInt.
 */
export function createVector(host: {
  allocate(bytes: number): Block;
  /** Where the buffer's memory is. */
  addressOf(buffer: ArrayBufferLike): number;
  /** The layout of an iovec. */
  readonly layout: Layout;
}): (bytes: Bytes, offset: number, length: number) => Block {
  const { size, fields } = host.layout;
  const address = createAddresses(host.addressOf);
  const iovec = host.allocate(size);
  const { words } = iovec;
  const base = fields.iov_base!.offset / Int32Array.BYTES_PER_ELEMENT;
  // Its high half stays 0: a length is below 2^31.
  const count = fields.iov_len!.offset / Int32Array.BYTES_PER_ELEMENT;
  return (bytes, offset, length) => {
    const start = address(bytes, offset);
    words[base] = start | 0;
    words[base + 1] = (start / 2 ** 32) | 0;
    words[count] = length;
    return iovec;
  };
}
