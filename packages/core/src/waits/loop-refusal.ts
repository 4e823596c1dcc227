// libuv ends the process if the event loop's epoll refuses a descriptor, because it asks only once it polls. So the kernel is asked
// first, through an epoll of our own. It refuses if the number was closed or has a new owner, if the poller is nested too deeply
// meanwhile, or if memory or watches are short.

import { linux } from "../../../../generated/core/linux.ts";
import { type PollerError, syscallError } from "../arguments/errors.ts";
import type { Block, Bound, LinuxRawSys, Platform } from "../backend/seam.ts";
import type { WaitHost } from "./session.ts";

const { EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLL_CTL_DEL } = linux.constants;
const { EBADF, EEXIST, EINVAL } = linux.errno;

/** 0, or -errno if the event loop cannot watch the descriptor. */
export type LoopRefusal = (fd: number) => number;

export function loopRefusal(host: WaitHost): LoopRefusal {
  const { raw, platform } = host;
  const closed: LoopRefusal = (fd) => Math.min(raw.fcntl(fd, platform.constants.F_GETFD!, 0), 0);
  return platform.os === "linux" ? askedEpoll(host, closed) : closed;
}

function askedEpoll({ raw, allocate, platform }: WaitHost, closed: LoopRefusal): LoopRefusal {
  const { bind_epoll_ctl, epoll_create1, epoll_ctl } = raw as LinuxRawSys;
  /** An epoll_event without flags. */
  let event: Block | undefined;
  /** Opened when it is first needed, and kept. */
  let asked: Bound | undefined;
  const open = (): Bound | undefined => {
    const epfd = epoll_create1(EPOLL_CLOEXEC);
    if (epfd < 0) return undefined;
    event ??= allocate(platform.architectures[process.arch]!.epoll_event!.size);
    return bind_epoll_ctl(epfd, event);
  };
  return (fd) => {
    for (let attempt = 0; ; attempt++) {
      // What is closed must not be the number that ours gets.
      if (asked === undefined && closed(fd) < 0) return closed(fd);
      asked ??= open();
      // No descriptor is free: whether this one is open is known all the same.
      if (asked === undefined) return closed(fd);
      const result = epoll_ctl(asked, EPOLL_CTL_ADD, fd);
      if (result >= 0) return Math.min(epoll_ctl(asked, EPOLL_CTL_DEL, fd), 0);
      if (result === -EEXIST) return 0;
      const isGone = result === -EINVAL || (result === -EBADF && closed(fd) === 0);
      if (!isGone || attempt > 0) return result;
      // Somebody has closed ours, and the number may have a new owner.
      asked = undefined;
    }
  };
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
