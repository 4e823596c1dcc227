// Watching a descriptor: Deno does not lend out its event loop, so a thread of its pool waits.

import type { Block, Platform, RawSys, Watch } from "@pollio/core/internal";
import { threadedWatch } from "@pollio/core/internal";
import type { DenoFfi, Open } from "./deno-ffi.ts";
import { pooledWaitThread } from "./wait-thread.ts";

export interface WatchHost {
  readonly ffi: DenoFfi;
  readonly open: Open;
  readonly raw: RawSys;
  allocate(bytes: number): Block;
}

export function createWatch(host: WatchHost, platform: Platform): Watch {
  const layout = platform.architectures[process.arch]!.epoll_event!;
  return threadedWatch({ ...host, layout }, pooledWaitThread(host, layout));
}
