// Sockets and pairs: listenTcp, connectTcp, bindUdp, accept, localAddress, remoteAddress, socketError, pipe, socketPair.

import type { BackendModule } from "../../src/adapter.ts";
import { type Operation, type Prepared, throwing, throwingBut } from "../operation.ts";

type Open = (module: BackendModule) => number | readonly number[];

/** Opens something, and closes it again. */
function opening(
  name: string,
  make: (module: BackendModule) => Open,
  expected: Prepared["expected"] = throwing,
): Operation {
  return {
    name,
    prepare({ module }) {
      const open = make(module);
      let fds: readonly number[] = [];
      return {
        act() {
          const opened = open(module);
          fds = typeof opened === "number" ? [opened] : opened;
          return fds.every((fd) => fd >= 0) ? "open" : fds[0];
        },
        end() {
          for (const fd of fds) if (fd >= 0) module.sys.close(fd);
          fds = [];
        },
        expected,
      };
    },
  };
}

/** Asks something of a socket that stays open. */
function asking(name: string, make: (module: BackendModule) => () => unknown): Operation {
  return {
    name,
    prepare({ module }) {
      const ask = make(module);
      // Ports differ from run to run.
      return { act: () => typeof ask(), expected: throwing, throwingBut };
    },
  };
}

/** A server, and a client that is connected to it. */
function connected({ listenTcp, connectTcp, localAddress }: BackendModule) {
  const server = listenTcp({});
  const { port } = localAddress(server);
  return { server, port, client: connectTcp({ port }) };
}

export const convenienceOperations: readonly Operation[] = [
  opening(
    "listenTcp",
    () =>
      ({ listenTcp }) =>
        listenTcp({ reusePort: true }),
  ),
  opening(
    "listenTcp with a path",
    () =>
      ({ listenTcp }) =>
        listenTcp({ path: `\0pollio-faults-${process.pid}` }),
  ),
  opening(
    "bindUdp",
    () =>
      ({ bindUdp }) =>
        bindUdp({ reusePort: true }),
  ),
  opening(
    "connectTcp",
    (module) => {
      const { port } = connected(module);
      return ({ connectTcp }) => connectTcp({ port });
    },
    // The connection is under way.
    throwingBut("EINPROGRESS"),
  ),
  {
    name: "accept",
    prepare({ module }) {
      const server = module.listenTcp({ path: `\0pollio-faults-accept-${process.pid}` });
      let fds: number[] = [];
      return {
        begin() {
          fds = [module.connectTcp({ path: `\0pollio-faults-accept-${process.pid}` })];
        },
        act() {
          const fd = module.accept(server);
          if (fd >= 0) fds.push(fd);
          return Math.min(fd, 0);
        },
        end() {
          // What a fault kept in the queue.
          if (fds.length === 1) fds.push(module.accept(server));
          for (const fd of fds) module.sys.close(fd);
        },
        expected: (_, error) => ({ returns: -module.errno[error]! }),
      };
    },
  },
  opening(
    "pipe",
    () =>
      ({ pipe }) =>
        pipe(),
  ),
  opening(
    "socketPair",
    () =>
      ({ socketPair }) =>
        socketPair(),
  ),
  asking("localAddress", (module) => {
    const { server } = connected(module);
    return () => module.localAddress(server);
  }),
  asking("remoteAddress", (module) => {
    const [one] = module.socketPair();
    return () => module.remoteAddress(one);
  }),
  asking("socketError", (module) => {
    const { client } = connected(module);
    return () => module.socketError(client);
  }),
];
