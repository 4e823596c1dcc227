// Watching a descriptor. In Node's main thread, libuv's functions in the executable give access to the event loop. In a worker, a
// handle that is still open when the worker ends would end the process, and nothing announces a termination in time: there a
// thread waits.

import { createRequire } from "node:module";
import { isMainThread } from "node:worker_threads";
import type { StartTake, WaitHost, Watch } from "@pollio/core/backend";
import { hostTake, hostWaitThread, threadedWatch } from "@pollio/core/backend";
import type { NodeFfi } from "./ffi.ts";
import { libuvWatch } from "./uv-watcher.ts";

export interface WatchHost extends WaitHost {
  readonly ffi: NodeFfi;
}

export interface WatchOptions {
  /** Waits in a worker even if the host offers something better. */
  readonly only?: "worker";
  /** The module that the worker runs. */
  readonly worker?: string;
}

/** `options` are for tests. */
export function createWatch(host: WatchHost, { only, worker }: WatchOptions = {}): Watch {
  if (isMainThread && only === undefined) return libuvWatch(host.ffi, host);
  return threadedWatch(
    host,
    hostWaitThread(() => entryOf(worker), host, only),
  );
}

export function createTake(host: WatchHost): StartTake {
  return hostTake(() => entryOf(undefined), host);
}

function entryOf(worker: string | undefined): string {
  return worker ?? createRequire(import.meta.url).resolve("@pollio/node-ffi/wait-worker");
}
