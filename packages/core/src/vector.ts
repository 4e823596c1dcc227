// An iovec (readv(2)) for a part of an array, for backends that cannot point into one. It is filled in as 32-bit words, so that
// no pointer is made as a BigInt.

import type { Layout } from "../../../generated/core/platforms.ts";
import type { Block, Bytes } from "../../../generated/core/sys.ts";

/** What of a backend is needed. */
export interface VectorHost {
  allocate(bytes: number): Block;
  /** Where the buffer's memory is. */
  addressOf(buffer: ArrayBufferLike): number;
  /** Of an iovec. */
  readonly layout: Layout;
}

/**
 * Gives a function that points the one iovec at a part of an array. A buffer's address is asked for once: what could change it,
 * a transfer or a resize, leaves another buffer or was refused before.
 */
export function createVector(host: VectorHost): (bytes: Bytes, offset: number, length: number) => Block {
  const { size, fields } = host.layout;
  const addresses = new WeakMap<ArrayBufferLike, number>();
  const iovec = host.allocate(size);
  const { words } = iovec;
  const base = fields.iov_base!.offset / Int32Array.BYTES_PER_ELEMENT;
  // Its high half stays 0: a length is below 2^31.
  const count = fields.iov_len!.offset / Int32Array.BYTES_PER_ELEMENT;
  return (bytes, offset, length) => {
    const { buffer } = bytes;
    let start = addresses.get(buffer);
    if (start === undefined) {
      start = host.addressOf(buffer);
      addresses.set(buffer, start);
    }
    const address = start + bytes.byteOffset + offset;
    words[base] = address | 0;
    words[base + 1] = (address / 2 ** 32) | 0;
    words[count] = length;
    return iovec;
  };
}
