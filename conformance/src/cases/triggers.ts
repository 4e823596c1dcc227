import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSystemError } from "../support/errors.ts";
import { assertSilent, both, copy, one } from "../support/events.ts";

export const triggers: readonly Case[] = [
  {
    name: "triggers.level.repeats",
    covers: ["add", "wait"],
    run(fixture) {
      for (const options of [undefined, {}, { trigger: "level" }, { interest: 1 }] as const) {
        const poller = fixture.poller();
        const { reader } = fixture.readyPipe();
        poller.add({ fd: reader, kind: 2 }, options);
        for (let i = 0; i < 5; i++) assert.equal(one(poller).fd, reader);
        fixture.drain(reader);
        assertSilent(poller, "it was drained");
      }
    },
  },
  {
    name: "triggers.edge.once-until-new-data",
    covers: ["add", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      assert.equal(one(poller).fd, reader, "data from before the add is reported");
      assertSilent(poller, "once is enough");
      fixture.send(writer);
      assert.equal(one(poller).fd, reader, "new data without draining");
      assertSilent(poller, "once is enough");
      fixture.drain(reader);
      assertSilent(poller, "draining is no edge");
      fixture.send(writer);
      fixture.send(writer);
      assert.equal(one(poller).fd, reader, "new data after draining, twice, is one event");
      assertSilent(poller, "once is enough");
      fixture.close(writer);
      assert.equal(one(poller).readiness & 8, 8, "the end of the stream is an edge");
    },
  },
  {
    name: "triggers.edge.both-directions",
    covers: ["add", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      const poller = fixture.poller();
      poller.add({ fd: end, kind: 2 }, { trigger: "edge", interest: Interest.Readable | Interest.Writable });
      assert.equal(one(poller).readiness, Readiness.Writable);
      assertSilent(poller, "still writable, which is no edge");
      fixture.send(other);
      assert.equal(both(fixture, poller).readiness & Readiness.Readable, Readiness.Readable);
      assertSilent(poller, "once is enough");
    },
  },
  ...(["oneshot", "edge-oneshot"] as const).map(
    (trigger): Case => ({
      name: `triggers.${trigger}.once-and-armed-again-by-delete-and-add`,
      covers: ["add", "add:EEXIST", "delete", "wait"],
      run(fixture) {
        const poller = fixture.poller();
        const { reader, writer } = fixture.pipe();
        poller.add({ fd: reader, kind: 2 }, { trigger });
        assertSilent(poller, "nothing to read yet");
        for (let round = 0; round < 3; round++) {
          fixture.send(writer);
          const event = one(poller);
          assert.deepEqual([event.fd, event.stale], [reader, false]);
          assertSilent(poller, "it has fired");
          fixture.send(writer);
          assertSilent(poller, "new data does not arm it");
          fixture.drain(reader);
          fixture.send(writer);
          assertSilent(poller, "nor does draining");
          const again = () => poller.add({ fd: reader, kind: 2 }, { trigger });
          assertSystemError(fixture.module, again, { code: "EEXIST", fd: reader });
          assertSilent(poller, "nor does a refused add");
          poller.delete(reader);
          again();
          assert.equal(one(poller).fd, reader, "registered again, it reports what is there");
          poller.delete(reader);
          fixture.drain(reader);
          again();
          assertSilent(poller, "nothing to read");
        }
      },
    }),
  ),
  {
    name: "triggers.oneshot.one-event-for-each-direction",
    covers: ["add", "wait"],
    when: (module) => module.backend.capabilities.oneShotPerDirection,
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      for (const trigger of ["oneshot", "edge-oneshot"] as const) {
        const [end, other] = fixture.pair();
        const poller = fixture.poller();
        const event = { fd: end, kind: 2 };
        const options = { trigger, interest: Interest.Readable | Interest.Writable };
        poller.add(event, options);
        assert.equal(one(poller).readiness, Readiness.Writable, trigger);
        assertSilent(poller, "writing has fired");
        fixture.send(other);
        assert.equal(one(poller).readiness, Readiness.Readable, "reading had not");
        fixture.send(other);
        assertSilent(poller, "both have fired");
        poller.modify(event, options);
        const seen = copy(poller.wait(0)).map(({ readiness }) => readiness);
        assert.deepEqual(seen.sort(), [Readiness.Readable, Readiness.Writable], "armed again, both of them");
        assertSilent(poller, "both have fired again");
      }
    },
  },
  {
    name: "triggers.oneshot.one-event-for-both-directions",
    covers: ["add", "wait"],
    when: (module) => !module.backend.capabilities.oneShotPerDirection,
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      fixture.send(other);
      const poller = fixture.poller();
      poller.add({ fd: end, kind: 2 }, { trigger: "oneshot", interest: Interest.Readable | Interest.Writable });
      assert.equal(one(poller).readiness, Readiness.Readable | Readiness.Writable);
      assertSilent(poller, "it has fired");
      poller.modify({ fd: end, kind: 2 }, { trigger: "oneshot", interest: Interest.Readable | Interest.Writable });
      fixture.drain(end);
      assert.equal(one(poller).readiness, Readiness.Writable);
      fixture.send(other);
      assertSilent(poller, "one direction has fired for both");
    },
  },
  {
    name: "triggers.side-by-side",
    covers: ["add", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const source = fixture.counter(1);
      const all = ["level", "edge", "oneshot", "edge-oneshot"] as const;
      const fds = all.map((trigger) => {
        const fd = fixture.duplicate(source);
        poller.add({ fd, kind: 2 }, { trigger });
        return fd;
      });
      const [level, edge] = fds;
      const ready = (): number[] => Array.from(poller.wait(0), (event) => event.fd).sort((a, b) => a - b);
      assert.deepEqual(ready(), fds);
      assert.deepEqual(ready(), [level]);
      fixture.count(source);
      assert.deepEqual(ready(), [level, edge]);
      assert.deepEqual(ready(), [level]);
    },
  },
];
