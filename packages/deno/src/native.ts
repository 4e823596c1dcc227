// Opens the C library through Deno's FFI and binds the generated table to it.

import type { Block, Native, Platform, RawSys } from "@pollio/core/backend";
import { byteLengthOf, createAddresses, createVector, loadError } from "@pollio/core/backend";
import * as darwin from "../../../generated/deno/darwin.ts";
import * as linux from "../../../generated/deno/linux.ts";
import { type DenoFfi, deno, type Open, type Signature } from "./deno-ffi.ts";
import { createTake, createWatch } from "./watcher.ts";

export function openDeno(platform: Platform): Native {
  const ffi = required(deno);
  const open: Open = (signatures) => openLibrary(ffi, platform.library, signatures);
  const { UnsafePointer } = ffi;
  const addressOf = (memory: ArrayBufferLike): number => Number(UnsafePointer.value(UnsafePointer.of(memory)));
  /** An ArrayBuffer never moves; its pointer is made once. */
  const allocate = (bytes: number): Block => {
    const buffer = new ArrayBuffer(bytes);
    return { words: new Int32Array(buffer), pointer: UnsafePointer.of(buffer) };
  };
  const raw = bind(platform, open, {
    errno: errnoView(ffi, open, platform.errnoLocation),
    cell: allocate(Int32Array.BYTES_PER_ELEMENT),
    byteLength: byteLengthOf,
    address: createAddresses(addressOf),
    vector: createVector({ allocate, addressOf, layout: platform.architectures[process.arch]!.iovec! }),
  });
  return {
    raw,
    allocate,
    addressOf,
    allocationFree: true,
    watch: createWatch({ ffi, open, raw, allocate, platform }),
    take: createTake({ ffi, open, raw, allocate, platform }),
  };
}

function bind({ os }: Platform, open: Open, host: Omit<linux.DenoHost, "symbols" | "syscall">): RawSys {
  if (os === "darwin") return darwin.bindDarwin({ ...host, symbols: open(darwin.symbols) });
  const syscall = (types: readonly string[]) =>
    open({ syscall: { parameters: ["i64", ...types], result: "i32" } }).syscall as (...args: unknown[]) => number;
  return linux.bindLinux({ ...host, symbols: open(linux.symbols), syscall });
}

/** This thread's errno: each thread loads the module itself. */
function errnoView(ffi: DenoFfi, open: Open, location: string): Int32Array {
  const { [location]: locate } = open({ [location]: { parameters: [], result: "pointer" } });
  return new Int32Array(ffi.UnsafePointerView.getArrayBuffer(locate!(), Int32Array.BYTES_PER_ELEMENT));
}

function required(ffi: DenoFfi | undefined): DenoFfi {
  if (ffi !== undefined) return ffi;
  const instead = "use @pollio/koffi or @pollio/napi in Node, and @pollio/bun in Bun";
  throw loadError(`@pollio/deno runs only in Deno; ${instead}`, undefined);
}

/** Deno.dlopen, with an error that says how to give the permission that it needs. */
function openLibrary<const S extends Readonly<Record<string, Signature>>>(
  ffi: DenoFfi,
  library: string,
  signatures: S,
) {
  try {
    return ffi.dlopen(library, signatures).symbols;
  } catch (error) {
    // Deno 2 throws NotCapable where Deno 1 threw PermissionDenied.
    const refused = error instanceof Error && ["NotCapable", "PermissionDenied"].includes(error.name);
    const what = refused ? `was not allowed to open ${library}` : `could not open ${library} (${error})`;
    // With a list of paths, Deno looks for the library in the working directory.
    const fix = "run it with --allow-ffi, without a list of paths, as in `deno run --allow-ffi main.ts`";
    throw loadError(`@pollio/deno: Deno ${what}: ${fix}`, error);
  }
}
