import assert from "node:assert/strict";
import { join } from "node:path";
import type { Case } from "../case.ts";
import { assertRangeRefused, assertSystemError } from "../support/errors.ts";
import { limits, setSoftLimit } from "../support/limits.ts";
import { bySystem } from "../support/system.ts";

/** linux/netlink.h, sys/socket.h: sockets whose addresses are neither internet addresses nor paths. */
const AF_NETLINK = 16;

/** What the operating system refuses about sockets, with the error's code, syscall and nothing left open. */
export const socketErrors: readonly Case[] = [
  {
    name: "tcp.refusals.nobody-listens",
    covers: ["connectTcp:ECONNREFUSED", "connectTcp:ENOENT"],
    run(fixture) {
      const { connectTcp, listenTcp } = fixture.module;
      const path = join(fixture.folder(), "socket");
      const missing = () => connectTcp({ path });
      assertSystemError(fixture.module, missing, { code: "ENOENT", syscall: /^connect$/ });
      fixture.close(fixture.own(listenTcp({ path })));
      const left = () => connectTcp({ path });
      assertSystemError(fixture.module, left, { code: "ECONNREFUSED", syscall: /^connect$/ });
    },
  },
  {
    name: "tcp.refusals.no-such-folder",
    covers: ["listenTcp:ENOENT"],
    run(fixture) {
      const listen = () => fixture.module.listenTcp({ path: join(fixture.folder(), "none", "socket") });
      assertSystemError(fixture.module, listen, { code: "ENOENT", syscall: /^bind$/ });
    },
  },
  {
    name: "tcp.refusals.a-full-queue",
    covers: ["listenTcp", "connectTcp:EAGAIN"],
    run(fixture) {
      const { connectTcp, listenTcp } = fixture.module;
      const path = join(fixture.folder(), "socket");
      fixture.own(listenTcp({ path, backlog: 0 }));
      const connectMany = () => {
        for (let i = 0; i < 300; i++) fixture.own(connectTcp({ path }));
      };
      // connect(2): a unix socket does not wait for a place in the queue. Darwin refuses as if nobody listened.
      const code = bySystem(fixture, { linux: "EAGAIN", darwin: "ECONNREFUSED" });
      assertSystemError(fixture.module, connectMany, { code, syscall: /^connect$/ });
    },
  },
  {
    name: "tcp.refusals.port-0-to-connect-to",
    covers: ["connectTcp:ERR_OUT_OF_RANGE", "listenTcp"],
    run(fixture) {
      const { connectTcp, listenTcp } = fixture.module;
      for (const host of ["127.0.0.1", "::1"]) {
        const error = assertRangeRefused(() => connectTcp({ host, port: 0 }), host);
        assert.match(error.message, /"port" must be an integer from 1 to 65535; received 0/);
      }
      fixture.own(listenTcp({ port: 0 }), "0 lets the kernel choose a port to listen on");
    },
  },
  {
    name: "tcp.refusals.no-address",
    covers: ["localAddress:ENOTSOCK", "localAddress:EBADF", "localAddress:EAFNOSUPPORT"],
    run(fixture) {
      const { constants, localAddress, sys } = fixture.module;
      const syscall = /^getsockname$/;
      const fd = fixture.pipe().reader;
      assertSystemError(fixture.module, () => localAddress(fd), { code: "ENOTSOCK", syscall, fd });
      const closed = 2 ** 31 - 1;
      assertSystemError(fixture.module, () => localAddress(closed), { code: "EBADF", syscall, fd: closed });
      const other = bySystem<() => number | undefined>(fixture, {
        linux: () => fixture.own(sys.socket(AF_NETLINK, constants.SOCK_DGRAM!, 0), "netlink"),
        darwin: () => undefined,
      })();
      if (other === undefined) return;
      assertSystemError(fixture.module, () => localAddress(other), { code: "EAFNOSUPPORT", syscall, fd: other });
    },
  },
  {
    name: "tcp.refusals.no-descriptor-left",
    covers: ["listenTcp:EMFILE", "connectTcp:EMFILE", "accept"],
    run(fixture) {
      const { connectTcp, errno, listenTcp } = fixture.module;
      const { server, port } = fixture.listener();
      fixture.own(connectTcp({ port }));
      const { soft } = limits(fixture);
      setSoftLimit(fixture, 3);
      fixture.defer(() => setSoftLimit(fixture, soft));
      assertSystemError(fixture.module, () => listenTcp({ port: 0 }), { code: "EMFILE", syscall: /^socket$/ });
      assertSystemError(fixture.module, () => connectTcp({ port }), { code: "EMFILE", syscall: /^socket$/ });
      assert.equal(fixture.acceptResult(server), -errno.EMFILE!);
      setSoftLimit(fixture, soft);
      fixture.assertAcceptedLater(server);
    },
  },
];
