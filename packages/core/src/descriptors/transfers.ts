// Many reads or writes by one call: readAll, writeAll. Nothing here allocates once it has seen the longest batch.
//
// Linux AIO would make them in one system call, and is not used. io_submit(2) reads and writes a file at a position that it is given,
// which must be 0 for a socket: a number that was a socket's and is now a regular file's would be overwritten from its beginning.
// Only a look at each descriptor beforehand can tell, and io_submit with that look is slower than the loop (docs/performance.md).

import type { ComposedSys } from "../../../../generated/core/sys.ts";
import { checkInteger } from "../arguments/checks.ts";
import { rangeError } from "../arguments/errors.ts";
import { byteLengthOf } from "../arguments/memory.ts";
import type { Backend } from "../backend/seam.ts";

const WORD = Int32Array.BYTES_PER_ELEMENT;
const LEAST_ROOM = 64;

export function createTransfers({ raw }: Pick<Backend, "raw">): Pick<ComposedSys, "readAll" | "writeAll"> {
  /**
   * What is done is what the caller's arrays held at first: they may be shared with another thread, or be a part of the memory that is
   * read into, and what was checked must be what the kernel gets.
   */
  let kept = new Int32Array(LEAST_ROOM);

  function keep(numbers: Int32Array, count: number, from: number): void {
    for (let index = 0; index < count; index++) kept[from + index] = numbers[index]!;
  }

  function makeRoom(words: number): void {
    if (kept.length < words) kept = new Int32Array(2 * words);
  }

  return {
    readAll(fds, count, bytes, stride, results) {
      checkInteger(count, "count", 0, Math.min(lengthOf(fds), lengthOf(results)));
      const size = byteLengthOf(bytes);
      if (count * stride > size) throw rangeError("bytes", `an array of at least ${count * stride} bytes`, size);
      makeRoom(count);
      keep(fds, count, 0);
      let succeeded = 0;
      for (let index = 0; index < count; index++) {
        const result = raw.read(kept[index]!, bytes, index * stride, stride);
        results[index] = result;
        if (result >= 0) succeeded++;
      }
      return succeeded;
    },

    writeAll(fds, count, bytes, offsets, lengths, results) {
      checkInteger(count, "count", 0, Math.min(lengthOf(fds), lengthOf(offsets), lengthOf(lengths), lengthOf(results)));
      makeRoom(3 * count);
      keep(fds, count, 0);
      keep(offsets, count, count);
      keep(lengths, count, 2 * count);
      checkParts(kept, count, byteLengthOf(bytes));
      let succeeded = 0;
      for (let index = 0; index < count; index++) {
        const result = raw.write(kept[index]!, bytes, kept[count + index]!, kept[2 * count + index]!);
        results[index] = result;
        if (result >= 0) succeeded++;
      }
      return succeeded;
    },
  };
}

/** As the engine knows it: the property may lie. */
function lengthOf(numbers: Int32Array): number {
  return byteLengthOf(numbers) / WORD;
}

/** Throws unless each part lies within an array of `size` bytes. `kept` holds `count` descriptors, as many offsets, and as many lengths. */
function checkParts(kept: Int32Array, count: number, size: number): void {
  for (let index = 0; index < count; index++) {
    const offset = kept[count + index]!;
    if (offset < 0 || offset > size) checkInteger(offset, `offsets[${index}]`, 0, size);
    const length = kept[2 * count + index]!;
    if (length < 0 || length > size - offset) checkInteger(length, `lengths[${index}]`, 0, size - offset);
  }
}
