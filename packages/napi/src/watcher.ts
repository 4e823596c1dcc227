// Watching a descriptor. Node lends out its event loop. Bun ends the process if uv_poll_init is called, and Deno has no libuv:
// there a thread waits.

import type { LoopWatcher, Platform, WaitHost, Watch } from "@pollio/core/backend";
import { threadedWatch, unwatchable } from "@pollio/core/backend";

/** An external value of the addon; see packages/napi/native. */
type Handle = object;

/** The addon's functions for watching. */
export interface WatcherAddon {
  /** A handle, or -errno. */
  watch(fd: number, onReadable: () => void): Handle | number;
  /** 0 or -errno. */
  watch_arm(handle: Handle): number;
  watch_close(handle: Handle): void;
  watch_ref(handle: Handle): void;
  watch_unref(handle: Handle): void;
  start_wait_thread(poller: number, wakeFd: number, onReady: (token: number) => void): Handle | undefined;
  stop_wait_thread(handle: Handle): void;
}

export function createWatch(addon: WatcherAddon, host: WaitHost): Watch {
  if (process.versions.bun === undefined && process.versions.deno === undefined) {
    return (fd, onReadable) => new UvWatcher(addon, host.platform, fd, onReadable);
  }
  return threadedWatch(host, (poller, wakeFd, onReady) => {
    const thread = addon.start_wait_thread(poller, wakeFd, onReady);
    if (thread === undefined) throw new Error("@pollio/napi: could not start a thread to wait in");
    return { stop: () => addon.stop_wait_thread(thread) };
  });
}

class UvWatcher implements LoopWatcher {
  readonly #addon: WatcherAddon;
  readonly #platform: Platform;
  readonly #fd: number;
  readonly #handle: Handle;
  /** The addon holds it only while armed, so that a dropped poller can be collected. */
  readonly onReadable: () => void;

  constructor(addon: WatcherAddon, platform: Platform, fd: number, onReadable: () => void) {
    this.#addon = addon;
    this.#platform = platform;
    this.#fd = fd;
    this.onReadable = onReadable;
    const handle = addon.watch(fd, onReadable);
    if (typeof handle === "number") throw unwatchable(platform, handle, fd);
    this.#handle = handle;
  }

  arm(): void {
    const error = this.#addon.watch_arm(this.#handle);
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
