// Watching descriptors where the host offers nothing: a timer looks, once a millisecond while a watcher is armed.

import type { LoopWatcher, OnReadable, Watch } from "../backend/seam.ts";
import { setTimeout, type Timer } from "../host-modules.ts";

/** Milliseconds. */
const PERIOD = 1;

/** `isReadable` returns whether a descriptor can be read now, or is not open. */
export function timedWatch(isReadable: (fd: number) => boolean): Watch {
  return (fd, onReadable) => new TimedWatcher(isReadable, fd, onReadable);
}

class TimedWatcher implements LoopWatcher {
  readonly #timer: Timer;
  #state: "idle" | "armed" | "closed" = "idle";

  constructor(isReadable: (fd: number) => boolean, fd: number, onReadable: OnReadable) {
    this.#timer = setTimeout(() => {
      if (this.#state !== "armed") return;
      if (!isReadable(fd)) {
        this.#timer.refresh();
        return;
      }
      this.#state = "idle";
      onReadable();
    }, PERIOD);
  }

  arm(): void {
    if (this.#state !== "idle") return;
    this.#state = "armed";
    this.#timer.refresh();
  }

  /** The timer runs out once more, which then changes nothing. */
  close(): void {
    this.#state = "closed";
  }

  ref(): void {
    this.#timer.ref();
  }

  unref(): void {
    this.#timer.unref();
  }
}
