// Watching a descriptor. Node lends out its event loop. Bun ends the process if uv_poll_init is called, and Deno has no libuv:
// there a thread waits.

import type { LoopWatcher, Platform, StartTake, WaitHost, Watch } from "@pollio/core/backend";
import { threadError, threadedWatch, unwatchable } from "@pollio/core/backend";

/** An external value of the addon; see packages/napi/native. */
type Handle = object;

/** The addon's functions for watching. */
export interface WatcherAddon {
  /** A handle, or -errno. It is armed again if `onReadable` returns true. */
  watch(fd: number, onReadable: () => boolean): Handle | number;
  /** 0 or -errno. */
  watch_arm(handle: Handle): number;
  watch_close(handle: Handle): void;
  watch_ref(handle: Handle): void;
  watch_unref(handle: Handle): void;
  /** Or -errno. */
  start_wait_thread(epfd: number, wakeFd: number, one: 0 | 1, onReport: (result: number) => void): Handle | number;
  stop_wait_thread(handle: Handle, one?: Int32Array): number;
}

export function createWatch(addon: WatcherAddon, host: WaitHost): Watch {
  if (process.versions.bun === undefined && process.versions.deno === undefined) {
    return (fd, onReadable) => new UvWatcher(addon, host.platform, fd, onReadable);
  }
  return threadedWatch(host, (poller, wakeFd, onReport) => {
    const thread = startThread(addon, host, poller, wakeFd, 0, onReport);
    return { stop: () => void addon.stop_wait_thread(thread) };
  });
}

/** A thread of the addon's own takes events in every host. */
export function createTake(addon: WatcherAddon, host: WaitHost): StartTake {
  return (epfd, wakeFd, onTaken) => {
    const thread = startThread(addon, host, epfd, wakeFd, 1, () => onTaken());
    return { end: (event) => addon.stop_wait_thread(thread, event) };
  };
}

function startThread(
  addon: WatcherAddon,
  { platform }: WaitHost,
  ...args: Parameters<WatcherAddon["start_wait_thread"]>
): Handle {
  const thread = addon.start_wait_thread(...args);
  if (typeof thread === "number") throw threadError(platform, thread);
  return thread;
}

class UvWatcher implements LoopWatcher {
  readonly #addon: WatcherAddon;
  readonly #platform: Platform;
  readonly #fd: number;
  readonly #handle: Handle;
  #isCalling = false;
  /** Whether it was armed inside the call: the addon learns that from what is returned, which is cheaper than a call. */
  #isArmedAgain = false;
  /** The addon holds it only while armed, so that a dropped poller can be collected. */
  readonly onReadable: () => boolean;

  constructor(addon: WatcherAddon, platform: Platform, fd: number, onReadable: () => void) {
    this.#addon = addon;
    this.#platform = platform;
    this.#fd = fd;
    this.onReadable = () => {
      this.#isCalling = true;
      this.#isArmedAgain = false;
      try {
        onReadable();
      } finally {
        this.#isCalling = false;
      }
      return this.#isArmedAgain;
    };
    const handle = addon.watch(fd, this.onReadable);
    if (typeof handle === "number") throw unwatchable(platform, handle, fd);
    this.#handle = handle;
  }

  arm(): void {
    // Inside the call the caller has just used the descriptor, and it need not be checked.
    if (this.#isCalling) this.#isArmedAgain = true;
    const error = this.#isCalling ? 0 : this.#addon.watch_arm(this.#handle);
    if (error < 0) throw unwatchable(this.#platform, error, this.#fd);
  }

  close(): void {
    this.#addon.watch_close(this.#handle);
  }

  ref(): void {
    this.#addon.watch_ref(this.#handle);
  }

  unref(): void {
    this.#addon.watch_unref(this.#handle);
  }
}
