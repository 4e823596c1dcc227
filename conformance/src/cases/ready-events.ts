import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import type { Fixture } from "../support/fixture.ts";

const OUTSIDE = [
  -1,
  -0.5,
  0.5,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  2 ** 31,
  2 ** 32,
  2 ** 53,
];

/** A poller with `count` descriptors that are always ready, in ascending order. */
function readyPoller(fixture: Fixture, count: number): { poller: Poller; fds: number[]; source: number } {
  const poller = fixture.poller();
  const source = fixture.counter(1);
  const fds = Array.from({ length: count }, () => fixture.duplicate(source));
  fds.forEach((fd, i) => {
    poller.add({ fd, kind: i % 2 === 0 ? 1 : 2 });
  });
  return { poller, fds, source };
}

export const readyEvents: readonly Case[] = [
  {
    name: "ready-events.are-shown-by-console.log",
    covers: ["wait", "close"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      assert.match(inspect(poller), new RegExp(`OsPoller.*fd: ${poller.fd}\\b.*closed: false`, "s"));
      const ready = poller.wait(1_000);
      assert.match(inspect(ready), new RegExp(`ReadyEvents.*length: 1.*fd: ${reader}\\b.*Readable`, "s"));
      poller.close();
      assert.match(inspect(poller), /OsPoller.*closed: true/s);
      assert.match(inspect(ready), /ReadyEvents.*length: 0/s);
      for (const { prototype } of [fixture.module.OsPoller, fixture.module.ReadyEvents]) inspect(prototype);
    },
  },
  {
    name: "ready.accessors-agree",
    covers: ["wait", ...["length", "at", "fd", "kind", "readiness", "stale"].map((name) => `ReadyEvents.${name}`)],
    run(fixture) {
      const { poller, fds } = readyPoller(fixture, 50);
      const ready = poller.wait(0);
      assert.equal(ready.length, 50);
      const kinds = new Map(fds.map((fd, i) => [fd, i % 2 === 0 ? 1 : 2]));
      for (let i = 0; i < ready.length; i++) {
        const event = ready.at(i)!;
        assert.ok(event instanceof fixture.module.EventObject);
        assert.deepEqual([event.fd, event.kind, event.readiness], [ready.fd(i), ready.kind(i), ready.readiness(i)]);
        assert.equal(event.kind, kinds.get(event.fd));
        assert.equal(event.readiness, fixture.module.Readiness.Readable);
        assert.equal(event.encode(), event.fd * 256 + event.kind, "the generation never leaves the poller");
        assert.equal(ready.stale(i), false);
      }
      assert.deepEqual(new Set(Array.from({ length: 50 }, (_, i) => ready.fd(i))), new Set(fds));
    },
  },
  {
    name: "ready.index-outside",
    covers: ["wait"],
    run(fixture) {
      const { poller } = readyPoller(fixture, 3);
      const empty = fixture.poller().wait(0);
      const ready = poller.wait(0);
      const attempts: [typeof ready, number][] = [...OUTSIDE, 3, 4, 19_999, 20_000].map((index) => [ready, index]);
      for (const [events, index] of [...attempts, [empty, 0], [empty, -1]] as typeof attempts) {
        const got = [
          events.at(index),
          events.fd(index),
          events.kind(index),
          events.readiness(index),
          events.stale(index),
        ];
        assert.deepEqual(got, [undefined, -1, 0, 0, true], `index ${index} of ${events.length}`);
      }
      assert.equal(ready.at(-0)?.fd, ready.fd(0));
    },
  },
  {
    name: "ready.shrinking-batch-hides-the-rest",
    covers: ["wait"],
    run(fixture) {
      const { poller, fds } = readyPoller(fixture, 10);
      assert.equal(poller.wait(0).length, 10);
      for (const fd of fds.slice(1)) poller.delete(fd);
      const ready = poller.wait(0);
      assert.equal(ready.length, 1);
      assert.deepEqual([ready.fd(1), ready.at(5), ready.stale(9)], [-1, undefined, true]);
    },
  },
  {
    name: "ready.objects-are-pooled",
    covers: ["wait"],
    run(fixture) {
      const { poller } = readyPoller(fixture, 5);
      const ready = poller.wait(0);
      const first = Array.from({ length: 5 }, (_, i) => ready.at(i)!);
      assert.equal(new Set(first).size, 5, "each index has its own object");
      assert.equal(ready.at(0), first[0], "asking twice returns the same object");
      poller.wait(0);
      for (let i = 0; i < 5; i++) assert.equal(ready.at(i), first[i], "the next wait uses the same objects");
      assert.deepEqual(new Set([...ready]), new Set(first), "the iterator uses them too");
    },
  },
  {
    name: "ready.content-is-replaced-by-the-next-wait",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      const [one, other] = [fixture.readyPipe(), fixture.pipe()];
      poller.add({ fd: one.reader, kind: 1 });
      poller.add({ fd: other.reader, kind: 2 });
      const ready = poller.wait(0);
      assert.deepEqual([ready.length, ready.fd(0), ready.kind(0)], [1, one.reader, 1]);
      fixture.drain(one.reader);
      fixture.send(other.writer);
      poller.wait(0);
      assert.deepEqual([ready.length, ready.fd(0), ready.kind(0)], [1, other.reader, 2]);
      assert.equal(ready.at(0)!.fd, other.reader);
      fixture.drain(other.reader);
      poller.wait(0);
      assert.deepEqual([ready.length, ready.fd(0)], [0, -1]);
    },
  },
  {
    name: "ready.iteration",
    covers: ["wait"],
    run(fixture) {
      const { poller, fds } = readyPoller(fixture, 20);
      const ready = poller.wait(0);
      const byIndex = Array.from({ length: ready.length }, (_, i) => ready.fd(i));
      const iterated: number[] = [];
      for (const event of ready) iterated.push(event.fd);
      assert.deepEqual(iterated, byIndex, "in the order of the batch");
      assert.deepEqual(
        [...ready].map((event) => event.fd),
        byIndex,
        "each iteration starts again",
      );
      assert.deepEqual(Array.from(ready, (event) => event.kind).length, fds.length);
      const [head, ...rest] = ready;
      assert.deepEqual([head!.fd, rest.length], [byIndex[0], 19]);
      const [inner, outer] = [ready[Symbol.iterator](), ready[Symbol.iterator]()];
      assert.notEqual(inner, outer);
      inner.next();
      assert.equal(outer.next().value?.fd, byIndex[0], "two iterators are independent");
      for (const event of fixture.poller().wait(0)) assert.fail(`an event in an empty batch: ${event.fd}`);
    },
  },
  {
    name: "ready.iteration.early-break",
    covers: ["wait"],
    run(fixture) {
      const { poller } = readyPoller(fixture, 5);
      const ready = poller.wait(0);
      let steps = 0;
      for (const _event of ready) {
        if (++steps === 2) break;
      }
      assert.equal(steps, 2);
      assert.equal([...ready].length, 5, "the batch is complete afterwards");
      assert.equal(poller.wait(0).length, 5, "the poller still works");
      const iterator = ready[Symbol.iterator]();
      for (let i = 0; i < 5; i++) assert.equal(iterator.next().done, false);
      for (let i = 0; i < 3; i++) {
        const { done, value } = iterator.next();
        assert.deepEqual([done, value], [true, undefined], "the end stays the end");
      }
    },
  },
  {
    name: "ready.iteration.ends-with-its-batch",
    covers: ["wait", "close"],
    run(fixture) {
      const { poller } = readyPoller(fixture, 5);
      const ready = poller.wait(0);
      const old = ready[Symbol.iterator]();
      assert.equal(old.next().done, false);
      poller.close();
      assert.equal(old.next().done, true);
      assert.deepEqual([...ready], []);
    },
  },
  {
    name: "ready.iteration.what-is-deleted-meanwhile-is-left-out",
    covers: ["wait", "delete", "add"],
    run(fixture) {
      const { poller, source } = readyPoller(fixture, 10);
      const ready = poller.wait(0);
      const deleted = new Set<number>();
      const seen: number[] = [];
      for (const { fd } of ready) {
        assert.ok(!deleted.has(fd), `descriptor ${fd} was deleted before its turn`);
        seen.push(fd);
        // Each handler closes the connection after its own.
        const next = ready.fd(seen.length * 2 - 1);
        if (next >= 0) poller.delete(next);
        deleted.add(next);
        // Descriptors registered meanwhile belong to the next batch.
        poller.add({ fd: fixture.duplicate(source), kind: 1 });
      }
      assert.equal(seen.length, 5);
      assert.equal(ready.length, 10, "the batch stays as the kernel wrote it");
      assert.equal(poller.wait(0).length, 10);
    },
  },
];
