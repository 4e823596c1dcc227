// Opens the library that makes the syscalls: the helper object if there is one, else the C library.

import type { Native, Platform } from "@pollio/core/backend";
import { loadFfi, type NodeFfi } from "./ffi.ts";
import { bindHelper } from "./helper.ts";
import { bindPlain } from "./library.ts";
import { createTake, createWatch } from "./watcher.ts";

export function openNodeFfi(platform: Platform): Native {
  const ffi = loadFfi();
  const helper = bindHelper(ffi, platform);
  if (helper === undefined) return native(ffi, platform, bindPlain(ffi, platform), false);
  return native(ffi, platform, helper, true);
}

/** Opens the C library, whether there is a helper or not. */
export function openPlain(platform: Platform): Native {
  const ffi = loadFfi();
  return native(ffi, platform, bindPlain(ffi, platform), false);
}

/** `allocationFree` is false if node:ffi makes an array of the arguments of a wait. */
function native(
  ffi: NodeFfi,
  platform: Platform,
  { raw, allocate }: Pick<Native, "raw" | "allocate">,
  allocationFree: boolean,
): Native {
  const addressOf = (buffer: ArrayBufferLike): number => Number(ffi.getRawPointer(buffer));
  const host = { ffi, raw, allocate, platform };
  return { raw, allocate, addressOf, allocationFree, watch: createWatch(host), take: createTake(host) };
}
