import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "../case.ts";
import { begin, outcomeOf, quiet, turns, watched } from "../support/async.ts";
import { assertOwnError } from "../support/errors.ts";
import { assertSilent, descriptors, one } from "../support/events.ts";

/** The poller as an async iterable of batches. */
export const iterate: readonly Case[] = [
  {
    name: "iterate.batches",
    covers: ["[Symbol.asyncIterator]", "add"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      const feed = setInterval(() => fixture.send(writer), 2);
      fixture.defer(() => clearInterval(feed));
      let batches = 0;
      const first = poller.wait(0);
      const loop = async () => {
        for await (const ready of poller) {
          assert.equal(ready, first, "the one object that wait gives");
          for (const event of ready) {
            assert.equal(event.fd, reader);
            fixture.drain(reader);
          }
          if (++batches === 20) break;
        }
      };
      await fixture.within(loop());
      assert.equal(batches, 20);
    },
  },
  {
    name: "iterate.break-leaves-the-poller-open",
    covers: ["[Symbol.asyncIterator]", "wait", "closed"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      for (let round = 0; round < 5; round++) {
        const loop = async () => {
          for await (const ready of poller) {
            assert.deepEqual(descriptors(ready), [reader]);
            return;
          }
        };
        await fixture.within(loop());
        assert.equal(poller.closed, false);
        assert.equal(one(poller).fd, reader, "it can be waited on, so that nothing is pending");
        assert.deepEqual(descriptors(await fixture.within(begin(poller))), [reader]);
      }
      const failure = new Error("thrown in the loop");
      const failing = async () => {
        for await (const ready of poller) throw ready.length === 1 ? failure : new Error("no event");
      };
      assert.throws(await outcomeOf(fixture.within(failing())), failure);
      assert.equal(one(poller).fd, reader);
    },
  },
  {
    name: "iterate.fetches-only-inside-next",
    covers: ["[Symbol.asyncIterator]", "wait"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      const iterator = poller[Symbol.asyncIterator]();
      await sleep(10);
      assert.equal(one(poller).fd, reader, "making an iterator takes nothing");
      fixture.send(writer);
      const { value, done } = await fixture.within(iterator.next());
      assert.deepEqual([done, descriptors(value!)], [false, [reader]]);
      fixture.send(writer);
      await sleep(10);
      assert.equal(one(poller).fd, reader, "between two calls of next nothing is taken, and nothing is pending");
      assertSilent(poller, "it was an edge");
    },
  },
  {
    name: "iterate.what-is-deleted-meanwhile-is-left-out",
    covers: ["[Symbol.asyncIterator]", "delete"],
    async run(fixture) {
      const poller = fixture.poller();
      const source = fixture.counter(1);
      const fds = Array.from({ length: 8 }, () => fixture.duplicate(source));
      poller.registerAll(fds.map((fd) => ({ fd, kind: 2 })));
      const deleted = new Set<number>();
      const loop = async () => {
        for await (const ready of poller) {
          for (const { fd } of ready) {
            assert.ok(!deleted.has(fd), `descriptor ${fd} was deleted before its turn`);
            const victim = fds.find((each) => each !== fd && !deleted.has(each));
            if (victim === undefined) return;
            poller.delete(victim);
            deleted.add(victim);
            // A handler may take its time: what was fetched is not fetched again for that.
            await turns(1);
          }
        }
      };
      await fixture.within(loop());
      assert.equal(deleted.size, 7);
    },
  },
  {
    name: "iterate.close-ends-the-loop",
    covers: ["[Symbol.asyncIterator]", "close"],
    async run(fixture) {
      for (const when of ["while it waits", "in the body"] as const) {
        const poller = fixture.poller();
        if (when === "in the body") poller.add({ fd: fixture.readyPipe().reader, kind: 2 });
        else setTimeout(() => poller.close(), 10);
        let batches = 0;
        const loop = async () => {
          for await (const ready of poller) {
            batches += ready.length;
            poller.close();
          }
        };
        await fixture.within(loop(), when);
        assert.equal(batches, when === "in the body" ? 1 : 0);
      }
    },
  },
  {
    name: "iterate.the-end-stays-the-end",
    covers: ["[Symbol.asyncIterator]", "close"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      const end = { done: true, value: undefined };
      const returned = poller[Symbol.asyncIterator]();
      assert.deepEqual(await returned.return?.(), end);
      assert.deepEqual(await fixture.within(returned.next()), end, "after return");
      const iterator = poller[Symbol.asyncIterator]();
      assert.equal(iterator[Symbol.asyncIterator](), iterator, "an iterator is iterable");
      assert.equal((await fixture.within(iterator.next())).done, false);
      poller.close();
      for (let i = 0; i < 3; i++) assert.deepEqual(await fixture.within(iterator.next()), end, "after close");
    },
  },
  {
    name: "iterate.errors-pass",
    covers: ["[Symbol.asyncIterator]", "waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      const pending = begin(poller);
      const iterator = poller[Symbol.asyncIterator]();
      assertOwnError(fixture.module, await outcomeOf(fixture.within(quiet(iterator.next()))), "ERR_WAIT_PENDING");
      fixture.send(writer);
      assert.deepEqual(descriptors(await fixture.within(pending)), [reader], "the pending one was not disturbed");
    },
  },
  {
    name: "iterate.one-next-at-a-time",
    covers: ["[Symbol.asyncIterator]", "[Symbol.asyncIterator]:ERR_WAIT_PENDING", "notify"],
    async run(fixture) {
      const poller = fixture.poller();
      const iterator = poller[Symbol.asyncIterator]();
      const first = quiet(iterator.next());
      const settled = watched(first);
      assertOwnError(fixture.module, await outcomeOf(quiet(iterator.next())), "ERR_WAIT_PENDING");
      assertOwnError(fixture.module, () => poller.wait(0), "ERR_WAIT_PENDING");
      assert.equal(settled(), false);
      poller.notify();
      const { done, value } = await fixture.within(first);
      assert.deepEqual([done, value!.length], [false, 0], "a wake is an empty batch");
    },
  },
  {
    name: "iterate.return-ends-a-pending-next",
    covers: ["[Symbol.asyncIterator]", "[Symbol.asyncIterator]:ERR_WAIT_PENDING", "wait"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      const end = { done: true, value: undefined };
      for (let round = 0; round < 3; round++) {
        const iterator = poller[Symbol.asyncIterator]();
        const next = quiet(iterator.next());
        fixture.send(writer);
        const returned = iterator.return!();
        assert.equal(one(poller).fd, reader, "it can be waited on at once, and no event was taken");
        assert.deepEqual(await fixture.within(next), end);
        assert.deepEqual(await fixture.within(returned), end);
        assert.deepEqual(await fixture.within(iterator.next()), end);
        fixture.drain(reader);
      }
      poller.unref();
      poller.ref();
      const late = poller[Symbol.asyncIterator]();
      const pending = quiet(late.next());
      assertOwnError(fixture.module, await outcomeOf(quiet(late.next())), "ERR_WAIT_PENDING");
      await fixture.within(late.return!());
      assert.deepEqual(await fixture.within(pending), end, "also after a next that was refused");
    },
  },
  {
    name: "iterate.return-ends-nobody-elses-wait",
    covers: ["[Symbol.asyncIterator]", "waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const [idle, left] = [poller[Symbol.asyncIterator](), poller[Symbol.asyncIterator]()];
      const next = quiet(left.next());
      await idle.return!();
      poller.notify();
      assert.equal((await fixture.within(next)).done, false);
      const pending = begin(poller, 20);
      await Promise.all([idle.return!(), left.return!()]);
      assert.equal((await fixture.within(pending)).length, 0, "the other wait ends by itself");
      // Whether return comes before the fetch or after it, the event is not lost.
      for (let round = 0; round < 10; round++) {
        const { reader } = fixture.readyPipe();
        poller.add({ fd: reader, kind: 2 }, { trigger: "oneshot" });
        const iterator = poller[Symbol.asyncIterator]();
        const step = quiet(iterator.next());
        await turns(round);
        await iterator.return!();
        const { done, value } = await fixture.within(step);
        assert.deepEqual(done === true ? [one(poller).fd] : descriptors(value), [reader]);
        poller.delete(reader);
      }
    },
  },
  {
    name: "iterate.two-loops-in-turn",
    covers: ["[Symbol.asyncIterator]"],
    async run(fixture) {
      const [one, other] = [fixture.poller(), fixture.poller()];
      const fds = [one, other].map((poller) => {
        const { reader } = fixture.readyPipe();
        poller.add({ fd: reader, kind: 2 });
        return reader;
      });
      const counts = [0, 0];
      const loop = async (poller: typeof one, i: number) => {
        for await (const ready of poller) {
          assert.deepEqual(descriptors(ready), [fds[i]]);
          counts[i]!++;
          if (counts.every((count) => count >= 20)) return;
          if (counts[i]! > 10_000) assert.fail(`loop ${i} leaves the other one no turn: ${counts}`);
        }
      };
      await fixture.within(Promise.all([loop(one, 0), loop(other, 1)]));
    },
  },
  {
    name: "iterate.closed",
    covers: ["[Symbol.asyncIterator]:ERR_POLLER_CLOSED"],
    async run(fixture) {
      const poller = fixture.poller();
      poller.close();
      assertOwnError(fixture.module, () => poller[Symbol.asyncIterator](), "ERR_POLLER_CLOSED");
      const loop = async () => {
        for await (const _ of poller) assert.fail("a batch of a closed poller");
      };
      assertOwnError(fixture.module, await outcomeOf(fixture.within(loop())), "ERR_POLLER_CLOSED");
    },
  },
];
