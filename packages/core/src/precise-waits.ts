// Timeouts below a millisecond through epoll_pwait2(2): Linux 5.11, and refused by some sandboxes. Whether it is there is
// found out once a module.

import { linux } from "../../../generated/core/linux.ts";
import type { Block } from "./seam.ts";
import type { SystemHost } from "./system.ts";
import { TimeoutCell } from "./timeout-cell.ts";

const { ENOSYS, EPERM } = linux.errno;

export class PreciseWaits {
  readonly #host: SystemHost;
  #there: boolean | undefined;

  constructor(host: SystemHost) {
    this.#host = host;
  }

  /** Whether the kernel takes nanoseconds. */
  get there(): boolean {
    this.#there ??= this.#probe();
    return this.#there;
  }

  /** A wait on one poller, with a timeout in milliseconds and their fractions, rounded up to nanoseconds. */
  bind(epfd: number, events: Block, maxEvents: number): (timeoutMs: number) => number {
    const { raw } = this.#host;
    const timeout = new TimeoutCell(this.#host);
    return (timeoutMs) => {
      timeout.set(timeoutMs);
      return raw.epoll_pwait2(epfd, events, maxEvents, timeout.block);
    };
  }

  #probe(): boolean {
    const { raw, allocate, layouts } = this.#host;
    const epfd = raw.epoll_create1(linux.constants.EPOLL_CLOEXEC);
    if (epfd < 0) return false;
    const result = this.bind(epfd, allocate(layouts.epoll_event!.size), 1)(0);
    raw.close(epfd);
    return result !== -ENOSYS && result !== -EPERM;
  }
}
