// libuv ends the process if the event loop's epoll refuses a descriptor, because it asks only once it polls. So the kernel is asked
// before that, for the same registration: libuv then finds it there and changes it. uv_poll_init and uv_poll_start take a
// registration out, so it is asked for behind them.

import { linux } from "../../../../generated/core/linux.ts";
import { type PollerError, syscallError } from "../arguments/errors.ts";
import type { Bound, LinuxRawSys, Platform } from "../backend/seam.ts";
import type { WaitHost } from "./session.ts";

const { EPOLL_CTL_ADD } = linux.constants;
const { EEXIST } = linux.errno;

/** Says that the event loop watches the descriptor already. */
export const WATCHED = 1;

/** Whether the event loop can watch a descriptor: 0, WATCHED or -errno. */
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
    return result === -EEXIST ? WATCHED : Math.min(result, 0);
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
