import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSilent, copy, descriptors, one } from "../support/events.ts";
import { raiseLimit } from "../support/limits.ts";
import { client, readyOnes } from "../support/ready-ones.ts";

const asClients = (fds: readonly number[]) => fds.map(client);

/** Many registrations in one call. */
export const many: readonly Case[] = [
  {
    name: "many.register-wait-delete",
    covers: ["registerAll", "deleteAll", "wait"],
    run(fixture) {
      const { EventKind, EventObject } = fixture.module;
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 50);
      poller.registerAll(fds.map((fd, i) => new EventObject(fd, i % 2 === 0 ? EventKind.Server : EventKind.Client)));
      const ready = poller.wait(0);
      const seen = copy(ready).sort((a, b) => a.fd - b.fd);
      assert.deepEqual(
        seen.map(({ fd, kind, stale }) => [fd, kind, stale]),
        fds.map((fd, i) => [fd, i % 2 === 0 ? 1 : 2, false]),
      );
      poller.deleteAll(fds.slice(0, 30));
      assert.equal([...ready].length, 20, "what was deleted is stale");
      assert.deepEqual(descriptors(poller.wait(0)), fds.slice(30));
      poller.deleteAll(fds.slice(30));
      assertSilent(poller, "all were deleted");
      poller.registerAll(asClients(fds));
      assert.deepEqual([ready.length, [...poller.wait(0)].length], [0, 50], "they can be registered again");
    },
  },
  {
    name: "many.iterables",
    covers: ["registerAll", "deleteAll"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 12);
      const events = asClients(fds);
      const registers: (() => Iterable<{ fd: number; kind: number }>)[] = [
        () => events,
        () => new Set(events),
        () => new Map(events.map((event) => [event, event])).values(),
        function* () {
          yield* events;
        },
        () => ({ [Symbol.iterator]: () => events[Symbol.iterator]() }),
      ];
      const deletes: (() => Iterable<number>)[] = [
        () => Int32Array.from(fds),
        () => new Set(fds),
        () => new Map(fds.map((fd) => [fd, fd])).keys(),
        function* () {
          yield* fds;
        },
        () => fds,
      ];
      for (const [i, register] of registers.entries()) {
        poller.registerAll(register());
        assert.deepEqual(descriptors(poller.wait(0)), fds, `registered from iterable ${i}`);
        poller.deleteAll(deletes[i]!());
        assertSilent(poller, `deleted from iterable ${i}`);
      }
    },
  },
  {
    name: "many.the-caller-keeps-its-list",
    covers: ["registerAll", "deleteAll"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = Object.freeze(readyOnes(fixture, 5));
      const events = Object.freeze(asClients(fds).map((event) => Object.freeze(event)));
      poller.registerAll(events);
      const numbers = Int32Array.from(fds);
      poller.deleteAll(numbers);
      assert.deepEqual([...numbers], [...fds], "the caller's array is not written to");
    },
  },
  {
    name: "many.none",
    covers: ["registerAll", "deleteAll"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      const ready = poller.wait(0);
      poller.registerAll([]);
      poller.registerAll(new Set(), { trigger: "edge" });
      poller.deleteAll([]);
      poller.deleteAll(new Set());
      assert.deepEqual([ready.length, ready.stale(0)], [1, false]);
      assert.equal(one(poller).fd, reader, "nothing changed");
    },
  },
  {
    name: "many.options-are-for-all",
    covers: ["registerAll", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 20);
      for (const trigger of ["edge", "oneshot", "edge-oneshot"] as const) {
        poller.registerAll(asClients(fds), { trigger });
        assert.deepEqual(descriptors(poller.wait(0)), fds, trigger);
        assertSilent(poller, `${trigger}: once is enough`);
        poller.deleteAll(fds);
      }
      poller.registerAll(asClients(fds), { trigger: "level" });
      for (let i = 0; i < 3; i++) assert.deepEqual(descriptors(poller.wait(0)), fds);
      poller.deleteAll(fds);
      poller.registerAll(asClients(fds), { interest: Interest.Writable });
      const seen = copy(poller.wait(0));
      assert.deepEqual(
        [seen.length, new Set(seen.map((event) => event.readiness))],
        [20, new Set([Readiness.Writable])],
      );
      poller.deleteAll(fds);
      poller.registerAll(asClients(fds), { interest: Interest.Priority });
      assertSilent(poller, "none is urgent");
    },
  },
  {
    name: "many.mixed-with-single-ones",
    covers: ["registerAll", "deleteAll", "add", "modify", "delete"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 10);
      for (const fd of fds.slice(0, 5)) poller.add({ fd, kind: 1 });
      poller.registerAll(asClients(fds.slice(5)));
      for (const fd of fds) poller.modify({ fd, kind: 2 });
      assert.deepEqual(
        copy(poller.wait(0)).map(({ kind, stale }) => [kind, stale]),
        fds.map(() => [2, false]),
      );
      for (const fd of fds.slice(5, 8)) poller.delete(fd);
      poller.deleteAll([...fds.slice(0, 5), ...fds.slice(8)]);
      assertSilent(poller, "all were deleted");
    },
  },
  {
    name: "many.15000",
    covers: ["registerAll", "deleteAll", "wait"],
    run(fixture) {
      const wanted = Math.min(15_000, raiseLimit(fixture, 16_000) - 1_000);
      const poller = fixture.poller();
      const fds = readyOnes(fixture, wanted);
      poller.registerAll(asClients(fds));
      const ready = poller.wait(0);
      assert.equal(ready.length, wanted);
      assert.deepEqual(descriptors(ready), fds, "each of them once");
      assert.equal([...ready].length, wanted, "none is stale");
      poller.deleteAll(fds);
      assert.equal([...ready].length, 0, "all are stale");
      assertSilent(poller, "all were deleted");
    },
  },
];
