// The syscalls as the C library has them, with nothing compiled.

import type { Block, Platform } from "@pollio/core/internal";
import { createAddresses } from "@pollio/core/internal";
import { bindLinux, symbols } from "../../../generated/node-ffi/linux.ts";
import { type NodeFfi, openLibrary } from "./ffi.ts";
import type { Bound } from "./native.ts";

export function bindPlain(ffi: NodeFfi, platform: Platform): Bound {
  const { functions } = openLibrary(ffi, platform.library, symbols);
  /** An ArrayBuffer is never moved; its address is taken once, as the BigInt that node:ffi takes for a pointer. */
  const allocate = (bytes: number): Block => {
    const buffer = new ArrayBuffer(bytes);
    return { words: new Int32Array(buffer), pointer: ffi.getRawPointer(buffer) };
  };
  const address = createAddresses((buffer) => Number(ffi.getRawPointer(buffer)));
  const raw = bindLinux({
    symbols: functions,
    errno: errnoView(ffi, platform),
    cell: allocate(Int32Array.BYTES_PER_ELEMENT),
    address: (bytes, offset) => BigInt(address(bytes, offset)),
  });
  return { raw, allocate };
}

/** This thread's errno: a module is loaded once a thread. */
function errnoView(ffi: NodeFfi, { library, errnoLocation }: Platform): Int32Array {
  const { functions } = openLibrary(ffi, library, { [errnoLocation]: { arguments: [], return: "pointer" } });
  const location: bigint = functions[errnoLocation]!();
  return new Int32Array(ffi.toArrayBuffer(location, Int32Array.BYTES_PER_ELEMENT, false));
}
