// The syscalls through the helper object, which is compiled from generated/node-ffi/helper: less than half as long a call, and
// no byte of garbage.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Block } from "@pollio/core/internal";
import { createAddresses } from "@pollio/core/internal";
import { bindLinuxHelper, type Frame, symbols } from "../../../generated/node-ffi/helper/linux.ts";
import { type Library, type NodeFfi, openLibrary } from "./ffi.ts";
import type { Bound } from "./native.ts";

const PATH = fileURLToPath(new URL("../native/build/helper.so", import.meta.url));

/** Undefined where the helper is not there, or not for this machine: it is a matter of speed alone. */
export function bindHelper(ffi: NodeFfi): Bound | undefined {
  const library = open(ffi);
  if (library === undefined) return undefined;
  const addressOf = (buffer: ArrayBufferLike): number => Number(ffi.getRawPointer(buffer));
  /** An ArrayBuffer is never moved; its address is taken once, as the number that the helper takes for a pointer. */
  const allocate = (bytes: number): Block => {
    const buffer = new ArrayBuffer(bytes);
    return { words: new Int32Array(buffer), pointer: addressOf(buffer) };
  };
  const frame = (arguments_: readonly number[]): Frame => {
    const cells = Float64Array.from(arguments_);
    return { cells, address: addressOf(cells.buffer) };
  };
  const raw = bindLinuxHelper({
    symbols: library.getFunctions(symbols),
    cell: allocate(Int32Array.BYTES_PER_ELEMENT),
    frame,
    address: createAddresses(addressOf),
  });
  return { raw, allocate };
}

function open(ffi: NodeFfi): Library | undefined {
  if (!existsSync(PATH)) return undefined;
  try {
    return openLibrary(ffi, PATH, {}).lib;
  } catch {
    return undefined;
  }
}
