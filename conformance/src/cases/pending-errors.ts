import assert from "node:assert/strict";
import { join } from "node:path";
import type { Case } from "../case.ts";
import { both, type Seen } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";
import { unixAddress } from "../support/sockaddr.ts";
import { isLinux } from "../support/system.ts";
import { datagramSocket, udpPair } from "../support/udp.ts";

/** What is reported for one descriptor with this interest. */
function reported(fixture: Fixture, fd: number, interest: number, trigger: "level" | "edge" = "level"): Seen {
  const poller = fixture.poller();
  poller.add({ fd, kind: 2 }, { interest, trigger });
  const seen = both(fixture, poller);
  poller.close();
  return seen;
}

/** A full pipe that still has its reader. */
function fullPipe(fixture: Fixture): { reader: number; writer: number } {
  const pipe = fixture.pipe();
  const block = new Uint8Array(65_536);
  while (fixture.module.sys.write(pipe.writer, block) > 0);
  return pipe;
}

/** The writer of a pipe that has room but no reader. */
function brokenPipe(fixture: Fixture): number {
  const { reader, writer } = fixture.pipe();
  fixture.close(reader);
  return writer;
}

/** SO_TIMESTAMPING (socket(7)), and the flags for the time at which the driver receives a packet (linux/net_tstamp.h). */
const SO_TIMESTAMPING = 37;
const WHEN_SENT = 0x2 | 0x10;

/** Errors that end nothing: what was asked for does not block, and nothing is closed. */
export const pendingErrors: readonly Case[] = [
  {
    name: "readiness.error.a-refused-datagram",
    covers: ["add", "wait"],
    run(fixture) {
      const { Interest, Readiness, errno, sys } = fixture.module;
      const { Readable, Writable } = Interest;
      // kqueue reports errors at the end of a stream only.
      const error = isLinux(fixture.module) ? Readiness.Error : 0;
      for (const trigger of ["level", "edge"] as const) {
        for (const interest of [Readable, Writable, Readable | Writable]) {
          const { sender, receiver } = udpPair(fixture);
          fixture.close(receiver);
          fixture.send(sender);
          const expected =
            (interest & Readable ? Readiness.Readable : 0) | (interest & Writable ? Readiness.Writable : 0);
          assert.equal(
            reported(fixture, sender, interest, trigger).readiness,
            expected | error,
            `interest ${interest}`,
          );
          assert.equal(sys.read(sender, new Uint8Array(8)), -errno.ECONNREFUSED!, "a read returns the error");
          fixture.send(sender);
        }
      }
    },
  },
  {
    name: "readiness.error.a-reset-unix-datagram-socket",
    covers: ["add", "wait"],
    when: isLinux,
    run(fixture) {
      const { Interest, Readiness, constants, errno, sys } = fixture.module;
      const fds = new Int32Array(2);
      assert.equal(sys.socketpair(constants.AF_UNIX!, constants.SOCK_DGRAM!, 0, fds), 0);
      const [sender, receiver] = [fixture.own(fds[0]!), fixture.own(fds[1]!)];
      fixture.unblock(sender);
      const other = datagramSocket(fixture, "AF_UNIX");
      const address = unixAddress(fixture, join(fixture.folder(), "other"));
      assert.equal(sys.bind(other, address), 0);
      fixture.send(sender);
      // Connecting elsewhere drops unread datagrams, which is an error for their sender (unix_dgram_disconnected(), net/unix/af_unix.c).
      assert.equal(sys.connect(receiver, address), 0);
      const { readiness } = reported(fixture, sender, Interest.Readable | Interest.Writable);
      assert.equal(readiness, Readiness.Readable | Readiness.Writable | Readiness.Error);
      assert.equal(sys.read(sender, new Uint8Array(8)), -errno.ECONNRESET!);
      assert.equal(sys.connect(sender, address), 0);
      fixture.send(sender);
      assert.equal(fixture.drain(other), 1, "it can still write");
    },
  },
  {
    name: "readiness.error.a-timestamp",
    covers: ["add", "wait"],
    when: isLinux,
    run(fixture) {
      const { Interest, Readiness, constants, sys } = fixture.module;
      const { sender, receiver } = udpPair(fixture);
      const flags = Int32Array.of(WHEN_SENT);
      assert.equal(sys.setsockopt(sender, constants.SOL_SOCKET!, SO_TIMESTAMPING, flags), 0);
      fixture.send(sender);
      const { readiness } = reported(fixture, sender, Interest.Writable);
      assert.equal(readiness, Readiness.Writable | Readiness.Error, "a timestamp is in the error queue");
      fixture.send(sender);
      assert.equal(fixture.drain(receiver), 2, "it can still write");
    },
  },
  {
    name: "readiness.error.a-pipe-without-a-reader",
    covers: ["add", "wait"],
    run(fixture) {
      const { Interest, Readiness, errno, sys } = fixture.module;
      const expected = Readiness.Writable | Readiness.WriteClosed;
      const error = isLinux(fixture.module) ? Readiness.Error : 0;
      for (const trigger of ["level", "edge"] as const) {
        for (const { reader, writer } of [fixture.pipe(), fullPipe(fixture)]) {
          const poller = fixture.poller();
          poller.add({ fd: writer, kind: 2 }, { interest: Interest.Writable, trigger });
          poller.wait(0);
          fixture.close(reader);
          const ready = poller.wait(fixture.patienceMs);
          assert.equal(ready.length, 1);
          // However, and however often, it is read.
          const readings = [
            ready.readiness(0),
            ready.at(0)!.readiness,
            ready.readiness(0),
            ...[...ready].map((e) => e.readiness),
          ];
          assert.deepEqual([...new Set(readings)], [expected | error], trigger);
          assert.equal(sys.write(writer, Uint8Array.of(1)), -errno.EPIPE!);
        }
      }
    },
  },
  {
    name: "readiness.error.a-pipe-asked-for-reading",
    covers: ["add", "wait"],
    when: isLinux,
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const writer = brokenPipe(fixture);
      assert.equal(reported(fixture, writer, Interest.Readable).readiness, Readiness.Readable | Readiness.Error);
      assert.equal(reported(fixture, writer, Interest.Priority).readiness, Readiness.Error);
    },
  },
  {
    name: "readiness.error.nothing-is-added-to-a-stale-event",
    covers: ["wait", "delete"],
    when: isLinux,
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const { reader, writer } = fullPipe(fixture);
      fixture.close(reader);
      for (const looksFirst of [false, true]) {
        const poller = fixture.poller();
        poller.add({ fd: writer, kind: 2 }, { interest: Interest.Writable });
        const ready = poller.wait(0);
        if (looksFirst) assert.notEqual(ready.readiness(0) & Readiness.WriteClosed, 0);
        poller.delete(writer);
        assert.equal(ready.stale(0), true);
        assert.equal(ready.readiness(0), Readiness.Error);
        poller.close();
      }
    },
  },
  {
    name: "readiness.error.a-mixed-batch",
    covers: ["wait"],
    when: isLinux,
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const poller = fixture.poller();
      const expected = new Map<number, number>();
      for (let i = 0; i < 20; i++) {
        const { sender, receiver } = udpPair(fixture);
        fixture.close(receiver);
        fixture.send(sender);
        expected.set(sender, Readiness.Writable | Readiness.Error);
        expected.set(brokenPipe(fixture), Readiness.Writable | Readiness.Error | Readiness.WriteClosed);
      }
      for (const fd of expected.keys()) poller.add({ fd, kind: 2 }, { interest: Interest.Writable });
      // Batches reuse memory: what was learnt about one event must not carry over to another.
      for (const fds of [[...expected.keys()], [...expected.keys()].reverse()]) {
        const seen = Array.from(poller.wait(0), ({ fd, readiness }) => [fd, readiness] as const);
        assert.deepEqual(new Set(seen.map(String)), new Set([...expected].map(String)));
        for (const fd of fds) poller.modify({ fd, kind: 1 }, { interest: Interest.Writable });
      }
    },
  },
];
