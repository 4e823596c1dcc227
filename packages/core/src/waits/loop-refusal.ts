// libuv registers a descriptor only when it next polls, and ends the process if the event loop's epoll then refuses it. So we make the
// same registration ourselves beforehand, which libuv then finds and changes. It must come after uv_poll_init and uv_poll_start,
// because these remove a registration.

import { linux } from "../../../../generated/core/linux.ts";
import { type PollerError, syscallError } from "../arguments/errors.ts";
import type { Bound, LinuxRawSys, Platform } from "../backend/seam.ts";
import type { WaitHost } from "./session.ts";

const { EPOLL_CTL_ADD } = linux.constants;
const { EEXIST } = linux.errno;

/** Whether the event loop can watch a descriptor: 0 or -errno. */
export type LoopRefusal = (fd: number) => number;

/** `backendFd` gives the event loop's own epoll (uv_backend_fd); it is called once, when the first descriptor is asked about. */
export function loopRefusal(host: WaitHost, backendFd: () => number): LoopRefusal {
  const { raw, platform, allocate } = host;
  // A kqueue refuses nothing that is open.
  if (platform.os !== "linux") return (fd) => Math.min(raw.fcntl(fd, platform.constants.F_GETFD!, 0), 0);
  const { bind_epoll_ctl, epoll_ctl } = raw as LinuxRawSys;
  let loop: Bound | undefined;
  return (fd) => {
    // Without events: only libuv's change lets it report any.
    loop ??= bind_epoll_ctl(backendFd(), allocate(platform.architectures[process.arch]!.epoll_event!.size));
    const result = epoll_ctl(loop, EPOLL_CTL_ADD, fd);
    return result === -EEXIST ? 0 : Math.min(result, 0);
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
