// Linux: epoll(7), eventfd(2), and sockets that are non-blocking and close-on-exec from birth (socket(2), accept4(2)).

import { linux } from "../../../../../generated/core/linux.ts";
import type { LinuxHost, System } from "../system.ts";
import { Epoll, epollMemory, PreciseWaits } from "./epoll.ts";
import { wakeEventfd } from "./waker.ts";

const { SOCK_STREAM, SOCK_NONBLOCK, SOCK_CLOEXEC } = linux.constants;
const FLAGS = SOCK_NONBLOCK | SOCK_CLOEXEC;

export function linuxSystem(host: LinuxHost): System {
  const { raw } = host;
  const precise = new PreciseWaits(host);
  return {
    open: (maxEvents) => new Epoll(host, precise, maxEvents),
    fetcher(fd, maxEvents) {
      const memory = epollMemory(host, maxEvents);
      const wait = raw.bind_epoll_wait(fd, memory.block, maxEvents);
      return { memory, fetch: (timeoutMs) => raw.epoll_wait(wait, timeoutMs) };
    },
    wake: (fd) => wakeEventfd(raw, fd),
    socket: (domain) => raw.socket(domain, SOCK_STREAM | FLAGS, 0),
    accept: (fd) => raw.accept4(fd, FLAGS),
    capabilities: Object.freeze({
      regularFiles: false,
      oneShotPerDirection: false,
      get subMillisecondTimeouts() {
        return precise.there;
      },
    }),
  };
}
