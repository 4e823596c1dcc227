// Arguments of syscalls that need memory of ours: paths, lists of arrays, lengths, and what a request of ioctl(2) takes.

import type { Block, Bytes, SysMemory } from "../../../../generated/core/sys.ts";
import { createAddresses, iovecsIn } from "../backend/pointers.ts";
import type { Backend } from "../backend/seam.ts";
import { utilModule } from "../host-modules.ts";
import { checkBytes, checkInt32s, checkInteger } from "./checks.ts";
import { rangeError, typeError, valueError } from "./errors.ts";
import { byteLengthOf, integerBytes, viewOf } from "./memory.ts";

/** IOV_MAX: limits.h, readv(2). */
const MOST_VECTORS = 1_024;

/** A request encodes the size of its argument in 14 bits: _IOC_SIZEBITS, asm-generic/ioctl.h; in 13 on macOS. */
const MOST_REQUESTED = 16_384;

/** Nothing below is mapped: vm.mmap_min_addr on Linux, the zero page on macOS. A number that a request takes for an address faults. */
const MOST_NUMBER = 65_535;

/** Memory is allocated at its first use. Each thread has its own, and no code of the caller's runs while a call uses it. */
export function createSysMemory(backend: Pick<Backend, "allocate" | "addressOf" | "layouts">): SysMemory {
  const address = createAddresses(backend.addressOf);
  /** The arrays that the kernel uses. They are held here because iovecs, which are mere numbers, keep nothing alive. */
  const held: Bytes[] = [];
  /** Not the caller's, which another thread may change before the kernel looks how much it may write. */
  const cell = new Int32Array(new ArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let iovecs: ReturnType<typeof iovecsIn> | undefined;
  let requested: { readonly bytes: Uint8Array; readonly address: number } | undefined;

  function request() {
    if (requested !== undefined) return requested;
    const { buffer } = backend.allocate(MOST_REQUESTED).words;
    requested = { bytes: new Uint8Array(buffer), address: backend.addressOf(buffer) };
    return requested;
  }

  return {
    path: checkPath,

    get vectorCount() {
      return held.length;
    },

    vectors(arrays, name): Block {
      const list = checkList(arrays, name);
      iovecs ??= iovecsIn(backend, MOST_VECTORS);
      try {
        for (let index = 0; index < list.length; index++) {
          const array = list[index]!;
          const length = checkBytes(array, `${name}[${index}]`, 0);
          iovecs.put(index, length === 0 ? 0 : address(array, 0), length);
          held.push(array);
        }
      } catch (error) {
        held.length = 0;
        throw error;
      }
      return iovecs.block;
    },

    length(value, name, of) {
      if (value !== undefined) checkInt32s(value, name, 1);
      cell[0] = byteLengthOf(of);
      return cell;
    },

    lengthDone(value, result) {
      if (value !== undefined && result >= 0) value[0] = cell[0]!;
    },

    int32s(value, name) {
      checkInt32s(value, name, 0);
      return value;
    },

    vectorsDone() {
      held.length = 0;
    },

    request(value, name) {
      if (typeof value === "number") {
        checkInteger(value, name, 0, MOST_NUMBER);
        return value;
      }
      if (integerBytes(value) < 0) {
        throw typeError(name, `an integer from 0 to ${MOST_NUMBER} or a typed array of integers`, value);
      }
      checkBytes(value, name, 0);
      const { bytes, address } = request();
      const given = viewOf(value).subarray(0, MOST_REQUESTED);
      bytes.set(given);
      bytes.fill(0, given.length);
      return address;
    },

    requestDone(value) {
      if (typeof value === "number") return;
      const reach = Math.min(byteLengthOf(value), MOST_REQUESTED);
      viewOf(value).set(request().bytes.subarray(0, reach));
    },
  };
}

/** The bytes of a path, with a NUL at their end. */
function checkPath(path: string, name: string): Uint8Array {
  if (typeof path !== "string") throw typeError(name, "a string", path);
  // It would cut the path short.
  if (path.includes("\0")) throw valueError(name, "a path without NUL", path);
  return new (utilModule().TextEncoder)().encode(`${path}\0`);
}

/** A copy of the caller's list, whose elements may be getters that change what was read before. */
function checkList(arrays: readonly Bytes[], name: string): readonly Bytes[] {
  if (!Array.isArray(arrays)) throw typeError(name, "a list of typed arrays of integers", arrays);
  const { length } = arrays;
  if (length > MOST_VECTORS) throw rangeError(name, `a list of at most ${MOST_VECTORS} arrays`, length);
  return Array.from({ length }, (_, index) => arrays[index]) as Bytes[];
}
