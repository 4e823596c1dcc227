// Watching a descriptor. Node lends out its event loop to the main thread, through libuv's own functions in the executable. In a worker a handle
// that is open when the worker ends would end the process, and nobody is told in time when a worker is terminated: there a thread
// waits.

import { createRequire } from "node:module";
import { isMainThread } from "node:worker_threads";
import type { Block, Platform, RawSys, Watch } from "@pollio/core/internal";
import { hostWaitThread, threadedWatch } from "@pollio/core/internal";
import type { NodeFfi } from "./ffi.ts";
import { uvWatch } from "./uv-watcher.ts";

export interface WatchHost {
  readonly ffi: NodeFfi;
  readonly raw: RawSys;
  allocate(bytes: number): Block;
}

/** `only` is for tests. */
export function createWatch({ ffi, raw, allocate }: WatchHost, platform: Platform, only?: "worker"): Watch {
  if (isMainThread && only === undefined) return uvWatch(ffi, platform);
  const layout = platform.architectures[process.arch]!.epoll_event!;
  const worker = () => createRequire(import.meta.url).resolve("@pollio/node-ffi/wait-worker");
  return threadedWatch({ raw, allocate, layout }, hostWaitThread(worker, raw, only));
}
