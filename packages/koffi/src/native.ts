// Loads the C library through koffi and binds the generated table to it.

import type { Block, Native, Platform } from "@pollio/core/backend";
import { byteLengthOf, createAddresses, createVector } from "@pollio/core/backend";
import type { LibraryHandle } from "koffi";
import { bindDarwin } from "../../../generated/koffi/darwin.ts";
import { bindLinux, type KoffiHost } from "../../../generated/koffi/linux.ts";
import { loadKoffi } from "./koffi.ts";
import { createTake, createWatch, type WatchOptions } from "./watcher.ts";

const TABLES = { linux: bindLinux, darwin: bindDarwin };

/** Opens the platform's library. `options` are for tests. */
export function openKoffi(platform: Platform, options?: WatchOptions): Native {
  const koffi = loadKoffi();
  const library = koffi.load(platform.library);
  // koffi takes no SharedArrayBuffer, but views of one.
  const addressOf = (buffer: ArrayBufferLike): number => Number(koffi.address(new Uint8Array(buffer)));
  const cell = allocate(Int32Array.BYTES_PER_ELEMENT);
  const host: KoffiHost = {
    func: (prototype) => library.func(prototype),
    errno: errnoView(library, platform.errnoLocation),
    cell,
    byteLength: byteLengthOf,
    address: createAddresses(addressOf),
    vector: createVector({
      allocate,
      addressOf,
      layout: platform.architectures[process.arch]!.iovec!,
    }),
  };
  const raw = TABLES[platform.os as keyof typeof TABLES](host);
  return {
    raw,
    allocate,
    addressOf,
    // Under Bun a call through Node-API, which koffi is built on, allocates about 180 bytes.
    allocationFree: process.versions.bun === undefined,
    watch: createWatch({ raw, allocate, platform }, options),
    take: createTake({ raw, allocate, platform }, options),
  };
}

/** An ArrayBuffer never moves. Its address is taken once, as a BigInt, which koffi passes fastest. */
function allocate(bytes: number): Block {
  const buffer = new ArrayBuffer(bytes);
  return { words: new Int32Array(buffer), pointer: loadKoffi().address(buffer) };
}

/** This thread's errno: each thread loads the module itself. */
function errnoView(library: LibraryHandle, location: string): Int32Array {
  const pointer = library.func(`void *${location}()`)();
  return new Int32Array(loadKoffi().view(pointer, Int32Array.BYTES_PER_ELEMENT));
}
