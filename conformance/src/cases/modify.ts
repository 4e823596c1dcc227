import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSystemError } from "../support/errors.ts";
import { assertSilent, both, one } from "../support/events.ts";
import { bySystem } from "../support/system.ts";

/** What `modify` changes in a registration. For its effect on events fetched before, see stale.modify. */
export const modify: readonly Case[] = [
  {
    name: "modify.interest",
    covers: ["modify", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      const poller = fixture.poller();
      const event = { fd: end, kind: 2 };
      poller.add(event);
      assertSilent(poller, "nothing to read");
      poller.modify(event, { interest: Interest.Writable });
      assert.equal(one(poller).readiness, Readiness.Writable);
      fixture.send(other);
      assert.equal(one(poller).readiness, Readiness.Writable, "there is no interest in reading");
      poller.modify(event, { interest: Interest.Readable });
      assert.equal(one(poller).readiness, Readiness.Readable);
      poller.modify(event, { interest: Interest.Priority });
      assertSilent(poller, "neither is urgent");
      poller.modify(event, { interest: Interest.Readable | Interest.Writable });
      assert.equal(both(fixture, poller).readiness, Readiness.Readable | Readiness.Writable);
      fixture.drain(end);
      assert.equal(one(poller).readiness, Readiness.Writable);
    },
  },
  {
    name: "modify.trigger",
    covers: ["modify", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const event = { fd: fixture.readyPipe().reader, kind: 2 };
      poller.add(event);
      for (let round = 0; round < 3; round++) {
        poller.modify(event, { trigger: "level" });
        for (let i = 0; i < 3; i++) one(poller);
        for (const trigger of ["edge", "oneshot", "edge-oneshot"] as const) {
          poller.modify(event, { trigger });
          one(poller);
          assertSilent(poller, `${trigger}: once is enough`);
        }
      }
    },
  },
  {
    name: "modify.defaults",
    covers: ["modify", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      fixture.send(other);
      for (const options of [undefined, {}, { interest: undefined, trigger: undefined } as never]) {
        const poller = fixture.poller();
        poller.add({ fd: end, kind: 2 }, { interest: Interest.Writable, trigger: "oneshot" });
        assert.equal(one(poller).readiness, Readiness.Writable);
        poller.modify({ fd: end, kind: 2 }, options);
        for (let i = 0; i < 3; i++) assert.equal(one(poller).readiness, Readiness.Readable, "readable, level");
      }
    },
  },
  {
    name: "modify.kind",
    covers: ["modify", "wait"],
    run(fixture) {
      const { EventObject, EventKind } = fixture.module;
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add(new EventObject(reader, EventKind.Server));
      assert.equal(one(poller).kind, EventKind.Server);
      poller.modify(new EventObject(reader, EventKind.Client));
      assert.equal(one(poller).kind, EventKind.Client);
      assert.equal(poller.wait(0).at(0)?.encode(), reader * 256 + EventKind.Client);
      class Connection {
        readonly kind = EventKind.Server;
        readonly fd = reader;
      }
      poller.modify(new Connection());
      assert.deepEqual(
        [one(poller).fd, one(poller).kind],
        [reader, EventKind.Server],
        "any object with fd and kind works",
      );
    },
  },
  ...(["oneshot", "edge-oneshot"] as const).map(
    (trigger): Case => ({
      name: `modify.${trigger}.arms-again`,
      covers: ["modify", "wait"],
      run(fixture) {
        const poller = fixture.poller();
        const { reader, writer } = fixture.pipe();
        const event = { fd: reader, kind: 2 };
        poller.add(event, { trigger });
        for (let round = 0; round < 20; round++) {
          fixture.send(writer);
          assert.equal(one(poller).stale, false);
          assertSilent(poller, "it has fired");
          poller.modify(event, { trigger });
          assert.equal(one(poller).fd, reader, "unread data is reported again");
          fixture.drain(reader);
          poller.modify(event, { trigger });
          assertSilent(poller, "armed, but nothing to read");
        }
      },
    }),
  ),
  {
    name: "modify.edge.reports-again-what-still-holds",
    covers: ["modify", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.readyPipe();
      const event = { fd: reader, kind: 2 };
      poller.add(event, { trigger: "edge" });
      one(poller);
      assertSilent(poller, "once is enough");
      for (let round = 0; round < 5; round++) {
        poller.modify(event, { trigger: "edge" });
        one(poller);
        assertSilent(poller, "and once more for each modify");
      }
      fixture.drain(reader);
      poller.modify(event, { trigger: "edge" });
      assertSilent(poller, "nothing is ready any more");
      fixture.send(writer);
      one(poller);
    },
  },
  {
    name: "modify.ends-are-always-told",
    covers: ["modify", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      // epoll reports the end even with interest in priority data only; kqueue reports it with the direction that ended.
      const interest = bySystem(fixture, { linux: Interest.Priority, darwin: Interest.Readable });
      poller.modify({ fd: reader, kind: 2 }, { interest });
      assertSilent(poller, "the pipe is open");
      fixture.close(writer);
      assert.ok((one(poller).readiness & Readiness.ReadClosed) !== 0, "the end of the stream");
    },
  },
  {
    name: "modify.only-its-own-registration",
    covers: ["modify", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      fixture.send(other);
      const twin = fixture.duplicate(end);
      const [untouched, changed] = [fixture.poller(), fixture.poller()];
      untouched.add({ fd: end, kind: 1 });
      changed.add({ fd: end, kind: 1 });
      changed.add({ fd: twin, kind: 1 });
      changed.modify({ fd: end, kind: 2 }, { interest: Interest.Writable });
      assert.deepEqual(
        [one(untouched).kind, one(untouched).readiness],
        [1, Readiness.Readable],
        "the other poller's registration is unchanged",
      );
      const seen = Array.from(changed.wait(0), ({ fd, kind, readiness }) => [fd, kind, readiness]);
      seen.sort(([a], [b]) => a! - b!);
      const expected = [
        [end, 2, Readiness.Writable],
        [twin, 1, Readiness.Readable],
      ];
      assert.deepEqual(seen, expected, "a duplicate has a registration of its own");
    },
  },
  {
    name: "modify.a-refusal-changes-nothing",
    covers: ["modify:ENOENT", "modify:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 1 });
      const ready = poller.wait(0);
      assertSystemError(fixture.module, () => poller.modify({ fd: writer, kind: 2 }), { code: "ENOENT", fd: writer });
      assert.throws(() => poller.modify({ fd: reader, kind: 64 as never }));
      assert.throws(() => poller.modify({ fd: reader, kind: 2 }, { interest: 16 }));
      assert.equal(ready.stale(0), false, "the fetched event is still valid");
      assert.deepEqual([one(poller).kind, one(poller).kind], [1, 1], "the registration is unchanged");
      fixture.drain(reader);
      assertSilent(poller, "modify registered nothing");
    },
  },
  {
    name: "modify.back-and-forth",
    covers: ["modify", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      fixture.send(other);
      const poller = fixture.poller();
      poller.add({ fd: end, kind: 1 });
      for (let i = 0; i < 2_000; i++) {
        const writes = i % 2 === 0;
        poller.modify({ fd: end, kind: 2 }, { interest: writes ? Interest.Writable : Interest.Readable });
        const ready = poller.wait(0);
        assert.equal(ready.readiness(0), writes ? Readiness.Writable : Readiness.Readable, `modify ${i}`);
        assert.equal(ready.stale(0), false, `modify ${i}`);
      }
    },
  },
];
