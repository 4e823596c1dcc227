// macOS: kqueue(2), and descriptors that are configured after they were opened: socket(2), accept(2) and pipe(2) take no flags.

import { darwin } from "../../../../../generated/core/darwin.ts";
import type { DarwinHost, System } from "../system.ts";
import { Kqueue, kqueueWait } from "./kqueue.ts";
import { WakeEvent } from "./waker.ts";

const { AF_UNIX, SOCK_STREAM, F_SETFL, F_SETFD, FD_CLOEXEC, O_NONBLOCK } = darwin.constants;

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

  /** Configures both descriptors of a pair that a syscall with this result opened; returns 0 or -errno. */
  function bothConfigured(result: number, fds: Int32Array): number {
    if (result < 0) return result;
    const one = configured(fds[0]!);
    const other = configured(fds[1]!);
    if (one >= 0 && other >= 0) return 0;
    // The one that could not be configured is already closed.
    if (one >= 0) raw.close(one);
    if (other >= 0) raw.close(other);
    return Math.min(one, other);
  }

  return {
    open: (maxEvents, registrations) => new Kqueue(host, waker, maxEvents, registrations),
    fetcher: (fd, maxEvents) => kqueueWait(host, fd, maxEvents),
    wake: (fd) => waker.wake(fd),
    socket: (domain, type) => configured(raw.socket(domain, type, 0)),
    accept: (fd) => configured(raw.accept(fd)),
    pipe: (fds) => bothConfigured(raw.pipe(fds), fds),
    pipeName: "pipe",
    socketPair: (fds) => bothConfigured(raw.socketpair(AF_UNIX, SOCK_STREAM, 0, fds), fds),
    capabilities: Object.freeze({
      regularFiles: true,
      namedFifos: false,
      oneShotPerDirection: true,
      exclusive: false,
      hangUpsAlone: false,
      subMillisecondTimeouts: true,
    }),
  };
}
