import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertTalks } from "../support/connections.ts";
import { assertSilent, assertToldOnce, both, copy, descriptors, one } from "../support/events.ts";
import { type Fixture, PATIENCE_MS } from "../support/fixture.ts";

/** More than the buffers at both ends of a connection hold. */
const BULK = 8 * 2 ** 20;

/** Sends BULK bytes from one end to the other in one thread: each end does what it can when it is ready. */
function transfer(fixture: Fixture, from: number, to: number, trigger: "level" | "edge" | "oneshot"): void {
  const { Interest, Readiness, errno, sys } = fixture.module;
  const poller = fixture.poller();
  const source = { fd: from, kind: 1 };
  const sink = { fd: to, kind: 2 };
  poller.add(source, { interest: Interest.Writable, trigger });
  poller.add(sink, { interest: Interest.Readable, trigger });
  const block = new Uint8Array(65_536).map((_, i) => i % 251);
  let [sent, received, full] = [0, 0, 0];
  let progress = Date.now();
  while (received < BULK) {
    assert.ok(Date.now() - progress < fixture.patienceMs, `no event after ${sent} bytes sent and ${received} received`);
    for (const { fd, readiness } of poller.wait(fixture.patienceMs)) {
      progress = Date.now();
      // Until it would block, as edge triggers require; level and one-shot triggers work as well.
      if (fd === from) {
        assert.equal(readiness, Readiness.Writable);
        let result = 1;
        while (sent < BULK && result > 0) {
          const offset = sent % block.length;
          result = sys.write(from, block, offset, Math.min(block.length - offset, BULK - sent));
          if (result > 0) sent += result;
        }
        if (result === -errno.EAGAIN!) full++;
        if (sent === BULK) poller.delete(from);
        else if (trigger === "oneshot") poller.modify(source, { interest: Interest.Writable, trigger });
        continue;
      }
      const bytes = new Uint8Array(262_144);
      for (let result = sys.read(to, bytes); result > 0; result = sys.read(to, bytes)) {
        assert.equal(bytes[0], block[received % block.length], `byte ${received}`);
        received += result;
      }
      if (trigger === "oneshot") poller.modify(sink, { interest: Interest.Readable, trigger });
    }
  }
  assert.ok(full > 0, "the buffers were full at some point");
  poller.close();
}

/** TCP and unix connections as servers and clients use them. */
export const streams: readonly Case[] = [
  ...(["level", "edge", "oneshot"] as const).map(
    (trigger): Case => ({
      name: `streams.bulk.${trigger}`,
      covers: ["add", "wait"],
      run(fixture) {
        const { client, peer } = fixture.tcpPair();
        transfer(fixture, client, peer, trigger);
        transfer(fixture, peer, client, trigger);
        const [end, other] = fixture.pair();
        transfer(fixture, end, other, trigger);
      },
    }),
  ),
  {
    name: "streams.tcp.a-connection-is-writable-first",
    covers: ["connectTcp", "accept"],
    run(fixture) {
      const { Interest, Readiness, constants, errno, sys } = fixture.module;
      const { server, port } = fixture.listener();
      const poller = fixture.poller();
      const client = fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      poller.add({ fd: client, kind: 2 }, { interest: Interest.Readable | Interest.Writable, trigger: "edge" });
      assert.equal(one(poller).readiness, Readiness.Writable, "connected, but nothing to read");
      const value = new Int32Array(1);
      sys.getsockopt(client, constants.SOL_SOCKET!, constants.SO_ERROR!, value);
      assert.equal(value[0], 0, "without an error");
      assert.equal(sys.read(client, new Uint8Array(1)), -errno.EAGAIN!);
      const peer = fixture.acceptOne(server);
      assertSilent(poller, "being accepted is no event for the client");
      fixture.send(peer);
      assert.equal(both(fixture, poller).readiness & Readiness.Readable, Readiness.Readable);
      fixture.close(peer);
      const ended = both(fixture, poller).readiness;
      assert.equal(ended & Readiness.ReadClosed, Readiness.ReadClosed, "the end of the connection is");
    },
  },
  {
    name: "streams.tcp.refused-once",
    covers: ["connectTcp"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const { server, port } = fixture.listener();
      fixture.close(server);
      const poller = fixture.poller();
      const client = fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      poller.add({ fd: client, kind: 2 }, { interest: Interest.Writable, trigger: "edge" });
      const { readiness } = one(poller);
      const expected = Readiness.Writable | Readiness.WriteClosed | Readiness.Error;
      assert.equal(readiness & expected, expected, "writable, and with an error");
      assertToldOnce(fixture, poller, "it is reported once");
    },
  },
  {
    name: "streams.tcp.accepted-and-closed",
    covers: ["connectTcp", "accept", "add"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const { server, port } = fixture.listener();
      const poller = fixture.poller();
      const client = fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      poller.add({ fd: server, kind: 1 });
      poller.add({ fd: client, kind: 2 });
      assert.equal(one(poller).fd, server);
      const peer = fixture.acceptOne(server);
      poller.add({ fd: peer, kind: 2 }, { interest: Interest.Readable | Interest.Writable });
      // Closed without a delete: no duplicate keeps the file open, so its registration goes too.
      fixture.close(peer);
      const event = one(poller);
      assert.deepEqual([event.fd, event.readiness & Readiness.ReadClosed], [client, Readiness.ReadClosed]);
    },
  },
  {
    name: "streams.tcp.a-closed-listener-is-silent",
    covers: ["listenTcp", "delete:EBADF"],
    run(fixture) {
      const { server, port } = fixture.listener();
      const poller = fixture.poller();
      poller.add({ fd: server, kind: 1 });
      fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      assert.equal(one(poller).fd, server);
      fixture.close(server);
      assertSilent(poller, "with a connection that was not accepted");
      assert.throws(() => poller.delete(server), { code: "EBADF" });
    },
  },
  {
    name: "streams.tcp.nothing-after-delete",
    covers: ["delete", "wait"],
    run(fixture) {
      const { Interest } = fixture.module;
      const { server, port } = fixture.listener();
      const poller = fixture.poller();
      poller.add({ fd: server, kind: 1 });
      const client = fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      poller.add({ fd: client, kind: 2 }, { interest: Interest.Readable | Interest.Writable });
      poller.wait(PATIENCE_MS);
      poller.delete(server);
      poller.delete(client);
      assertSilent(poller, "a waiting connection is not reported");
      const peer = fixture.acceptOne(server);
      poller.add({ fd: peer, kind: 2 });
      fixture.send(client);
      assert.equal(one(poller).fd, peer);
      poller.delete(peer);
      fixture.send(client);
      fixture.close(client);
      assert.equal(poller.wait(10).length, 0, "neither its data nor its end");
      assert.equal(fixture.drain(peer), 2, "the data is there");
    },
  },
  {
    name: "streams.tcp.a-duplicate-takes-over",
    covers: ["add", "delete"],
    run(fixture) {
      const { client, peer } = fixture.tcpPair();
      const poller = fixture.poller();
      poller.add({ fd: client, kind: 1 });
      const twin = fixture.duplicate(client);
      poller.delete(client);
      fixture.close(client);
      poller.add({ fd: twin, kind: 2 });
      fixture.send(peer);
      assert.deepEqual([one(poller).fd, one(poller).kind], [twin, 2]);
      assert.equal(fixture.drain(twin), 1);
    },
  },
  {
    name: "streams.tcp.data-before-the-end",
    covers: ["wait"],
    run(fixture) {
      const { Readiness, sys } = fixture.module;
      const { client, peer } = fixture.tcpPair();
      const poller = fixture.poller();
      poller.add({ fd: peer, kind: 2 });
      fixture.send(client, new Uint8Array(1_000));
      fixture.close(client);
      let seen = 0;
      const deadline = Date.now() + PATIENCE_MS;
      while ((seen & Readiness.ReadClosed) === 0 && Date.now() < deadline) seen = one(poller).readiness;
      assert.equal(seen & (Readiness.Readable | Readiness.ReadClosed), Readiness.Readable | Readiness.ReadClosed);
      assert.equal(fixture.drain(peer), 1_000, "sent data is not lost");
      assert.equal(sys.read(peer, new Uint8Array(1)), 0);
    },
  },
  {
    name: "streams.tcp.writing-to-the-dead",
    covers: ["wait"],
    run(fixture) {
      const { Interest, Readiness, errno, sys } = fixture.module;
      const { client, peer } = fixture.tcpPair();
      const poller = fixture.poller();
      poller.add({ fd: client, kind: 2 }, { interest: Interest.Writable });
      assert.equal(one(poller).readiness, Readiness.Writable);
      fixture.close(peer);
      const deadline = Date.now() + PATIENCE_MS;
      let result = 1;
      while (result > 0 && Date.now() < deadline) {
        assert.equal(one(poller).readiness & Readiness.Writable, Readiness.Writable, "a write would not block");
        result = sys.write(client, Uint8Array.of(1));
      }
      assert.ok([-errno.EPIPE!, -errno.ECONNRESET!].includes(result), `write returned ${result}`);
      assert.equal(one(poller).readiness & Readiness.WriteClosed, Readiness.WriteClosed);
    },
  },
  {
    name: "streams.both-directions-of-both-ends",
    covers: ["add", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const { client, peer } = fixture.tcpPair();
      for (const [a, b] of [[client, peer] as const, fixture.pair()]) {
        const poller = fixture.poller();
        for (const fd of [a, b]) poller.add({ fd, kind: 2 }, { interest: Interest.Readable | Interest.Writable });
        assert.deepEqual(
          [...new Set(descriptors(poller.wait(0)))],
          [a, b].sort((x, y) => x - y),
          "both are writable",
        );
        assertTalks(fixture, a, b);
        fixture.send(a);
        const deadline = Date.now() + PATIENCE_MS;
        const flags = (fd: number) =>
          copy(poller.wait(0)).reduce((sum, event) => (event.fd === fd ? sum | event.readiness : sum), 0);
        while (flags(b) !== (Readiness.Readable | Readiness.Writable)) {
          assert.ok(Date.now() < deadline, `sent data is not reported: ${flags(b)}`);
        }
        assert.equal(flags(a), Readiness.Writable, "the sender has nothing to read");
        poller.close();
      }
    },
  },
];
