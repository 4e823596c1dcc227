import assert from "node:assert/strict";
import type { BackendModule, Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import { assertSilent, copy } from "../support/events.ts";
import { type Fixture, PATIENCE_MS } from "../support/fixture.ts";
import { isLinux } from "../support/system.ts";

type Flag = keyof BackendModule["Readiness"];

/** The sorted names of flags, for readable failures. */
function names({ Readiness }: BackendModule, flags: number): string[] {
  const named = Object.entries(Readiness).filter(([, flag]) => (flags & flag) !== 0);
  const known = named.reduce((sum, [, flag]) => sum | flag, 0);
  assert.equal(known, flags, `bits that Readiness does not have: ${flags}`);
  return named.map(([name]) => name).sort();
}

/**
 * Checks that a level-triggered descriptor soon reports exactly these flags, after a change if one is given. Reading and writing
 * may be reported in one event or two, so the flags of a batch are combined; what crosses the network may take a moment.
 */
function assertReports(
  fixture: Fixture,
  fd: number,
  interest: number | undefined,
  expected: readonly Flag[],
  change = (): void => {},
): void {
  const poller = fixture.poller();
  poller.add({ fd, kind: 2 }, interest === undefined ? {} : { interest });
  change();
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = reported(poller, fd);
    const got = names(fixture.module, seen);
    const wanted = [...expected].sort();
    if (got.join() === wanted.join()) break;
    if (Date.now() > deadline) assert.deepEqual(got, wanted);
  }
  poller.close();
}

function reported(poller: Poller, fd: number): number {
  const events = copy(poller.wait(50));
  for (const event of events) assert.equal(event.fd, fd);
  return events.reduce((flags, event) => flags | event.readiness, 0);
}

const ENDED: Flag[] = ["Readable", "ReadClosed", "WriteClosed"];

/**
 * How the end of both directions is reported with interest in reading only: EPOLLHUP covers both and needs no interest, EV_EOF
 * comes with the registered filters. With interest in both the report is the same everywhere.
 */
function endForReaders({ module }: Fixture): Flag[] {
  return isLinux(module) ? ENDED : ["Readable", "ReadClosed"];
}

export const readiness: readonly Case[] = [
  {
    name: "readiness.flags",
    covers: [],
    run({ module: { Interest, Readiness } }) {
      assert.deepEqual({ ...Interest }, { Readable: 1, Writable: 2, Priority: 4, ReadClosed: 8 });
      assert.deepEqual(
        { ...Readiness },
        { Readable: 1, Writable: 2, Priority: 4, ReadClosed: 8, WriteClosed: 16, Error: 32 },
      );
    },
  },
  {
    name: "readiness.interest-decides",
    covers: ["add", "wait"],
    run(fixture) {
      const { Readable, Writable, Priority } = fixture.module.Interest;
      const [one, other] = fixture.pair();
      assertReports(fixture, one, Writable, ["Writable"]);
      assertReports(fixture, one, Readable | Writable, ["Writable"]);
      for (const interest of [Readable, Priority, Readable | Priority, undefined]) {
        const poller = fixture.poller();
        poller.add({ fd: one, kind: 2 }, interest === undefined ? {} : { interest });
        assertSilent(poller, `nothing to read, interest ${interest}`);
        poller.close();
      }
      fixture.send(other);
      assertReports(fixture, one, undefined, ["Readable"]);
      assertReports(fixture, one, Readable, ["Readable"]);
      assertReports(fixture, one, Readable | Priority, ["Readable"]);
      assertReports(fixture, one, Writable, ["Writable"]);
      assertReports(fixture, one, Readable | Writable, ["Readable", "Writable"]);
      assertReports(fixture, one, Readable | Writable | Priority, ["Readable", "Writable"]);
      const poller = fixture.poller();
      poller.add({ fd: one, kind: 2 }, { interest: Priority });
      assertSilent(poller, "ordinary bytes are not urgent");
    },
  },
  {
    name: "readiness.writable-until-full",
    covers: ["add", "wait"],
    run(fixture) {
      const { reader, writer } = fixture.pipe();
      const poller = fixture.poller();
      poller.add({ fd: writer, kind: 2 }, { interest: fixture.module.Interest.Writable });
      assert.equal(poller.wait(0).length, 1);
      const block = new Uint8Array(65_536);
      while (fixture.module.sys.write(writer, block) > 0);
      assertSilent(poller, "the pipe is full");
      assert.ok(fixture.drain(reader) > 0);
      assert.equal(poller.wait(PATIENCE_MS).readiness(0), fixture.module.Readiness.Writable);
    },
  },
  {
    name: "readiness.pipe.writer-gone",
    covers: ["add", "wait"],
    run(fixture) {
      const { reader, writer } = fixture.readyPipe();
      assertReports(fixture, reader, undefined, ["Readable"]);
      fixture.close(writer);
      assertReports(fixture, reader, undefined, endForReaders(fixture));
      fixture.drain(reader);
      assertReports(fixture, reader, undefined, endForReaders(fixture));
      // The end is reported without interest in it, so it is never missed. kqueue makes no such promise: EVFILT_EXCEPT
      // is about sockets (kqueue(2)).
      if (isLinux(fixture.module)) assertReports(fixture, reader, fixture.module.Interest.Priority, ENDED);
      assert.equal(fixture.module.sys.read(reader, new Uint8Array(1)), 0, "the end of the stream");
    },
  },
  {
    name: "readiness.pipe.reader-gone",
    covers: ["add", "wait"],
    run(fixture) {
      const { Writable } = fixture.module.Interest;
      const { reader, writer } = fixture.pipe();
      // EV_EOF of a pipe comes without fflags, hence without an error.
      const error: Flag[] = isLinux(fixture.module) ? ["Error"] : [];
      const expected: Flag[] = ["Writable", "WriteClosed", ...error];
      assertReports(fixture, writer, Writable, expected, () => fixture.close(reader));
      assertReports(fixture, writer, Writable, expected);
      assert.equal(fixture.module.sys.write(writer, new Uint8Array(1)), -fixture.module.errno.EPIPE!);
    },
  },
  {
    name: "readiness.unix.half-closed",
    covers: ["add", "wait"],
    run(fixture) {
      const { Readable, Writable } = fixture.module.Interest;
      const [one, other] = fixture.pair();
      assert.equal(fixture.module.sys.shutdown(other, fixture.module.constants.SHUT_WR!), 0);
      assertReports(fixture, one, undefined, ["Readable", "ReadClosed"]);
      assertReports(fixture, one, Readable | Writable, ["Readable", "ReadClosed", "Writable"]);
      fixture.send(one);
      assert.equal(fixture.drain(other), 1, "the other direction is still open");
    },
  },
  {
    name: "readiness.unix.closed",
    covers: ["add", "wait"],
    run(fixture) {
      const { Readable, Writable } = fixture.module.Interest;
      const [one, other] = fixture.pair();
      fixture.close(other);
      assertReports(fixture, one, undefined, endForReaders(fixture));
      assertReports(fixture, one, Readable | Writable, [...ENDED, "Writable"]);
    },
  },
  {
    name: "readiness.tcp.half-closed",
    covers: ["listenTcp", "connectTcp", "accept"],
    run(fixture) {
      const { client, peer } = fixture.tcpPair();
      fixture.send(client);
      assert.equal(fixture.module.sys.shutdown(client, fixture.module.constants.SHUT_WR!), 0);
      assertReports(fixture, peer, undefined, ["Readable", "ReadClosed"]);
      fixture.drain(peer);
      assertReports(fixture, peer, undefined, ["Readable", "ReadClosed"]);
    },
  },
  {
    name: "readiness.tcp.reset",
    covers: ["listenTcp", "connectTcp", "accept"],
    run(fixture) {
      const { constants, errno, sys, Interest } = fixture.module;
      const { client, peer } = fixture.tcpPair();
      const linger = Int32Array.of(1, 0);
      assert.equal(sys.setsockopt(client, constants.SOL_SOCKET!, constants.SO_LINGER!, linger), 0);
      fixture.close(client);
      assertReports(fixture, peer, undefined, [...endForReaders(fixture), "Error"]);
      assertReports(fixture, peer, Interest.Readable | Interest.Writable, [...ENDED, "Writable", "Error"]);
      assert.equal(sys.read(peer, new Uint8Array(1)), -errno.ECONNRESET!);
    },
  },
  {
    name: "readiness.tcp.refused-connection",
    covers: ["connectTcp"],
    run(fixture) {
      const { constants, errno, sys, Interest, connectTcp } = fixture.module;
      const { server, port } = fixture.listener();
      fixture.close(server);
      const client = fixture.own(connectTcp({ host: "127.0.0.1", port }));
      assertReports(fixture, client, Interest.Readable | Interest.Writable, [...ENDED, "Writable", "Error"]);
      const value = new Int32Array(1);
      assert.equal(sys.getsockopt(client, constants.SOL_SOCKET!, constants.SO_ERROR!, value), 4);
      assert.equal(value[0], errno.ECONNREFUSED);
    },
  },
  {
    name: "readiness.tcp.never-connected",
    covers: ["add", "wait"],
    run(fixture) {
      const { constants, sys, Interest } = fixture.module;
      const fd = fixture.own(sys.socket(constants.AF_INET!, constants.SOCK_STREAM!, 0));
      const interest = Interest.Readable | Interest.Writable;
      if (isLinux(fixture.module)) {
        assertReports(fixture, fd, interest, [...ENDED, "Writable"]);
        return;
      }
      // Darwin's filt_sowrite and filt_soread report nothing before there is a connection (uipc_socket.c).
      const poller = fixture.poller();
      poller.add({ fd, kind: 2 }, { interest });
      assert.equal(poller.wait(20).length, 0, "neither connected nor ended");
    },
  },
  {
    name: "readiness.tcp.listener",
    covers: ["listenTcp", "connectTcp", "accept"],
    run(fixture) {
      const { server, port } = fixture.listener();
      const poller = fixture.poller();
      poller.add({ fd: server, kind: 1 });
      assertSilent(poller, "nobody has connected");
      fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      assertReports(fixture, server, undefined, ["Readable"]);
      fixture.acceptOne(server);
      assertSilent(poller, "it was accepted");
    },
  },
];
