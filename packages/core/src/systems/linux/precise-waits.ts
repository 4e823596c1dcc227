// Timeouts below a millisecond: epoll_pwait2(2), which Linux has since 5.11 and some sandboxes refuse.

import { linux } from "../../../../../generated/core/linux.ts";
import type { Block } from "../../../../../generated/core/sys.ts";
import { Timespec } from "../memory.ts";
import type { LinuxHost } from "../system.ts";

const { EBADF } = linux.errno;

/** No descriptor. */
const NOBODY = -1;

/** Whether the call works is found out once for each module. */
export class PreciseWaits {
  readonly #host: LinuxHost;
  #there: boolean | undefined;

  constructor(host: LinuxHost) {
    this.#host = host;
  }

  /** Whether the kernel takes nanoseconds. */
  get there(): boolean {
    this.#there ??= this.#probe();
    return this.#there;
  }

  /** A wait on one poller, whose timeout in milliseconds is rounded up to nanoseconds. */
  bind(epfd: number, events: Block, maxEvents: number): (timeoutMs: number) => number {
    const { raw } = this.#host;
    const timeout = new Timespec(this.#host);
    return (timeoutMs) => {
      timeout.set(timeoutMs);
      return raw.epoll_pwait2(epfd, events, maxEvents, timeout.block);
    };
  }

  /**
   * Only the kernel's own function gets so far as to look for the descriptor. A descriptor that is open would be in the way: when
   * there is none to spare, the answer would say nothing of the call, and be remembered.
   */
  #probe(): boolean {
    const { allocate, layouts } = this.#host;
    return this.bind(NOBODY, allocate(layouts.epoll_event!.size), 1)(0) === -EBADF;
  }
}
