import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSilent, copy, descriptors, one } from "../support/events.ts";

const TRIGGERS = ["level", "edge", "oneshot", "edge-oneshot"] as const;

/** Events of an older generation than the registration: after `modify`, and after many changes. */
export const generations: readonly Case[] = [
  {
    name: "stale.modify",
    covers: ["modify", "ReadyEvents.stale"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = [fixture.readyPipe().reader, fixture.readyPipe().reader, fixture.readyPipe().reader];
      for (const fd of fds) poller.add({ fd, kind: 1 });
      const ready = poller.wait(0);
      const middle = copy(ready).findIndex((event) => event.fd === fds[1]);
      poller.modify({ fd: fds[1]!, kind: 2 });
      assert.deepEqual([ready.stale(middle), ready.length], [true, 3], "access by index shows the whole batch");
      assert.deepEqual([ready.fd(middle), ready.kind(middle)], [fds[1], 1], "as it was fetched");
      assert.deepEqual(
        Array.from(ready, (event) => event.fd),
        copy(ready)
          .map((event) => event.fd)
          .filter((fd) => fd !== fds[1]),
        "iteration yields the others",
      );
      const next = poller.wait(0);
      assert.deepEqual(
        Array.from(next, ({ fd, kind }) => [fd, kind]).sort(([a], [b]) => a! - b!),
        fds.map((fd) => [fd, fd === fds[1] ? 2 : 1]),
        "events fetched afterwards are valid",
      );
    },
  },
  ...TRIGGERS.map(
    (trigger): Case => ({
      name: `stale.modify.nothing-is-lost.${trigger}`,
      covers: ["modify", "wait"],
      run(fixture) {
        const poller = fixture.poller();
        const { reader, writer } = fixture.pipe();
        const event = { fd: reader, kind: 2 };
        poller.add(event, { trigger });
        for (let round = 0; round < 50; round++) {
          fixture.send(writer);
          const ready = poller.wait(1_000);
          assert.equal(ready.stale(0), false);
          // The registration changes between fetching and handling: this batch no longer yields its event.
          poller.modify(event, { trigger });
          assert.deepEqual([...ready], []);
          assert.equal(one(poller).fd, reader, "the kernel reports again");
          fixture.drain(reader);
          poller.modify(event, { trigger });
          assertSilent(poller, "but only while it is ready");
        }
      },
    }),
  ),
  {
    name: "stale.modify.narrowed-interest",
    covers: ["modify", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      fixture.send(other);
      const poller = fixture.poller();
      poller.add({ fd: end, kind: 2 }, { interest: Interest.Readable | Interest.Writable });
      const ready = poller.wait(0);
      poller.modify({ fd: end, kind: 2 }, { interest: Interest.Writable });
      const told = copy(ready);
      assert.ok(
        told.some((event) => (event.readiness & Readiness.Readable) !== 0),
        "it was readable when it was fetched",
      );
      assert.ok(
        told.every((event) => event.stale),
        "all of it is stale, whether one event or two",
      );
      assert.deepEqual([...ready], [], "without interest in reading, no event says so");
      assert.equal(one(poller).readiness, Readiness.Writable);
    },
  },
  {
    name: "stale.modify.of-another-in-the-same-batch",
    covers: ["modify", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const source = fixture.counter(1);
      const fds = Array.from({ length: 10 }, () => fixture.duplicate(source));
      for (const fd of fds) poller.add({ fd, kind: 1 });
      const ready = poller.wait(0);
      const handled: number[] = [];
      for (const { fd } of ready) {
        handled.push(fd);
        const next = ready.fd(handled.length * 2 - 1);
        if (next >= 0) poller.modify({ fd: next, kind: 2 });
      }
      assert.equal(handled.length, 5, "iteration skips what a handler changed");
      const seen = copy(poller.wait(0));
      assert.deepEqual(
        seen
          .filter((event) => event.kind === 1)
          .map((event) => event.fd)
          .sort((a, b) => a - b),
        handled.sort((a, b) => a - b),
      );
      assert.deepEqual([seen.length, seen.some((event) => event.stale)], [10, false], "the next batch reports it");
    },
  },
  {
    name: "stale.handlers-end-each-other",
    covers: ["delete", "add", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const source = fixture.counter(1);
      const spare = fixture.counter(1);
      const fds = Array.from({ length: 6 }, () => fixture.duplicate(source));
      for (const fd of fds) poller.add({ fd, kind: 1 });
      const ready = poller.wait(0);
      const seen: number[] = [];
      for (const { fd, kind } of ready) {
        assert.equal(kind, 1, "an event of the previous connection");
        seen.push(fd);
        if (seen.length > 1) continue;
        // The first handler closes all other connections, and new ones get their numbers before the second handler runs.
        for (const other of fds.filter((each) => each !== fd)) {
          poller.delete(other);
          fixture.replace(other, spare);
          poller.add({ fd: other, kind: 2 });
        }
      }
      assert.equal(seen.length, 1);
      assert.deepEqual(
        copy(ready)
          .map((event) => event.stale)
          .sort(),
        [false, true, true, true, true, true],
      );
      assert.deepEqual(descriptors(poller.wait(0)), fds, "the next wait reports the new connections");
      assert.equal([...poller.wait(0)].filter((event) => event.kind === 2).length, 5);
    },
  },
  {
    name: "stale.many-generations.modify",
    covers: ["modify", "wait"],
    run(fixture) {
      const poller = fixture.poller({ maxEvents: 4 });
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 1 });
      for (let i = 0; i < 70_000; i++) {
        if (i % 1_000 !== 0 && (i < 65_530 || i > 65_540)) {
          poller.modify({ fd: reader, kind: 1 });
          continue;
        }
        const ready = poller.wait(0);
        assert.equal(ready.stale(0), false, `generation ${i}`);
        poller.modify({ fd: reader, kind: 2 });
        assert.equal(ready.stale(0), true, `generation ${i}`);
        assert.deepEqual([one(poller).kind, one(poller).stale], [2, false], `generation ${i}`);
      }
    },
  },
  {
    name: "stale.every-way-in-turn",
    covers: ["add", "modify", "delete", "registerAll", "deleteAll"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const event = { fd: reader, kind: 2 };
      const renew: Record<string, () => void> = {
        modify: () => poller.modify(event),
        "delete and add": () => {
          poller.delete(reader);
          poller.add(event);
        },
        "deleteAll and registerAll": () => {
          poller.deleteAll([reader]);
          poller.registerAll([event]);
        },
        "delete and registerAll": () => {
          poller.delete(reader);
          poller.registerAll([event]);
        },
        "delete, add and modify": () => {
          poller.delete(reader);
          poller.add(event);
          poller.modify(event);
        },
      };
      poller.add(event);
      for (let round = 0; round < 20; round++) {
        for (const [how, action] of Object.entries(renew)) {
          const ready = poller.wait(0);
          assert.deepEqual([ready.length, ready.stale(0)], [1, false], `before ${how}`);
          action();
          assert.deepEqual([ready.stale(0), [...ready].length], [true, 0], how);
        }
      }
    },
  },
];
