import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "../case.ts";
import { begin, turns, watched } from "../support/async.ts";
import { assertSilent, copy, descriptors, one } from "../support/events.ts";

/** What waitAsync resolves with. */
export const asyncWaits: readonly Case[] = [
  {
    name: "async.events",
    covers: ["waitAsync", "add"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 1 });
      const pending = begin(poller);
      const settled = watched(pending);
      await turns(5);
      assert.equal(settled(), false, "nothing is ready");
      fixture.send(writer);
      const ready = await fixture.within(pending);
      const { Readable } = fixture.module.Readiness;
      assert.deepEqual(copy(ready), [{ fd: reader, kind: 1, readiness: Readable, stale: false }]);
      assert.equal(ready.interrupted, false);
    },
  },
  {
    name: "async.never-synchronously",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      poller.add({ fd: fixture.readyPipe().reader, kind: 2 });
      for (const timeout of [undefined, -1, 0, 1_000]) {
        const pending = begin(poller, timeout);
        const settled = watched(pending);
        // However many promises resolve meanwhile: only a turn of the host's loop ends the wait, or the host would starve.
        for (let i = 0; i < 200; i++) await Promise.resolve();
        assert.equal(settled(), false, `waitAsync(${timeout}) with something ready`);
        assert.equal((await fixture.within(pending)).length, 1);
      }
    },
  },
  {
    name: "async.the-same-object",
    covers: ["waitAsync", "wait"],
    async run(fixture) {
      const poller = fixture.poller();
      const first = poller.wait(0);
      assert.equal(await fixture.within(begin(poller, 0)), first, "the same object as from wait");
      poller.add({ fd: fixture.readyPipe().reader, kind: 2 });
      for (let i = 0; i < 20; i++) {
        assert.equal(await fixture.within(begin(poller)), first);
        assert.equal(poller.wait(0), first);
      }
      const other = fixture.poller();
      assert.notEqual(await fixture.within(begin(other, 0)), first, "another poller has its own");
    },
  },
  {
    name: "async.between-blocking-waits",
    covers: ["waitAsync", "wait"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let i = 0; i < 200; i++) {
        assertSilent(poller, `round ${i}`);
        fixture.send(writer);
        assert.deepEqual(descriptors(await fixture.within(begin(poller))), [reader], `round ${i}`);
        assert.equal(one(poller).fd, reader, "it was not read");
        fixture.drain(reader);
        assert.equal((await fixture.within(begin(poller, 0))).length, 0);
      }
    },
  },
  {
    name: "async.takes-what-it-shows",
    covers: ["waitAsync", "wait"],
    async run(fixture) {
      for (const trigger of ["edge", "oneshot", "edge-oneshot"] as const) {
        const poller = fixture.poller();
        const { reader } = fixture.readyPipe();
        poller.add({ fd: reader, kind: 2 }, { trigger });
        assert.deepEqual(descriptors(await fixture.within(begin(poller))), [reader]);
        assertSilent(poller, `${trigger}: it was reported`);
        assert.equal((await fixture.within(begin(poller, 5))).length, 0, `${trigger}: once is enough`);
        poller.modify({ fd: reader, kind: 2 }, { trigger });
        assert.deepEqual(descriptors(await fixture.within(begin(poller))), [reader], `${trigger}: armed again`);
      }
    },
  },
  {
    name: "async.more-than-the-cap",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller({ maxEvents: 4 });
      const source = fixture.counter(1);
      const fds = Array.from({ length: 10 }, () => fixture.duplicate(source));
      for (const fd of fds) poller.add({ fd, kind: 2 }, { trigger: "edge" });
      const seen: number[] = [];
      for (const length of [4, 4, 2]) {
        const ready = await fixture.within(begin(poller));
        assert.equal(ready.length, length);
        seen.push(...descriptors(ready));
      }
      assert.deepEqual(
        seen.sort((a, b) => a - b),
        fds,
        "each event came exactly once",
      );
    },
  },
  {
    name: "async.a-sequence-of-thousands",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let i = 0; i < 2_000; i++) {
        const pending = begin(poller);
        fixture.send(writer);
        const ready = await fixture.within(pending, `wait ${i}`);
        assert.deepEqual([ready.length, ready.fd(0), ready.stale(0)], [1, reader, false], `wait ${i}`);
        fixture.drain(reader);
      }
      assertSilent(poller, "nothing is left");
    },
  },
  {
    name: "async.a-hundred-pollers",
    covers: ["waitAsync"],
    async run(fixture) {
      const pollers = Array.from({ length: 100 }, () => fixture.poller({ maxEvents: 8 }));
      const pipes = pollers.map((poller) => {
        const pipe = fixture.pipe();
        poller.add({ fd: pipe.reader, kind: 2 });
        return pipe;
      });
      for (let round = 0; round < 3; round++) {
        const pending = pollers.map((poller) => begin(poller));
        const settled = pending.map(watched);
        await turns();
        // One by one, from the last to the first: each event ends its own wait and no other.
        for (let i = pollers.length - 1; i >= 0; i--) {
          assert.equal(settled[i]!(), false, `poller ${i} waits until its turn comes`);
          fixture.send(pipes[i]!.writer);
          const ready = await fixture.within(pending[i]!, `poller ${i}`);
          assert.deepEqual(descriptors(ready), [pipes[i]!.reader]);
          fixture.drain(pipes[i]!.reader);
        }
      }
    },
  },
  {
    name: "async.all-at-once",
    covers: ["waitAsync"],
    async run(fixture) {
      const pollers = Array.from({ length: 100 }, () => fixture.poller({ maxEvents: 8 }));
      const source = fixture.counter();
      const fds = pollers.map((poller) => {
        const fd = fixture.duplicate(source);
        poller.add({ fd, kind: 2 });
        return fd;
      });
      for (let round = 0; round < 5; round++) {
        const pending = pollers.map((poller) => begin(poller));
        fixture.count(source);
        const batches = await fixture.within(Promise.all(pending));
        assert.deepEqual(
          batches.map(descriptors),
          fds.map((fd) => [fd]),
        );
        fixture.drain(source);
      }
    },
  },
  {
    name: "async.again-from-what-follows",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      let left = 100;
      const again = (): Promise<unknown> =>
        begin(poller).then((ready) => {
          assert.equal(ready.fd(0), reader);
          return --left > 0 ? again() : undefined;
        });
      await fixture.within(again());
      assert.equal(left, 0);
    },
  },
  {
    name: "async.what-was-fetched-can-become-stale",
    covers: ["waitAsync", "delete", "modify"],
    async run(fixture) {
      const poller = fixture.poller();
      const fds = [fixture.readyPipe().reader, fixture.readyPipe().reader, fixture.readyPipe().reader];
      poller.registerAll(fds.map((fd) => ({ fd, kind: 2 })));
      const ready = await fixture.within(begin(poller));
      assert.equal(ready.length, 3);
      poller.delete(fds[0]!);
      poller.modify({ fd: fds[1]!, kind: 1 });
      assert.deepEqual(
        Array.from(ready, (event) => event.fd),
        [fds[2]],
      );
    },
  },
  {
    name: "async.content-stays-until-the-next-wait",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      const ready = await fixture.within(begin(poller));
      fixture.drain(reader);
      fixture.send(writer);
      poller.notify();
      await sleep(10);
      assert.deepEqual([ready.length, ready.fd(0)], [1, reader], "nothing is fetched while no wait is pending");
    },
  },
];
