// libuv ends the process if the event loop's epoll refuses a descriptor, because it asks only once it polls. So the kernel is asked
// before that, for the same registration: libuv then finds it there and changes it. uv_poll_init and uv_poll_start take a
// registration out, so it is asked for behind them.
//
// On macOS uv_poll_init asks, by adding and deleting, and koffi ends the process if it is refused. The loop's kqueue refuses what is
// open only if it is a kqueue that nests as deeply as the loop's, or more deeply (XNU, kqueue_kqfilter()).

import { darwin } from "../../../../generated/core/darwin.ts";
import { linux } from "../../../../generated/core/linux.ts";
import { type PollerError, syscallError } from "../arguments/errors.ts";
import { type Bound, type DarwinRawSys, type LinuxRawSys, NO_BLOCK, type Platform } from "../backend/seam.ts";
import { Changes } from "../systems/darwin/changes.ts";
import type { DarwinHost } from "../systems/system.ts";
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
  if (platform.os !== "linux") return kqueueRefusal(host, backendFd);
  const { bind_epoll_ctl, epoll_ctl } = raw as LinuxRawSys;
  let loop: Bound | undefined;
  return (fd) => {
    // Without events: only libuv's change lets it report any.
    loop ??= bind_epoll_ctl(backendFd(), allocate(platform.architectures[process.arch]!.epoll_event!.size));
    const result = epoll_ctl(loop, EPOLL_CTL_ADD, fd);
    return result === -EEXIST ? WATCHED : Math.min(result, 0);
  };
}

function kqueueRefusal(host: WaitHost, backendFd: () => number): LoopRefusal {
  const { raw, platform, allocate } = host;
  const { EV_ADD, EV_DELETE, EV_RECEIPT, EVFILT_READ, F_GETFD } = darwin.constants;
  const { EINVAL, ELOOP } = darwin.errno;
  const memory = { allocate, layouts: platform.architectures[process.arch]! } as Pick<
    DarwinHost,
    "allocate" | "layouts"
  >;
  const [changes, receipts] = [new Changes(memory, 2), new Changes(memory, 2)];
  const { bind_kevent, kevent } = raw as DarwinRawSys;
  let loop: Bound | undefined;
  return (fd) => {
    const closed = Math.min(raw.fcntl(fd, F_GETFD, 0), 0);
    if (closed < 0) return closed;
    loop ??= bind_kevent(backendFd(), changes.block, receipts.block, NO_BLOCK);
    changes.clear();
    // libuv's own change, which comes later, adds it again.
    changes.put(fd, EVFILT_READ, EV_ADD | EV_RECEIPT, 0, 0);
    changes.put(fd, EVFILT_READ, EV_DELETE | EV_RECEIPT, 0, 0);
    return kevent(loop, 2, 2) === 2 && receipts.outcome(0) === EINVAL ? -ELOOP : 0;
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
