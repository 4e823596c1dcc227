// Watching a descriptor: Bun does not lend out its event loop, so a thread waits.

import { createRequire } from "node:module";
import type { StartTake, WaitHost, Watch, WorkerEntry } from "@pollio/core/backend";
import { hostTake, hostWaitThread, threadedWatch } from "@pollio/core/backend";

export interface WatchOptions {
  /** Waits in a worker even if the host offers something better. */
  readonly only?: "worker";
  /** The module that the worker runs. */
  readonly worker?: string;
}

/** `options` are for tests. */
export function createWatch(host: WaitHost, { only, worker }: WatchOptions = {}): Watch {
  return threadedWatch(
    host,
    hostWaitThread(() => entryOf(worker), host, only),
  );
}

export function createTake(host: WaitHost, { only, worker }: WatchOptions = {}): StartTake {
  return hostTake(() => entryOf(worker), host, only);
}

function entryOf(worker: string | undefined): WorkerEntry {
  return worker ?? { text: createRequire(import.meta.url)("../dist/wait-worker.cjs"), base: import.meta.filename };
}
