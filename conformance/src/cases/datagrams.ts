import assert from "node:assert/strict";
import { join } from "node:path";
import type { Case } from "../case.ts";
import { assertSilent, copy, descriptors, one } from "../support/events.ts";
import { type Fixture, PATIENCE_MS } from "../support/fixture.ts";
import { loopback, loopback6, unixAddress } from "../support/sockaddr.ts";
import { bySystem, isLinux } from "../support/system.ts";
import { boundAddress, datagramSocket, udpPair } from "../support/udp.ts";

const text = (word: string) => new TextEncoder().encode(word);

function receive(fixture: Fixture, fd: number): string {
  const bytes = new Uint8Array(100);
  const length = fixture.module.sys.read(fd, bytes);
  assert.ok(length >= 0, `read gave ${length}`);
  return new TextDecoder().decode(bytes.subarray(0, length));
}

export const datagrams: readonly Case[] = [
  {
    name: "datagrams.udp",
    covers: ["add", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const { sender, receiver } = udpPair(fixture);
      const poller = fixture.poller();
      poller.add({ fd: sender, kind: 1 }, { interest: Interest.Writable });
      poller.add({ fd: receiver, kind: 2 });
      assert.deepEqual(descriptors(poller.wait(0)), [sender], "there is room, and nothing to read");
      poller.delete(sender);
      fixture.send(sender, text("one"));
      fixture.send(sender, text("two"));
      assert.equal(one(poller).readiness, Readiness.Readable);
      assert.equal(receive(fixture, receiver), "one");
      assert.equal(one(poller).fd, receiver, "there is another datagram");
      assert.equal(receive(fixture, receiver), "two");
      assertSilent(poller, "all were read");
    },
  },
  {
    name: "datagrams.udp.ipv6",
    covers: ["add", "wait"],
    needs: ["ipv6"],
    run(fixture) {
      const { sys } = fixture.module;
      const [sender, receiver] = [datagramSocket(fixture, "AF_INET6"), datagramSocket(fixture, "AF_INET6")];
      assert.equal(sys.bind(receiver, loopback6(fixture, 0)), 0);
      assert.equal(sys.connect(sender, boundAddress(fixture, receiver, 28)), 0);
      const poller = fixture.poller();
      poller.add({ fd: receiver, kind: 2 });
      assertSilent(poller, "nothing was received");
      fixture.send(sender, text("six"));
      assert.equal(one(poller).fd, receiver);
      assert.equal(receive(fixture, receiver), "six");
    },
  },
  {
    name: "datagrams.udp.edge",
    covers: ["add", "wait"],
    run(fixture) {
      const { sender, receiver } = udpPair(fixture);
      const poller = fixture.poller();
      poller.add({ fd: receiver, kind: 2 }, { trigger: "edge" });
      fixture.send(sender, text("one"));
      one(poller);
      assertSilent(poller, "once is enough");
      fixture.send(sender, text("two"));
      one(poller);
      assertSilent(poller, "each new datagram is an edge");
      assert.equal(receive(fixture, receiver), "one");
      assertSilent(poller, "datagrams left unread are not");
      assert.equal(receive(fixture, receiver), "two");
      fixture.send(sender, text("three"));
      one(poller);
    },
  },
  {
    name: "datagrams.udp.an-empty-one-counts",
    covers: ["wait"],
    run(fixture) {
      const { errno, sys } = fixture.module;
      const { sender, receiver } = udpPair(fixture);
      const poller = fixture.poller();
      poller.add({ fd: receiver, kind: 2 });
      const nothing = [() => sys.write(sender, new Uint8Array(0)), () => sys.write(sender, new Uint8Array(8), 4, 0)];
      for (const write of nothing) {
        assert.equal(write(), 0);
        assert.equal(one(poller).fd, receiver);
        assert.equal(sys.read(receiver, new Uint8Array(8)), 0, "an empty datagram, not the end of a stream");
        assert.equal(sys.read(receiver, new Uint8Array(8)), -errno.EAGAIN!);
        assertSilent(poller, "it was read");
      }
    },
  },
  {
    name: "datagrams.udp.refused",
    covers: ["wait"],
    run(fixture) {
      const { Interest, Readiness, errno, sys } = fixture.module;
      const { sender, receiver } = udpPair(fixture);
      const poller = fixture.poller();
      poller.add({ fd: sender, kind: 2 });
      fixture.close(receiver);
      fixture.send(sender);
      // An ICMP message says that nobody listens; it becomes an error of the sending socket. kqueue reports errors only at
      // an end, which this is not: the socket is readable there, and reading returns the error.
      const flag = bySystem(fixture, { linux: Readiness.Error, darwin: Readiness.Readable });
      assert.equal(one(poller).readiness & flag, flag);
      assert.equal(sys.read(sender, new Uint8Array(8)), -errno.ECONNREFUSED!);
      assertSilent(poller, "reading the error clears it");
      poller.modify({ fd: sender, kind: 2 }, { interest: Interest.Writable });
      assert.equal(one(poller).readiness, Readiness.Writable, "the socket can be used again");
    },
  },
  {
    name: "datagrams.udp.connected-elsewhere",
    covers: ["wait"],
    run(fixture) {
      const { sys } = fixture.module;
      const { sender, receiver } = udpPair(fixture);
      const other = datagramSocket(fixture);
      assert.equal(sys.bind(other, loopback(fixture, 0)), 0);
      const poller = fixture.poller();
      for (const fd of [receiver, other]) poller.add({ fd, kind: 2 });
      fixture.send(sender);
      assert.equal(one(poller).fd, receiver);
      fixture.drain(receiver);
      assert.equal(sys.connect(sender, boundAddress(fixture, other, 16)), 0);
      fixture.send(sender);
      assert.equal(one(poller).fd, other, "a socket that connects again stays registered");
    },
  },
  {
    name: "datagrams.modify-and-delete",
    covers: ["modify", "delete", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const { sender, receiver } = udpPair(fixture);
      const poller = fixture.poller();
      poller.add({ fd: receiver, kind: 1 }, { interest: Interest.Readable | Interest.Writable });
      assert.equal(one(poller).readiness, Readiness.Writable);
      poller.modify({ fd: receiver, kind: 2 });
      assertSilent(poller, "nothing was received");
      fixture.send(sender);
      assert.deepEqual([one(poller).kind, one(poller).readiness], [2, Readiness.Readable]);
      poller.delete(receiver);
      fixture.send(sender);
      assert.equal(poller.wait(5).length, 0, "nothing after a delete");
      const [first, second] = [fixture.poller(), fixture.poller()];
      for (const each of [first, second]) each.add({ fd: receiver, kind: 1 });
      assert.deepEqual([one(first).fd, one(second).fd], [receiver, receiver], "two pollers for one socket");
    },
  },
  {
    name: "datagrams.unix.pair",
    covers: ["add", "wait"],
    run(fixture) {
      const { Interest, Readiness, constants, errno, sys } = fixture.module;
      const fds = new Int32Array(2);
      assert.equal(sys.socketpair(constants.AF_UNIX!, constants.SOCK_DGRAM!, 0, fds), 0);
      const [a, b] = [...fds].map((fd) => fixture.own(fd)) as [number, number];
      for (const fd of [a, b]) fixture.unblock(fd);
      const poller = fixture.poller();
      poller.add({ fd: a, kind: 1 }, { interest: Interest.Writable });
      assert.equal(one(poller).readiness, Readiness.Writable);
      let sent = 0;
      while (sys.write(a, text("x")) > 0) sent++;
      // On Darwin a full queue is ENOBUFS (send(2)) and does not change the sender's readiness.
      const codes = bySystem(fixture, { linux: [errno.EAGAIN], darwin: [errno.ENOBUFS, errno.EAGAIN] });
      const refusal = sys.write(a, text("x"));
      assert.ok(codes.includes(-refusal), `the queue is full after ${sent}: ${refusal}`);
      if (isLinux(fixture.module)) assertSilent(poller, "it is full");
      poller.add({ fd: b, kind: 2 });
      const told = descriptors(poller.wait(0));
      assert.ok(told.includes(b), "there is something to read");
      if (isLinux(fixture.module)) assert.deepEqual(told, [b]);
      for (let i = 0; i < sent; i++) assert.equal(receive(fixture, b), "x");
      const seen = copy(poller.wait(PATIENCE_MS));
      assert.deepEqual(
        seen.map(({ fd, readiness }) => [fd, readiness]),
        [[a, Readiness.Writable]],
        "there is room again and nothing left to read",
      );
    },
  },
  {
    name: "datagrams.unix.by-path",
    covers: ["add", "wait"],
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const address = unixAddress(fixture, join(fixture.folder(), "socket"));
      const [receiver, sender] = [datagramSocket(fixture, "AF_UNIX"), datagramSocket(fixture, "AF_UNIX")];
      assert.equal(sys.bind(receiver, address), 0);
      assert.equal(sys.connect(sender, address), 0);
      const poller = fixture.poller();
      poller.add({ fd: receiver, kind: 2 });
      assertSilent(poller, "nothing was received");
      fixture.send(sender, text("from one without a name"));
      assert.equal(one(poller).fd, receiver);
      assert.equal(receive(fixture, receiver), "from one without a name");
      assert.equal(sys.shutdown(sender, constants.SHUT_WR!), 0);
      assert.equal(sys.write(sender, text("x")), -errno.EPIPE!);
      assertSilent(poller, "closing the sender is no event for the receiver");
    },
  },
];
