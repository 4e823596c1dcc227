// Watching a descriptor. In Node's main thread, libuv's functions in the executable give access to the event loop. In a worker, a
// handle that is still open when the worker ends would end the process, and nothing announces a termination in time: there a
// thread waits.

import { createRequire } from "node:module";
import type { StartTake, WaitHost, Watch, WorkerEntry } from "@pollio/core/backend";
import { hostTake, hostWaitThread, isWorkerThread, threadedWatch } from "@pollio/core/backend";
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
  if (!isWorkerThread() && only === undefined) return libuvWatch(host.ffi, host);
  return threadedWatch(
    host,
    hostWaitThread(() => entryOf(worker), host, only),
  );
}

export function createTake(host: WatchHost): StartTake {
  return hostTake(() => entryOf(undefined), host);
}

function entryOf(worker: string | undefined): WorkerEntry {
  return worker ?? { text: createRequire(import.meta.url)("../dist/wait-worker.cjs"), base: import.meta.filename };
}
