import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "../case.ts";
import { assertTalks } from "../support/connections.ts";
import { assertSystemError } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { raiseLimit } from "../support/limits.ts";

/** Checks that a descriptor is non-blocking and close-on-exec. */
function assertFlags({ module: { sys, constants } }: Fixture, fd: number, what: string): void {
  assert.equal(
    sys.fcntl(fd, constants.F_GETFD!) & constants.FD_CLOEXEC!,
    constants.FD_CLOEXEC!,
    `${what} is close-on-exec`,
  );
  assert.equal(
    sys.fcntl(fd, constants.F_GETFL!) & constants.O_NONBLOCK!,
    constants.O_NONBLOCK!,
    `${what} does not block`,
  );
}

export const tcp: readonly Case[] = [
  {
    name: "tcp.many-clients",
    covers: ["listenTcp", "connectTcp", "accept", "localAddress", "add", "wait", "delete"],
    timeoutMs: 30_000,
    run(fixture) {
      const CLIENTS = 500;
      // Fewer than the shortest queue of a kernel, 128 on Darwin: a connection for which there is no room takes seconds.
      const AT_ONCE = 100;
      raiseLimit(fixture, CLIENTS * 2 + 200);
      const { EventKind, EventObject, Readiness, sys } = fixture.module;
      const { server, port } = fixture.listener();
      const poller = fixture.poller({ maxEvents: 128 });
      poller.add(new EventObject(server, EventKind.Server));
      const clients: number[] = [];
      const connectSome = (): void => {
        for (let i = 0; i < AT_ONCE; i++)
          clients.push(fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }), "connectTcp"));
      };
      connectSome();
      const open = new Set<number>();
      const bytes = new Uint8Array(64);
      let sent = 0;
      let closed = 0;
      let progress = Date.now();
      while (closed < CLIENTS) {
        assert.ok(
          Date.now() - progress < fixture.patienceMs,
          `no event for a long time; ${closed} of ${CLIENTS} clients are done`,
        );
        for (const event of poller.wait(1_000)) {
          progress = Date.now();
          if (event.kind === EventKind.Server) {
            for (let fd = fixture.module.accept(server); fd >= 0; fd = fixture.module.accept(server)) {
              poller.add(new EventObject(fixture.own(fd), EventKind.Client));
              open.add(fd);
            }
            continue;
          }
          assert.ok(open.has(event.fd), "an event of an open connection");
          assert.ok((event.readiness & Readiness.Readable) !== 0);
          const length = sys.read(event.fd, bytes);
          if (length > 0) {
            assert.equal(sys.write(event.fd, bytes, 0, length), length);
            continue;
          }
          poller.delete(event.fd);
          fixture.close(event.fd);
          open.delete(event.fd);
          closed++;
        }
        if (clients.length < CLIENTS && open.size === clients.length) connectSome();
        if (sent < CLIENTS && open.size === CLIENTS) {
          for (const fd of clients) fixture.send(fd, new TextEncoder().encode(`client ${fd}`));
          sent = CLIENTS;
          for (const fd of clients) sys.shutdown(fd, fixture.module.constants.SHUT_WR!);
        }
      }
      for (const fd of clients) {
        const length = sys.read(fd, bytes);
        assert.equal(new TextDecoder().decode(bytes.subarray(0, length)), `client ${fd}`, "each gets its own answer");
      }
    },
  },
  {
    name: "tcp.ipv4",
    covers: ["listenTcp", "connectTcp", "accept", "localAddress"],
    run(fixture) {
      const { localAddress } = fixture.module;
      const { server, port } = fixture.listener("127.0.0.1");
      assert.ok(port > 0 && port < 65_536);
      assert.deepEqual({ ...localAddress(server) }, { address: "127.0.0.1", port, family: "IPv4" });
      const client = fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      const peer = fixture.acceptOne(server);
      for (const [fd, what] of [
        [server, "listenTcp"],
        [client, "connectTcp"],
        [peer, "accept"],
      ] as const) {
        assertFlags(fixture, fd, what);
      }
      assert.equal(localAddress(peer).port, port);
      assert.notEqual(localAddress(client).port, port);
      assertTalks(fixture, client, peer);
    },
  },
  {
    name: "tcp.unix-path",
    covers: ["listenTcp", "connectTcp", "accept", "localAddress"],
    run(fixture) {
      const path = join(fixture.folder(), "socket é");
      const server = fixture.own(fixture.module.listenTcp({ path }));
      assert.ok(existsSync(path));
      assert.equal(fixture.module.localAddress(server).address, path);
      const client = fixture.own(fixture.module.connectTcp({ path }));
      const peer = fixture.acceptOne(server);
      for (const fd of [server, client, peer]) assertFlags(fixture, fd, `descriptor ${fd}`);
      assertTalks(fixture, client, peer);
      const again = () => fixture.module.listenTcp({ path });
      assertSystemError(fixture.module, again, { code: "EADDRINUSE", syscall: /^bind$/ });
      const nobody = () => fixture.module.connectTcp({ path: `${path}.not-there` });
      assertSystemError(fixture.module, nobody, { code: "ENOENT", syscall: /^connect$/ });
    },
  },
  {
    name: "tcp.backlog",
    about: "system",
    covers: ["listenTcp"],
    run(fixture) {
      const { accept, connectTcp, errno, listenTcp, localAddress } = fixture.module;
      const host = "127.0.0.1";
      const server = fixture.own(listenTcp({ host, port: 0, backlog: 1 }));
      const { port } = localAddress(server);
      for (let i = 0; i < 8; i++) fixture.own(connectTcp({ host, port }));
      fixture.acceptOne(server);
      let accepted = 1;
      // Linux queues one more than the backlog (listen(2)); the others wait until their SYN is sent again.
      for (let fd = accept(server); fd >= 0; fd = accept(server)) {
        fixture.own(fd);
        accepted++;
      }
      assert.ok(accepted >= 1 && accepted < 8, `${accepted} of 8 connections at a backlog of 1`);
      assert.equal(accept(server), -errno.EAGAIN!);
    },
  },
  {
    name: "tcp.accept.errors-are-results",
    about: "system",
    covers: ["accept", "localAddress"],
    run(fixture) {
      const { accept, errno, localAddress } = fixture.module;
      assert.equal(accept(fixture.listener().server), -errno.EAGAIN!, "nobody has connected");
      const [one] = fixture.pair();
      assert.equal(accept(one), -errno.EINVAL!, "not a listening socket");
      const noSocket = fixture.pipe().reader;
      assert.equal(accept(noSocket), -errno.ENOTSOCK!);
      assert.equal(accept(2 ** 31 - 1), -errno.EBADF!);
      assertSystemError(fixture.module, () => localAddress(noSocket), { code: "ENOTSOCK", syscall: /^getsockname$/ });
      assertSystemError(fixture.module, () => localAddress(2 ** 31 - 1), { code: "EBADF", syscall: /^getsockname$/ });
    },
  },
];
