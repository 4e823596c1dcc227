// Watching a descriptor. Node lends out its event loop, through koffi. Elsewhere, and in Node's workers, a thread waits.
//
// In workers, because koffi 3.3.4 ends the process if a worker is terminated while its loop has something to report: Node then
// refuses what koffi calls, and koffi treats that as fatal. koffi's asynchronous calls are no way out: each would occupy a thread
// of the runtime's pool for as long as the wait lasts, and Bun has as few as two.

import { createRequire } from "node:module";
import type { LoopWatcher, Platform, StartTake, WaitHost, Watch, WorkerEntry } from "@pollio/core/backend";
import {
  hostTake,
  hostWaitThread,
  isWorkerThread,
  type LoopRefusal,
  loopRefusal,
  setImmediate,
  threadedWatch,
  unwatchable,
} from "@pollio/core/backend";
import { type Koffi, loadKoffi } from "./koffi.ts";

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
    return (fd, onReadable) => new UvWatcher(host.platform, refusal, fd, onReadable);
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

type PollHandle = ReturnType<Koffi["node"]["poll"]>;

const READABLE = { readable: true };

/** Armed watchers, held so that they are not collected. */
const armed = new Set<UvWatcher>();

class UvWatcher implements LoopWatcher {
  readonly #platform: Platform;
  readonly #refusal: LoopRefusal;
  readonly #fd: number;
  readonly #onReadable: () => void;
  readonly #polled: () => void;
  /** koffi's uv_poll. Using it after its close ends the process. */
  #poll: PollHandle | undefined;
  #referenced = true;
  #closed = false;

  constructor(platform: Platform, refusal: LoopRefusal, fd: number, onReadable: () => void) {
    this.#platform = platform;
    this.#refusal = refusal;
    this.#fd = fd;
    this.#onReadable = onReadable;
    // koffi holds its callback until the handle is closed. A callback that held the watcher would keep a dropped poller for ever.
    const weak = new WeakRef(this);
    this.#polled = () => {
      const watcher = weak.deref();
      if (watcher !== undefined) watcher.#stop();
    };
  }

  arm(): void {
    if (this.#closed || armed.has(this)) return;
    // koffi ends the process if uv_poll_init refuses, so it is asked before that too.
    if (this.#poll === undefined) this.#demand(this.#refusal(this.#fd));
    this.#start();
    const result = this.#refusal(this.#fd);
    if (result < 0) this.#poll?.stop();
    this.#demand(result);
    armed.add(this);
  }

  #start(): void {
    if (this.#poll !== undefined) {
      this.#poll.start(READABLE, this.#polled);
      return;
    }
    this.#poll = loadKoffi().node.poll(this.#fd, READABLE, this.#polled);
    if (!this.#referenced) this.#poll.unref();
  }

  #demand(result: number): void {
    if (result < 0) throw unwatchable(this.#platform, result, this.#fd);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    armed.delete(this);
    this.#poll?.close();
    this.#poll = undefined;
  }

  ref(): void {
    this.#referenced = true;
    this.#poll?.ref();
  }

  unref(): void {
    this.#referenced = false;
    this.#poll?.unref();
  }

  /**
   * koffi calls this outside of Node's callback scope: neither microtasks nor process.nextTick run after it, and what it throws is
   * lost. So the real callback runs in the event loop's next phase, which comes at once.
   */
  #stop(): void {
    this.#poll?.stop();
    setImmediate(this.#fire);
  }

  readonly #fire = (): void => {
    if (armed.delete(this)) this.#onReadable();
  };
}
