// Watching a descriptor: Bun does not lend out its event loop, so a thread waits.

import { createRequire } from "node:module";
import type { Block, Platform, RawSys, Watch } from "@pollio/core/internal";
import { hostWaitThread, threadedWatch } from "@pollio/core/internal";

interface Host {
  readonly raw: RawSys;
  allocate(bytes: number): Block;
}

/** `only` is for tests. */
export function createWatch({ raw, allocate }: Host, platform: Platform, only?: "worker"): Watch {
  const layout = platform.architectures[process.arch]!.epoll_event!;
  const worker = () => createRequire(import.meta.url).resolve("@pollio/bun/wait-worker");
  return threadedWatch({ raw, allocate, layout }, hostWaitThread(worker, raw, only));
}
