// libuv ends the process if the event loop's epoll refuses a descriptor, because it asks only once it polls. So the kernel is asked
// first, through an epoll of our own in which each watched poller stays, without a wish for events. Then it refuses to nest pollers
// more deeply than the event loop could watch, and tells when a number was closed or has a new owner.

import { linux } from "../../../../generated/core/linux.ts";
import { type PollerError, syscallError } from "../arguments/errors.ts";
import type { Block, Bound, LinuxRawSys, Platform } from "../backend/seam.ts";
import type { WaitHost } from "./session.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD } = linux.constants;
const { EBADF, EEXIST, EINVAL } = linux.errno;

/** Asks whether the event loop can watch a descriptor. */
export interface LoopRefusal {
  /** 0 or -errno. `known` says that it was asked about this descriptor before. */
  ask(fd: number, known: boolean): number;
  /** Forgets a descriptor that is not watched any more. */
  forget(fd: number): void;
}

export function loopRefusal(host: WaitHost): LoopRefusal {
  const { raw, platform } = host;
  const closed = (fd: number): number => Math.min(raw.fcntl(fd, platform.constants.F_GETFD!, 0), 0);
  return platform.os === "linux" ? new AskedEpoll(host, closed) : { ask: closed, forget: () => {} };
}

class AskedEpoll implements LoopRefusal {
  readonly #host: WaitHost;
  readonly #raw: LinuxRawSys;
  /** -errno if the descriptor is not open, else 0. */
  readonly #closed: (fd: number) => number;
  /** An epoll_event without flags. */
  #event: Block | undefined;
  /** Opened when it is first needed, and kept. */
  #asked: Bound | undefined;

  constructor(host: WaitHost, closed: (fd: number) => number) {
    this.#host = host;
    this.#raw = host.raw as LinuxRawSys;
    this.#closed = closed;
  }

  ask(fd: number, known: boolean): number {
    const asked = this.#asked;
    if (asked === undefined || !known) return this.#add(fd);
    const result = this.#raw.epoll_ctl(asked, EPOLL_CTL_MOD, fd);
    if (result >= 0) return 0;
    return this.#isGone(result, fd) ? this.#add(fd) : -EBADF;
  }

  forget(fd: number): void {
    if (this.#asked !== undefined) this.#raw.epoll_ctl(this.#asked, EPOLL_CTL_DEL, fd);
  }

  #add(fd: number): number {
    for (;;) {
      const isNew = this.#asked === undefined;
      // What is closed must not be the number that ours gets.
      if (isNew && this.#closed(fd) < 0) return this.#closed(fd);
      this.#asked ??= this.#open();
      // No descriptor is free: whether this one is open is known all the same.
      if (this.#asked === undefined) return this.#closed(fd);
      const result = this.#raw.epoll_ctl(this.#asked, EPOLL_CTL_ADD, fd);
      if (result >= 0 || result === -EEXIST) return 0;
      if (isNew || !this.#isGone(result, fd)) return result;
    }
  }

  /** Whether somebody has closed our epoll: its number may have a new owner, and another one is opened. */
  #isGone(result: number, fd: number): boolean {
    const isGone = result === -EINVAL || (result === -EBADF && this.#closed(fd) === 0);
    if (isGone) this.#asked = undefined;
    return isGone;
  }

  #open(): Bound | undefined {
    const { allocate, platform } = this.#host;
    const epfd = this.#raw.epoll_create1(EPOLL_CLOEXEC);
    if (epfd < 0) return undefined;
    this.#event ??= allocate(platform.architectures[process.arch]!.epoll_event!.size);
    return this.#raw.bind_epoll_ctl(epfd, this.#event);
  }
}

/** The error of a descriptor that the event loop cannot watch: `result` is -errno. */
export function unwatchable(platform: Platform, result: number, fd: number): PollerError {
  const { ELOOP } = platform.errno;
  const why =
    result === -ELOOP!
      ? `poller ${fd} is nested too deeply for the event loop to watch it`
      : `descriptor ${fd} cannot be watched; it may no longer be the poller's`;
  return syscallError(platform, result, platform.os === "linux" ? "epoll_ctl" : "fcntl", why, fd);
}
