// libuv's uv_poll (https://docs.libuv.org/en/v1.x/poll.html), which Node's executable exports for addons.

import type { Platform } from "@pollio/core/backend";
import { type Library, type NodeFfi, openLibrary } from "./ffi.ts";

/** uv_handle_type and uv_poll_event of uv.h, which are part of libuv's stable interface. */
const UV_POLL = 8;
const UV_READABLE = 1;

const POINTER = "pointer";

/** libuv's functions, bound to this thread's loop. Results are -errno where a call failed. */
export interface Uv {
  /** Keeps the callback alive that libuv calls. */
  readonly library: Library;
  /** A handle for the descriptor, or -errno. */
  open(fd: number): bigint | number;
  start(handle: bigint): number;
  stop(handle: bigint): void;
  /** Frees the handle's memory once libuv is done with it. */
  close(handle: bigint): void;
  ref(handle: bigint): void;
  unref(handle: bigint): void;
}

/** `onPolled` must not throw. */
export function openUv(ffi: NodeFfi, { library }: Platform, onPolled: (handle: bigint) => void): Uv {
  const { lib: c, functions: memory } = openLibrary(ffi, library, {
    malloc: { arguments: ["uint64"], return: POINTER },
    free: { arguments: [POINTER], return: "void" },
  });
  const { lib, functions: uv } = openLibrary(ffi, null, {
    uv_default_loop: { arguments: [], return: POINTER },
    uv_handle_size: { arguments: ["int32"], return: "uint64" },
    uv_poll_init: { arguments: [POINTER, POINTER, "int32"], return: "int32" },
    uv_poll_start: { arguments: [POINTER, "int32", POINTER], return: "int32" },
    uv_poll_stop: { arguments: [POINTER], return: "int32" },
    uv_close: { arguments: [POINTER, POINTER], return: "void" },
    uv_ref: { arguments: [POINTER], return: "void" },
    uv_unref: { arguments: [POINTER], return: "void" },
  });
  const loop: bigint = ffi.getCurrentEventLoop?.() ?? uv.uv_default_loop();
  const size: bigint = uv.uv_handle_size(UV_POLL);
  const polled = lib.registerCallback({ arguments: [POINTER, "int32", "int32"], return: "void" }, onPolled);
  const free = c.getSymbol("free");
  return {
    library: lib,
    open(fd) {
      // From malloc: libuv uses it until the handle is closed, whatever JavaScript collects.
      const handle: bigint = memory.malloc(size);
      const result: number = uv.uv_poll_init(loop, handle, fd);
      if (result < 0) memory.free(handle);
      return result < 0 ? result : handle;
    },
    start: (handle) => uv.uv_poll_start(handle, UV_READABLE, polled),
    stop: (handle) => uv.uv_poll_stop(handle),
    close: (handle) => uv.uv_close(handle, free),
    ref: (handle) => uv.uv_ref(handle),
    unref: (handle) => uv.uv_unref(handle),
  };
}
