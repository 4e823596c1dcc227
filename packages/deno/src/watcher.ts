// Watching a descriptor: Deno does not lend out its event loop, so a thread waits: one of Deno's pool on Linux.

import { createRequire } from "node:module";
import type { Watch } from "@pollio/core/backend";
import { hostWaitThread, threadedWatch } from "@pollio/core/backend";
import { pooledWaitThread, type WatchHost } from "./wait-thread.ts";

export function createWatch(host: WatchHost): Watch {
  if (host.platform.os === "linux") return threadedWatch(host, pooledWaitThread(host));
  const worker = () => createRequire(import.meta.url).resolve("@pollio/deno/wait-worker");
  return threadedWatch(host, hostWaitThread(worker, host));
}
