import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "../case.ts";
import { begin, outcomeOf, turns, watched } from "../support/async.ts";
import { assertOwnError, assertSystemError } from "../support/errors.ts";
import { assertSilent, copy, descriptors, one } from "../support/events.ts";

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** What is allowed while waitAsync is pending, what is not, and what does not end it. */
export const asyncPending: readonly Case[] = [
  {
    name: "async.pending.one-at-a-time",
    covers: ["waitAsync:ERR_WAIT_PENDING", "wait:ERR_WAIT_PENDING"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let round = 0; round < 10; round++) {
        const pending = begin(poller);
        const settled = watched(pending);
        for (const timeout of [undefined, -1, 0, 5]) {
          assertOwnError(fixture.module, await outcomeOf(begin(poller, timeout)), "ERR_WAIT_PENDING");
        }
        for (const timeout of [0, 5, -1])
          assertOwnError(fixture.module, () => poller.wait(timeout), "ERR_WAIT_PENDING");
        assert.equal(settled(), false, "the first one is still waiting");
        fixture.send(writer);
        // Ready now, but still pending: a blocking wait would take its event.
        assertOwnError(fixture.module, () => poller.wait(0), "ERR_WAIT_PENDING");
        assert.deepEqual(descriptors(await fixture.within(pending)), [reader]);
        assert.equal(one(poller).fd, reader, "now both can be called again");
        fixture.drain(reader);
      }
    },
  },
  {
    name: "async.pending.not-after-it-was-refused",
    covers: ["waitAsync:ERR_OUT_OF_RANGE", "wait"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      for (const refused of [
        () => begin(poller, -2),
        () => begin(poller, 0, 5 as never),
        () => begin(poller, -1, { signal: AbortSignal.abort() }),
      ]) {
        await assert.rejects(refused());
        assert.equal(one(poller).fd, reader, "a wait that never began is not pending");
      }
    },
  },
  {
    name: "async.pending.add",
    covers: ["waitAsync", "add", "registerAll"],
    async run(fixture) {
      const poller = fixture.poller();
      for (const how of ["add", "registerAll"] as const) {
        const { reader } = fixture.readyPipe();
        const pending = begin(poller);
        await turns();
        if (how === "add") poller.add({ fd: reader, kind: 2 });
        else poller.registerAll([{ fd: reader, kind: 2 }]);
        assert.deepEqual(descriptors(await fixture.within(pending, how)), [reader]);
        poller.delete(reader);
      }
    },
  },
  {
    name: "async.pending.modify",
    covers: ["waitAsync", "modify"],
    async run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const poller = fixture.poller();
      const [end] = fixture.pair();
      poller.add({ fd: end, kind: 2 });
      const pending = begin(poller);
      const settled = watched(pending);
      await turns();
      assert.equal(settled(), false);
      poller.modify({ fd: end, kind: 1 }, { interest: Interest.Writable });
      const seen = copy(await fixture.within(pending));
      assert.deepEqual(seen, [{ fd: end, kind: 1, readiness: Readiness.Writable, stale: false }]);
    },
  },
  {
    name: "async.pending.delete",
    covers: ["waitAsync", "delete", "deleteAll", "notify"],
    async run(fixture) {
      const poller = fixture.poller();
      const [one, other] = [fixture.pipe(), fixture.pipe()];
      poller.registerAll([one, other].map(({ reader }) => ({ fd: reader, kind: 2 })));
      const pending = begin(poller);
      const settled = watched(pending);
      await turns();
      poller.delete(one.reader);
      poller.deleteAll([other.reader]);
      fixture.send(one.writer);
      fixture.send(other.writer);
      await sleep(20);
      assert.equal(settled(), false, "neither is registered any longer");
      poller.notify();
      assert.equal((await fixture.within(pending)).length, 0);
    },
  },
  {
    name: "async.pending.errors-stay-errors",
    covers: ["add:EEXIST", "delete:ENOENT", "modify:ENOENT", "waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      const pending = begin(poller);
      await turns();
      assertSystemError(fixture.module, () => poller.add({ fd: reader, kind: 1 }), { code: "EEXIST" });
      assertSystemError(fixture.module, () => poller.delete(writer), { code: "ENOENT" });
      assertSystemError(fixture.module, () => poller.modify({ fd: writer, kind: 1 }), { code: "ENOENT" });
      fixture.send(writer);
      assert.deepEqual(descriptors(await fixture.within(pending)), [reader]);
    },
  },
  {
    name: "async.pending.readers-are-free",
    covers: ["waitAsync", "fd", "closed", "waker"],
    async run(fixture) {
      const [poller, outer] = [fixture.poller(), fixture.poller()];
      const pending = begin(poller);
      await turns();
      assert.deepEqual([poller.closed, fixture.isOpen(poller.fd)], [false, true]);
      outer.add({ fd: poller.fd, kind: 1 });
      assertSilent(outer, "nothing is ready in the inner poller");
      outer.delete(poller.fd);
      assert.equal(fixture.module.wake(poller.waker), true);
      assert.equal((await fixture.within(pending)).length, 0);
    },
  },
  {
    name: "async.spurious-wake-ups-wait-on",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      const start = now();
      const pending = begin(poller, 100);
      const settled = watched(pending);
      // Ready, but read by another reader before the poller looks.
      while (now() - start < 70) {
        fixture.send(writer);
        fixture.drain(reader);
        await turns(1);
        // On a busy machine one turn can outlast the timeout.
        assert.ok(!settled() || now() - start >= 100, "readiness that is gone ends no wait");
      }
      assert.equal((await fixture.within(pending)).length, 0);
      const elapsed = now() - start;
      assert.ok(elapsed >= 100, `it ended after ${elapsed} ms`);
    },
  },
];
