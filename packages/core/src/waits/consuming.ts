// Descriptors that report an event only to the first one who looks, so that only the poller itself may look.

import { linux } from "../../../../generated/core/linux.ts";
import type { Backend, Block } from "../backend/seam.ts";
import type { LinuxHost } from "../systems/system.ts";

const { SOL_SOCKET, SO_REUSEADDR, PERF_EVENT_IOC_ID, TIOCGPTN } = linux.constants;
const { ENOTSOCK } = linux.errno;

/** An answer takes 8 bytes, but before Linux 5.13 a socket reads a struct ifreq before it refuses. */
const ARGUMENT_BYTES = 64;

export class Consuming {
  readonly #raw: LinuxHost["raw"];
  readonly #value = new Uint8Array(new ArrayBuffer(4));
  readonly #host: Pick<Backend, "allocate" | "addressOf">;
  /** The memory that the argument is the address of. */
  #block: Block | undefined;
  #argument = 0;

  constructor(host: Pick<LinuxHost, "raw"> & Pick<Backend, "allocate" | "addressOf">) {
    this.#raw = host.raw;
    this.#host = host;
  }

  /**
   * Whether a descriptor that is registered for Priority may be such a file, which is so if it is neither a socket nor the master of a
   * terminal (TIOCPKT, ioctl_tty(2)): pressure stall triggers, /proc/self/mounts and sysctls are not. Other files with priority events
   * (sysfs attributes) are rare.
   */
  forPriority(fd: number): boolean {
    const isSocket = this.#raw.getsockopt(fd, SOL_SOCKET, SO_REUSEADDR, this.#value) !== -ENOTSOCK;
    return !isSocket && !this.#answers(fd, TIOCGPTN);
  }

  /** Whether it is such a file for Readable, which perf events are (perf_event_open(2)): only they have an ID of this kind. */
  forReadable(fd: number): boolean {
    return this.#answers(fd, PERF_EVENT_IOC_ID);
  }

  /** Whether it knows a request that answers with a number. */
  #answers(fd: number, request: number): boolean {
    if (this.#block === undefined) {
      this.#block = this.#host.allocate(ARGUMENT_BYTES);
      this.#argument = this.#host.addressOf(this.#block.words.buffer);
    }
    return this.#raw.ioctl(fd, request, this.#argument) === 0;
  }
}
