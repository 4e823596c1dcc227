// Timeouts below a millisecond: epoll_pwait2(2), which Linux has since 5.11 and some sandboxes refuse.

import { linux } from "../../../../../generated/core/linux.ts";
import type { Block } from "../../../../../generated/core/sys.ts";
import { Timespec } from "../memory.ts";
import type { LinuxHost } from "../system.ts";

const { EBADF } = linux.errno;

/** Never a descriptor. */
const NO_DESCRIPTOR = -1;

/** Whether the call works is determined once per module. */
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
   * What refuses the call, an old kernel or a sandbox, does so before it looks at the descriptor; only the call itself answers EBADF.
   * No descriptor is opened for this: the answer is remembered, and must not depend on whether one is free just now.
   */
  #probe(): boolean {
    const { allocate, layouts } = this.#host;
    return this.bind(NO_DESCRIPTOR, allocate(layouts.epoll_event!.size), 1)(0) === -EBADF;
  }
}
