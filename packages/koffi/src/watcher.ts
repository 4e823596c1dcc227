// Watching a descriptor. Node lends out its event loop, through koffi. Elsewhere, and in Node's workers, a thread waits.
//
// In workers, because koffi 3.3.4 ends the process if a worker is terminated while its loop has something to report: Node then
// refuses what koffi calls, and koffi treats that as fatal. koffi's asynchronous calls are no way out: each would occupy a thread
// of the runtime's pool for as long as the wait lasts, and Bun has as few as two.

import { createRequire } from "node:module";
import type { StartTake, UvPoll, WaitHost, Watch, WorkerEntry } from "@pollio/core/backend";
import { hostTake, hostWaitThread, isWorkerThread, loopRefusal, threadedWatch, uvWatch } from "@pollio/core/backend";
import { loadKoffi } from "./koffi.ts";

export interface WatchOptions {
  /** Waits in a worker even if the host offers something better. */
  readonly only?: "worker";
  /** The module that the worker runs. */
  readonly worker?: string;
}

/** `options` are for tests. */
export function createWatch(host: WaitHost, { only, worker }: WatchOptions = {}): Watch {
  const isNode = process.versions.bun === undefined && process.versions.deno === undefined;
  if (isNode && !isWorkerThread() && only === undefined) {
    const refusal = loopRefusal(host, backendFd);
    return uvWatch({
      platform: host.platform,
      refusal,
      // koffi ends the process where uv_poll_init refuses.
      open: (fd, onPolled) => Math.min(refusal(fd), 0) || openPoll(fd, onPolled),
    });
  }
  return threadedWatch(
    host,
    hostWaitThread(() => entryOf(worker), host, only),
  );
}

export function createTake(host: WaitHost, { only, worker }: WatchOptions = {}): StartTake {
  return hostTake(() => entryOf(worker), host, only);
}

/** The event loop's own epoll. Node's executable exports libuv, for addons. */
function backendFd(): number {
  const node = loadKoffi().load(null);
  return node.func("int uv_backend_fd(void *loop)")(node.func("void *uv_default_loop()")());
}

function entryOf(worker: string | undefined): WorkerEntry {
  return worker ?? { text: createRequire(import.meta.url)("../dist/wait-worker.cjs"), base: import.meta.filename };
}

const READABLE = { readable: true };

/** koffi's uv_poll. Using it after its close ends the process. */
function openPoll(fd: number, onPolled: () => void): UvPoll {
  const poll = loadKoffi().node.poll(fd, READABLE, onPolled);
  poll.stop();
  return {
    start() {
      poll.start(READABLE, onPolled);
      return 0;
    },
    stop: () => poll.stop(),
    close: () => poll.close(),
    ref: () => poll.ref(),
    unref: () => poll.unref(),
  };
}
