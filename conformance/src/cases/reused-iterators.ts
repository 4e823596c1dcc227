import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import type { Fixture } from "../support/fixture.ts";
import { client, readyOnes } from "../support/ready-ones.ts";

const ITERATOR = "ReadyEvents.[Symbol.iterator]";

/** A batch of so many, and their descriptors in its order. */
function batch(fixture: Fixture, count: number): { ready: ReturnType<Poller["wait"]>; fds: number[] } {
  const poller = fixture.poller();
  poller.registerAll(readyOnes(fixture, count).map(client));
  const ready = poller.wait(0);
  return { ready, fds: Array.from({ length: ready.length }, (_, index) => ready.fd(index)) };
}

const descriptors = (events: Iterable<{ fd: number }>) => Array.from(events, ({ fd }) => fd);

/** A poller may use its iterators again: no loop must notice. */
export const reusedIterators: readonly Case[] = [
  {
    name: "ready.iterators.loops-within-loops",
    covers: ["wait", ITERATOR],
    run(fixture) {
      const { ready, fds } = batch(fixture, 5);
      const pairs: [number, number][] = [];
      for (let round = 0; round < 2; round++) {
        for (const outer of ready) for (const inner of ready) pairs.push([outer.fd, inner.fd]);
      }
      const once = fds.flatMap((outer) => fds.map((inner) => [outer, inner]));
      assert.deepEqual(pairs, [...once, ...once]);
    },
  },
  {
    name: "ready.iterators.abandoned-loops",
    covers: ["wait", ITERATOR],
    run(fixture) {
      const { ready, fds } = batch(fixture, 5);
      const first = () => {
        for (const { fd } of ready) return fd;
        return undefined;
      };
      for (let round = 0; round < 3; round++) {
        assert.equal(first(), fds[0]);
        assert.throws(() => {
          for (const { fd } of ready) throw new RangeError(`${fd}`);
        }, RangeError);
        const [one, two] = Array.from(ready, ({ fd }) => fd);
        assert.deepEqual([one, two], fds.slice(0, 2));
        for (const outer of ready) {
          const before = outer.fd;
          for (const _ of ready) break;
          assert.equal(outer.fd, before);
          if (outer.fd === fds[3]) break;
        }
        // Left in the middle, without return().
        assert.equal(ready[Symbol.iterator]().next().value?.fd, fds[0]);
        assert.deepEqual(descriptors(ready), fds);
      }
    },
  },
  {
    name: "ready.iterators.that-somebody-keeps",
    covers: ["wait", ITERATOR],
    run(fixture) {
      const { ready, fds } = batch(fixture, 5);
      const kept = ready[Symbol.iterator]();
      for (const { fd } of kept) if (fd === fds[1]) break;
      assert.deepEqual(descriptors(ready), fds, "a loop beside it");
      assert.deepEqual(descriptors(kept), fds.slice(2), "it goes on after a break");
      assert.deepEqual(descriptors(ready), fds);
      assert.equal(kept.next().done, true, "what has ended stays so");
      const ended = ready[Symbol.iterator]();
      assert.deepEqual({ ...ended.return?.() }, { done: true, value: undefined });
      assert.equal(ended.next().done, true, "return() ends what nobody iterates over");
    },
  },
];
