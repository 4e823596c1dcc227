// A sleep that a wake-up or a signal ends: a wait on an epoll that holds the wake descriptor and nothing else.

import { linux } from "../../../../../generated/core/linux.ts";
import { wordOf } from "../memory.ts";
import type { LinuxHost } from "../system.ts";
import type { PreciseWaits } from "./precise-waits.ts";
import { WAKE_MASK } from "./waker.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD } = linux.constants;
const { EINTR } = linux.errno;

/** What nobody notifies: waiting for it is a plain sleep. */
const NEVER = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

export class Pause {
  readonly #host: LinuxHost;
  /** Or -errno, if no descriptor is free. */
  readonly #fd: number;
  readonly #wait: (timeoutMs: number) => number;

  constructor(host: LinuxHost, precise: PreciseWaits, wakeFd: number) {
    const { raw, allocate, layouts } = host;
    const layout = layouts.epoll_event!;
    this.#host = host;
    this.#fd = raw.epoll_create1(EPOLL_CLOEXEC);
    const event = allocate(layout.size);
    event.words[wordOf(layout.fields.events!)] = WAKE_MASK;
    raw.epoll_ctl(raw.bind_epoll_ctl(this.#fd, event), EPOLL_CTL_ADD, wakeFd);
    const wait = raw.bind_epoll_wait(this.#fd, event, 1);
    this.#wait = precise.there
      ? precise.bind(this.#fd, event, 1)
      : (timeoutMs) => raw.epoll_wait(wait, Math.ceil(timeoutMs));
  }

  /** Returns ≥ 0, or -EINTR if a signal came. Without an epoll it is a plain sleep, which neither a wake-up nor a signal ends. */
  sleep(timeoutMs: number): number {
    const result = this.#wait(timeoutMs);
    if (result >= 0 || result === -EINTR) return result;
    Atomics.wait(NEVER, 0, 0, timeoutMs);
    return 0;
  }

  close(): void {
    if (this.#fd >= 0) this.#host.raw.close(this.#fd);
  }
}
