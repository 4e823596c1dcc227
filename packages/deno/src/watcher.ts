// Watching a descriptor: on Deno's own event loop where Linux AIO can signal it, else in a thread, which Deno's pool lends on Linux.

import { createRequire } from "node:module";
import type { StartTake, Watch, WorkerEntry } from "@pollio/core/backend";
import { hostWaitThread, threadedWatch } from "@pollio/core/backend";
import { loopWaitThread } from "./loop-wait.ts";
import type { WatchHost } from "./pooled-call.ts";
import { pooledTake, pooledWaitThread } from "./wait-thread.ts";

export function createWatch(host: WatchHost): Watch {
  if (host.platform.os === "linux") return threadedWatch(host, loopWaitThread(host, pooledWaitThread(host)));
  const worker = (): WorkerEntry => ({
    text: createRequire(import.meta.url)("../dist/wait-worker.cjs"),
    base: import.meta.filename,
  });
  return threadedWatch(host, hostWaitThread(worker, host));
}

/** Undefined where looking at a poller consumes nothing. */
export function createTake(host: WatchHost): StartTake | undefined {
  return host.platform.os === "linux" ? pooledTake(host) : undefined;
}
