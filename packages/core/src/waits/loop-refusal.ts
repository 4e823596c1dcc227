// libuv registers a descriptor only when it next polls, and ends the process if the event loop's epoll then refuses it. So we make the
// same registration ourselves beforehand, which libuv then finds and changes. It must come after uv_poll_init and uv_poll_start,
// because these remove a registration.
//
// On macOS uv_poll_init asks, by adding and deleting, and koffi ends the process if it is refused. The loop's kqueue refuses what is
// open only if it is a kqueue that nests as deeply as the loop's, or more deeply (XNU, kqueue_kqfilter()).

import { darwin } from "../../../../generated/core/darwin.ts";
import { linux } from "../../../../generated/core/linux.ts";
import { type Bound, type DarwinRawSys, type LinuxRawSys, NO_BLOCK } from "../backend/seam.ts";
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
    changes.put(fd, EVFILT_READ, EV_RECEIPT, 0, 0);
    // What libuv watches already stays; it does not look at the user data, which this touch replaces.
    if (kevent(loop, 1, 1) === 1 && receipts.outcome(0) === 0) return 0;
    changes.clear();
    // libuv's own change, which comes later, adds it again.
    changes.put(fd, EVFILT_READ, EV_ADD | EV_RECEIPT, 0, 0);
    changes.put(fd, EVFILT_READ, EV_DELETE | EV_RECEIPT, 0, 0);
    return kevent(loop, 2, 2) === 2 && receipts.outcome(0) === EINVAL ? -ELOOP : 0;
  };
}
