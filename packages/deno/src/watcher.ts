// Watching a descriptor: Deno does not lend out its event loop, so a thread waits: one of Deno's pool on Linux.

import { createRequire } from "node:module";
import type { StartTake, Watch, WorkerEntry } from "@pollio/core/backend";
import { hostWaitThread, threadedWatch } from "@pollio/core/backend";
import type { WatchHost } from "./pooled-call.ts";
import { pooledTake, pooledWaitThread } from "./wait-thread.ts";

export function createWatch(host: WatchHost): Watch {
  if (host.platform.os === "linux") return threadedWatch(host, pooledWaitThread(host));
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
