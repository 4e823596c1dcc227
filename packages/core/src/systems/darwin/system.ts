// macOS: kqueue(2), and sockets that are configured after they were opened: neither socket(2) nor accept(2) takes flags.

import { darwin } from "../../../../../generated/core/darwin.ts";
import type { DarwinHost, System } from "../system.ts";
import { Kqueue, kqueueWait } from "./kqueue.ts";
import { WakeEvent } from "./waker.ts";

const { SOCK_STREAM, F_SETFL, F_SETFD, FD_CLOEXEC, O_NONBLOCK } = darwin.constants;

export function darwinSystem(host: DarwinHost): System {
  const { raw } = host;
  const waker = new WakeEvent(host);

  /** Makes the descriptor non-blocking and close-on-exec; returns it, or -errno. */
  function configured(fd: number): number {
    if (fd < 0) return fd;
    let result = raw.fcntl(fd, F_SETFD, FD_CLOEXEC);
    if (result >= 0) result = raw.fcntl(fd, F_SETFL, O_NONBLOCK);
    if (result >= 0) return fd;
    raw.close(fd);
    return result;
  }

  return {
    open: (maxEvents) => new Kqueue(host, waker, maxEvents),
    fetcher: (fd, maxEvents) => kqueueWait(host, fd, maxEvents),
    wake: (fd) => waker.wake(fd),
    socket: (domain) => configured(raw.socket(domain, SOCK_STREAM, 0)),
    accept: (fd) => configured(raw.accept(fd)),
    capabilities: Object.freeze({ regularFiles: true, oneShotPerDirection: true, subMillisecondTimeouts: true }),
  };
}
