// Linux: epoll(7), eventfd(2), and descriptors that are non-blocking and close-on-exec from birth (socket(2), accept4(2), pipe2(2)).

import { linux } from "../../../../../generated/core/linux.ts";
import type { LinuxHost, System } from "../system.ts";
import { Epoll, epollMemory } from "./epoll.ts";
import { PreciseWaits } from "./precise-waits.ts";
import { wakeEventfd } from "./waker.ts";

const { AF_UNIX, SOCK_STREAM, SOCK_NONBLOCK, SOCK_CLOEXEC, O_NONBLOCK, O_CLOEXEC } = linux.constants;
const FLAGS = SOCK_NONBLOCK | SOCK_CLOEXEC;

export function linuxSystem(host: LinuxHost): System {
  const { raw } = host;
  const precise = new PreciseWaits(host);
  return {
    open: (maxEvents, registrations) => new Epoll(host, precise, maxEvents, registrations),
    fetcher(fd, maxEvents) {
      const memory = epollMemory(host, maxEvents);
      const wait = raw.bind_epoll_wait(fd, memory.block, maxEvents);
      return { memory, fetch: (timeoutMs) => raw.epoll_wait(wait, timeoutMs) };
    },
    wake: (fd) => wakeEventfd(raw, fd),
    socket: (domain, type) => raw.socket(domain, type | FLAGS, 0),
    accept: (fd) => raw.accept4(fd, FLAGS),
    pipe: (fds) => raw.pipe2(fds, O_NONBLOCK | O_CLOEXEC),
    pipeName: "pipe2",
    socketPair: (fds) => raw.socketpair(AF_UNIX, SOCK_STREAM | FLAGS, 0, fds),
    capabilities: Object.freeze({
      regularFiles: false,
      namedFifos: true,
      oneShotPerDirection: false,
      exclusive: true,
      hangUpsAlone: true,
      get subMillisecondTimeouts() {
        return precise.there;
      },
    }),
  };
}
