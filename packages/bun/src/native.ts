// Opens the C library through bun:ffi and binds the generated table to it.

import type { FFITypeOrString, Pointer } from "bun:ffi";
import type { Block, Bytes, DarwinRawSys, LinuxRawSys, Native, Platform } from "@pollio/core/backend";
import { byteLengthOf, loadError } from "@pollio/core/backend";
import * as darwin from "../../../generated/bun/darwin.ts";
import * as linux from "../../../generated/bun/linux.ts";
import { createTake, createWatch, type WatchOptions } from "./watcher.ts";

/** Not imported, because no other runtime and no bundler has this module. Empty outside of Bun. */
const ffi = (process.getBuiltinModule("bun:ffi") ?? {}) as typeof import("bun:ffi");
const { dlopen, ptr, toArrayBuffer } = ffi;

/** Opens the platform's library. `options` are for tests. */
export function openBun(platform: Platform, options?: WatchOptions): Native {
  if (dlopen === undefined) {
    const instead = "use @pollio/koffi or @pollio/napi in Node, and @pollio/deno in Deno";
    throw loadError(`@pollio/bun runs only in Bun; ${instead}`, undefined);
  }
  const raw = platform.os === "darwin" ? openDarwin(platform) : openLinux(platform);
  return {
    raw,
    allocate,
    addressOf: (buffer) => ptr(buffer),
    allocationFree: true,
    watch: createWatch({ raw, allocate, platform }, options),
    take: createTake({ raw, allocate, platform }, options),
  };
}

function openLinux(platform: Platform): LinuxRawSys {
  const { symbols } = dlopen(platform.library, linux.symbols);
  const syscall = (types: readonly string[]) => numbered(platform, types as FFITypeOrString[]);
  return linux.bindLinux({ symbols, syscall, ...hostOf(platform) });
}

function openDarwin(platform: Platform): DarwinRawSys {
  const { symbols } = dlopen(platform.library, darwin.symbols);
  return darwin.bindDarwin({ symbols, ...hostOf(platform) });
}

/** syscall(2) with these argument types: a library handle has only one signature for each symbol. */
function numbered({ library }: Platform, types: FFITypeOrString[]): (...args: unknown[]) => number {
  const { symbols } = dlopen(library, { syscall: { args: ["i64", ...types], returns: "i32" } });
  return symbols.syscall as (...args: unknown[]) => number;
}

/** What the tables need besides the functions. */
function hostOf(platform: Platform): Omit<linux.BunHost, "symbols" | "syscall"> {
  return {
    errno: errnoView(platform),
    cell: allocate(Int32Array.BYTES_PER_ELEMENT),
    byteLength: byteLengthOf,
    // Numbers hold 53 bits and an address 47; JavaScriptCore keeps them out of the heap.
    address: (bytes: Bytes, offset: number) => ptr(bytes, offset),
  };
}

/** An ArrayBuffer never moves; a small typed array may. */
function allocate(bytes: number): Block {
  const buffer = new ArrayBuffer(bytes);
  return { words: new Int32Array(buffer), pointer: ptr(buffer) };
}

/** This thread's errno: each thread loads the module itself. */
function errnoView(platform: Platform): Int32Array {
  const { errnoLocation } = platform;
  const library = dlopen(platform.library, { [errnoLocation]: { args: [], returns: "ptr" } } as const);
  const location = library.symbols[errnoLocation]!() as Pointer;
  return new Int32Array(toArrayBuffer(location, 0, Int32Array.BYTES_PER_ELEMENT));
}
