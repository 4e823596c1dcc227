// Watching a descriptor. Node lends out its event loop, through koffi; elsewhere, and in Node's workers, a thread waits.
//
// Workers, because koffi 3.3.4 ends the process when a worker is terminated while its loop has something to report: what
// koffi calls is refused then, and it takes that for fatal. And koffi's asynchronous calls would take a thread of the
// runtime's pool for as long as the wait lasts, of which Bun has as few as two.

import { createRequire } from "node:module";
import { isMainThread } from "node:worker_threads";
import type { LoopWatcher, StartTake, WaitHost, Watch } from "@pollio/core/backend";
import { hostTake, hostWaitThread, syscallError, threadedWatch } from "@pollio/core/backend";
import { type Koffi, loadKoffi } from "./koffi.ts";

export interface WatchOptions {
  /** Waits in a worker where something better is there. */
  readonly only?: "worker";
  /** The module that this worker runs. */
  readonly worker?: string;
}

/** `options` are for tests. */
export function createWatch(host: WaitHost, { only, worker }: WatchOptions = {}): Watch {
  const isNode = process.versions.bun === undefined && process.versions.deno === undefined;
  if (isNode && isMainThread && only === undefined) return (fd, onReadable) => new UvWatcher(host, fd, onReadable);
  return threadedWatch(
    host,
    hostWaitThread(() => entryOf(worker), host, only),
  );
}

export function createTake(host: WaitHost, { only, worker }: WatchOptions = {}): StartTake {
  return hostTake(() => entryOf(worker), host, only);
}

function entryOf(worker: string | undefined): string {
  return worker ?? createRequire(import.meta.url).resolve("@pollio/koffi/wait-worker");
}

type PollHandle = ReturnType<Koffi["node"]["poll"]>;

const READABLE = { readable: true };

/** Those that are armed, so that they are not collected. */
const armed = new Set<UvWatcher>();

class UvWatcher implements LoopWatcher {
  readonly #host: WaitHost;
  readonly #fd: number;
  readonly #onReadable: () => void;
  readonly #polled: () => void;
  /** koffi's uv_poll. It ends the process when it is used after its close. */
  #poll: PollHandle | undefined;
  #referenced = true;
  #closed = false;

  constructor(host: WaitHost, fd: number, onReadable: () => void) {
    this.#host = host;
    this.#fd = fd;
    this.#onReadable = onReadable;
    // koffi holds its callback until the handle is closed: it must not hold the watcher, or a dropped poller stays for ever.
    const weak = new WeakRef(this);
    this.#polled = () => {
      const watcher = weak.deref();
      if (watcher !== undefined) watcher.#stop();
    };
  }

  arm(): void {
    if (this.#closed || armed.has(this)) return;
    if (this.#poll === undefined) {
      // koffi 3.3.4 ends the process when uv_poll_init refuses.
      const { raw, platform } = this.#host;
      const flags = raw.fcntl(this.#fd, platform.constants.F_GETFD!, 0);
      if (flags < 0) throw syscallError(platform, flags, "fcntl", `descriptor ${this.#fd} cannot be watched`, this.#fd);
      this.#poll = loadKoffi().node.poll(this.#fd, READABLE, this.#polled);
      if (!this.#referenced) this.#poll.unref();
    } else {
      this.#poll.start(READABLE, this.#polled);
    }
    armed.add(this);
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
   * koffi calls this plainly: neither microtasks nor process.nextTick run after it, and what it throws is lost. The event
   * loop's next phase, which comes at once, is called as callbacks are.
   */
  #stop(): void {
    this.#poll?.stop();
    setImmediate(this.#fire);
  }

  readonly #fire = (): void => {
    if (armed.delete(this)) this.#onReadable();
  };
}
