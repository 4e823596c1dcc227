// The syscalls through the C library's own functions, with nothing compiled.

import type { Block, Native, Platform, RawSys } from "@pollio/core/backend";
import { byteLengthOf, createAddresses } from "@pollio/core/backend";
import * as darwin from "../../../generated/node-ffi/darwin.ts";
import * as linux from "../../../generated/node-ffi/linux.ts";
import { type NodeFfi, openLibrary } from "./ffi.ts";

export function bindPlain(ffi: NodeFfi, platform: Platform): Pick<Native, "raw" | "allocate"> {
  /** An ArrayBuffer never moves. Its address is taken once, as a BigInt, which node:ffi takes for a pointer. */
  const allocate = (bytes: number): Block => {
    const buffer = new ArrayBuffer(bytes);
    return { words: new Int32Array(buffer), pointer: ffi.getRawPointer(buffer) };
  };
  const address = createAddresses((buffer) => Number(ffi.getRawPointer(buffer)));
  const raw = bind(ffi, platform, {
    errno: errnoView(ffi, platform),
    cell: allocate(Int32Array.BYTES_PER_ELEMENT),
    byteLength: byteLengthOf,
    address: (bytes, offset) => BigInt(address(bytes, offset)),
  });
  return { raw, allocate };
}

function bind(ffi: NodeFfi, { os, library }: Platform, host: Omit<linux.NodeFfiHost, "symbols" | "syscall">): RawSys {
  if (os === "darwin") {
    return darwin.bindDarwin({ ...host, symbols: openLibrary(ffi, library, darwin.symbols).functions });
  }
  // A handle has one signature for each symbol, so that each of these calls has a handle of its own.
  const syscall = (types: readonly string[]) => {
    const signature = { arguments: ["int64", ...types], return: "int32" };
    return openLibrary(ffi, library, { syscall: signature }).functions.syscall as (...args: unknown[]) => number;
  };
  return linux.bindLinux({ ...host, syscall, symbols: openLibrary(ffi, library, linux.symbols).functions });
}

/** This thread's errno: each thread loads the module itself. */
function errnoView(ffi: NodeFfi, { library, errnoLocation }: Platform): Int32Array {
  const { functions } = openLibrary(ffi, library, { [errnoLocation]: { arguments: [], return: "pointer" } });
  const location: bigint = functions[errnoLocation]!();
  return new Int32Array(ffi.toArrayBuffer(location, Int32Array.BYTES_PER_ELEMENT, false));
}
