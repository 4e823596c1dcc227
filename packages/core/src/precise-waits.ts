// Timeouts below a millisecond through epoll_pwait2(2): Linux 5.11, and refused by some sandboxes. Whether it is there is
// found out once a module.

import { linux } from "../../../generated/core/linux.ts";
import type { Backend, Block } from "./seam.ts";

const { ENOSYS, EPERM } = linux.errno;
const NANOSECONDS_A_MILLISECOND = 1e6;

export class PreciseWaits {
  readonly #backend: Backend;
  #there: boolean | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** Whether the kernel takes nanoseconds. */
  get there(): boolean {
    this.#there ??= this.#probe();
    return this.#there;
  }

  /** A wait on one poller, with a timeout in milliseconds and their fractions, rounded up to nanoseconds. */
  bind(epfd: number, events: Block, maxEvents: number): (timeoutMs: number) => number {
    const { size, fields } = this.#backend.layouts.timespec!;
    const timeout = this.#backend.allocate(size);
    const seconds = fields.tv_sec!.offset / Int32Array.BYTES_PER_ELEMENT;
    const nanoseconds = fields.tv_nsec!.offset / Int32Array.BYTES_PER_ELEMENT;
    const { raw } = this.#backend;
    return (timeoutMs) => {
      const whole = Math.floor(timeoutMs / 1000);
      const rest = Math.ceil((timeoutMs - whole * 1000) * NANOSECONDS_A_MILLISECOND);
      // A timeout just below a second may round up to it; tv_nsec must stay below 10^9.
      const carry = rest >= 1e9 ? 1 : 0;
      timeout.words[seconds] = whole + carry;
      timeout.words[nanoseconds] = rest - carry * 1e9;
      return raw.epoll_pwait2(epfd, events, maxEvents, timeout);
    };
  }

  #probe(): boolean {
    const { raw, allocate, layouts } = this.#backend;
    const epfd = raw.epoll_create1(linux.constants.EPOLL_CLOEXEC);
    if (epfd < 0) return false;
    const result = this.bind(epfd, allocate(layouts.epoll_event!.size), 1)(0);
    raw.close(epfd);
    return result !== -ENOSYS && result !== -EPERM;
  }
}
