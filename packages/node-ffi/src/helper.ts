// The syscalls through the helper object, which is compiled from generated/node-ffi/helper: less than half as long a call, and
// no byte of garbage.

import type { Block, Native, Platform, RawSys } from "@pollio/core/backend";
import { byteLengthOf, createAddresses } from "@pollio/core/backend";
import * as darwin from "../../../generated/node-ffi/helper/darwin.ts";
import * as linux from "../../../generated/node-ffi/helper/linux.ts";
import { functionsOf, type Library, type NodeFfi, openLibrary } from "./ffi.ts";

/** The local build, which only a checkout has, else the one that came with the package. Seen from src and from dist. */
function paths(): string[] {
  if (import.meta.filename === undefined) return [];
  const { dirname, join } = process.getBuiltinModule("node:path");
  const folder = join(dirname(import.meta.filename), "..");
  return ["native/build", `prebuilds/${process.platform}-${process.arch}`].map((each) =>
    join(folder, each, "helper.so"),
  );
}

/** Undefined if there is no helper for this machine: it only makes calls faster. */
export function bindHelper(ffi: NodeFfi, platform: Platform): Pick<Native, "raw" | "allocate"> | undefined {
  const library = open(ffi);
  if (library === undefined) return undefined;
  const addressOf = (buffer: ArrayBufferLike): number => Number(ffi.getRawPointer(buffer));
  /** An ArrayBuffer never moves. Its address is taken once, as a number, which the helper takes for a pointer. */
  const allocate = (bytes: number): Block => {
    const buffer = new ArrayBuffer(bytes);
    return { words: new Int32Array(buffer), pointer: addressOf(buffer) };
  };
  const frame = (arguments_: readonly number[]): linux.Frame => {
    const cells = Float64Array.from(arguments_);
    return { cells, address: addressOf(cells.buffer) };
  };
  const raw = bind(library, platform, {
    cell: allocate(Int32Array.BYTES_PER_ELEMENT),
    frame,
    byteLength: byteLengthOf,
    address: createAddresses(addressOf),
  });
  return { raw, allocate };
}

function bind(library: Library, { os }: Platform, host: Omit<linux.HelperHost, "symbols">): RawSys {
  if (os === "darwin") {
    return darwin.bindDarwinHelper({ ...host, symbols: functionsOf(library, darwin.symbols) });
  }
  return linux.bindLinuxHelper({ ...host, symbols: functionsOf(library, linux.symbols) });
}

function open(ffi: NodeFfi): Library | undefined {
  const path = paths().find((candidate) => process.getBuiltinModule("node:fs").existsSync(candidate));
  if (path === undefined) return undefined;
  try {
    return openLibrary(ffi, path, {}).lib;
  } catch {
    return undefined;
  }
}
