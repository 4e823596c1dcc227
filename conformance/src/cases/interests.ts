import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSystemError } from "../support/errors.ts";
import { assertSilent, assertToldOnce, one } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";
import { bySystem, isLinux } from "../support/system.ts";

/** How a hang-up is reported to who asked for nothing, or for ReadClosed alone: EV_EOF of kqueue comes from the filter for reading. */
function hangUp({ module }: Fixture): number {
  const { Readable, ReadClosed, WriteClosed } = module.Readiness;
  return isLinux(module) ? Readable | ReadClosed | WriteClosed : Readable | ReadClosed;
}

function shutDownWriting({ module: { sys, constants } }: Fixture, fd: number): void {
  assert.equal(sys.shutdown(fd, constants.SHUT_WR!), 0);
}

/** Interest 0, for errors and hang-ups only, and ReadClosed alone. */
export const interests: readonly Case[] = [
  {
    name: "interest.none.neither-data-nor-room",
    covers: ["add", "modify", "wait"],
    run(fixture) {
      const [end, other] = fixture.pair();
      const { reader, writer } = fixture.readyPipe();
      fixture.send(other);
      for (const trigger of ["level", "edge", "oneshot", "edge-oneshot"] as const) {
        const poller = fixture.poller();
        for (const fd of [end, reader, writer]) poller.add({ fd, kind: 2 }, { interest: 0, trigger });
        assertSilent(poller, trigger);
        fixture.send(other);
        fixture.send(writer);
        assertSilent(poller, `${trigger}: more data`);
        assertSystemError(fixture.module, () => poller.add({ fd: end, kind: 1 }), { code: "EEXIST", fd: end });
        assertSilent(poller, `${trigger}: what was refused changed nothing`);
        poller.modify({ fd: end, kind: 2 });
        assert.deepEqual([one(poller).fd, one(poller).kind], [end, 2], "until it is asked for");
        poller.modify({ fd: end, kind: 2 }, { interest: 0, trigger });
        assertSilent(poller, `${trigger}: again`);
      }
    },
  },
  {
    name: "interest.none.a-hang-up",
    covers: ["add", "modify", "wait"],
    run(fixture) {
      for (const make of [() => fixture.pair(), () => Object.values(fixture.pipe())]) {
        const [end, other] = make() as [number, number];
        const poller = fixture.poller();
        poller.add({ fd: end, kind: 1 }, { interest: 0 });
        fixture.send(other);
        assertSilent(poller, "nothing ended");
        fixture.close(other);
        for (let i = 0; i < 3; i++) assert.equal(one(poller).readiness, hangUp(fixture), "as long as it lasts");
        fixture.drain(end);
        assert.equal(one(poller).readiness, hangUp(fixture));
        poller.modify({ fd: end, kind: 1 }, { interest: 0, trigger: "edge" });
        assert.equal(one(poller).readiness, hangUp(fixture));
        assertToldOnce(fixture, poller, "edge: it was reported");
        for (let i = 0; i < 2; i++) {
          poller.modify({ fd: end, kind: 1 }, { interest: 0, trigger: "oneshot" });
          assert.equal(one(poller).readiness, hangUp(fixture));
          assertSilent(poller, "one-shot: it was reported");
        }
      }
    },
  },
  {
    name: "interest.none.a-pipe-without-reader",
    covers: ["add", "wait"],
    run(fixture) {
      const { Readable, ReadClosed, Error: Failed } = fixture.module.Readiness;
      const { reader, writer } = fixture.pipe();
      const poller = fixture.poller();
      poller.add({ fd: writer, kind: 2 }, { interest: 0 });
      assertSilent(poller, "there is room, and a reader");
      fixture.close(reader);
      // Writing was not asked for; kqueue's filter for reading reports the end of either end of a pipe.
      const expected = bySystem(fixture, { linux: Failed, darwin: Readable | ReadClosed });
      for (let i = 0; i < 3; i++) assert.equal(one(poller).readiness, expected);
    },
  },
  {
    name: "interest.none.a-reset",
    covers: ["add", "wait"],
    run(fixture) {
      const { constants, sys, Readiness } = fixture.module;
      const { client, peer } = fixture.tcpPair();
      const poller = fixture.poller();
      poller.add({ fd: peer, kind: 2 }, { interest: 0 });
      assertSilent(poller, "connected");
      assert.equal(sys.setsockopt(client, constants.SOL_SOCKET!, constants.SO_LINGER!, Int32Array.of(1, 0)), 0);
      fixture.close(client);
      assert.equal(one(poller).readiness, hangUp(fixture) | Readiness.Error);
    },
  },
  {
    name: "interest.none.no-half-close",
    covers: ["add", "wait"],
    when: (module) => module.backend.capabilities.hangUpsAlone,
    run(fixture) {
      for (const [end, other] of [fixture.pair(), Object.values(fixture.tcpPair())] as [number, number][]) {
        const poller = fixture.poller();
        poller.add({ fd: end, kind: 2 }, { interest: 0 });
        shutDownWriting(fixture, other);
        assert.equal(poller.wait(20).length, 0, "the other direction is still open");
        shutDownWriting(fixture, end);
        assert.equal(one(poller).readiness, hangUp(fixture), "both are closed");
      }
    },
  },
  {
    name: "interest.none.a-half-close-too",
    covers: ["add", "wait"],
    when: (module) => !module.backend.capabilities.hangUpsAlone,
    run(fixture) {
      const { ReadClosed } = fixture.module.Readiness;
      for (const [end, other] of [fixture.pair(), Object.values(fixture.tcpPair())] as [number, number][]) {
        const poller = fixture.poller();
        poller.add({ fd: end, kind: 2 }, { interest: 0 });
        shutDownWriting(fixture, other);
        assert.equal(one(poller).readiness & ReadClosed, ReadClosed);
      }
    },
  },
  {
    name: "interest.read-closed.alone",
    covers: ["add", "modify", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const { Readable, ReadClosed } = Readiness;
      const expected = bySystem(fixture, { linux: ReadClosed, darwin: Readable | ReadClosed });
      for (const [end, other] of [fixture.pair(), Object.values(fixture.tcpPair())] as [number, number][]) {
        const poller = fixture.poller();
        poller.add({ fd: end, kind: 2 }, { interest: Interest.ReadClosed });
        fixture.send(other);
        assert.equal(poller.wait(20).length, 0, "data is not asked for");
        shutDownWriting(fixture, other);
        for (let i = 0; i < 3; i++) assert.equal(one(poller).readiness, expected);
        poller.modify({ fd: end, kind: 2 }, { interest: Interest.ReadClosed, trigger: "oneshot" });
        assert.equal(one(poller).readiness, expected);
        assertSilent(poller, "one-shot: it was reported");
      }
    },
  },
  {
    name: "interest.read-closed.and-writable",
    covers: ["add", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      const poller = fixture.poller();
      fixture.send(other);
      poller.add({ fd: end, kind: 2 }, { interest: Interest.ReadClosed | Interest.Writable });
      assert.equal(one(poller).readiness, Readiness.Writable, "data is not asked for");
      shutDownWriting(fixture, other);
      const seen = [...poller.wait(fixture.patienceMs)].reduce((flags, { readiness }) => flags | readiness, 0);
      const both = Readiness.Writable | Readiness.ReadClosed;
      assert.equal(seen & both, both);
    },
  },
  {
    name: "interest.read-closed.implied-by-readable",
    covers: ["add", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      shutDownWriting(fixture, other);
      for (const interest of [Interest.Readable, Interest.Readable | Interest.ReadClosed]) {
        const poller = fixture.poller();
        poller.add({ fd: end, kind: 2 }, { interest });
        assert.equal(one(poller).readiness, Readiness.Readable | Readiness.ReadClosed);
      }
    },
  },
];
