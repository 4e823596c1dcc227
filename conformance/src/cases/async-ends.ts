import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "../case.ts";
import { begin, outcomeOf, turns, watched } from "../support/async.ts";
import { assertOwnError, thrownBy } from "../support/errors.ts";
import { assertSilent, descriptors, one } from "../support/events.ts";
import { countListeners } from "../support/signals.ts";

/** waitAsync ended from outside: by its signal, or because its poller is closed. */
export const asyncEnds: readonly Case[] = [
  {
    name: "async.abort.before",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      const reason = new Error("never mind");
      for (const each of [reason, "a word", 5, null]) {
        const outcome = await outcomeOf(fixture.within(begin(poller, 0, { signal: AbortSignal.abort(each) })));
        assert.equal(thrownBy(outcome), each, "the reason itself");
      }
      const aborted = thrownBy(await outcomeOf(begin(poller, -1, { signal: AbortSignal.abort() })));
      assert.equal((aborted as Error).name, "AbortError");
      assert.equal(one(poller).fd, reader, "no event was taken");
    },
  },
  {
    name: "async.abort.later",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      for (let round = 0; round < 20; round++) {
        const controller = new AbortController();
        const pending = begin(poller, round % 2 === 0 ? -1 : 60_000, { signal: controller.signal });
        await turns(round % 3);
        const reason = new Error(`round ${round}`);
        controller.abort(reason);
        assert.equal(thrownBy(await outcomeOf(fixture.within(pending))), reason);
        assertSilent(poller, "it is no longer pending");
        fixture.send(writer);
        assert.deepEqual(descriptors(await fixture.within(begin(poller))), [reader], "the next wait works");
        fixture.drain(reader);
      }
    },
  },
  {
    name: "async.abort.takes-no-event",
    covers: ["waitAsync", "wait"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      for (const trigger of ["edge", "oneshot", "edge-oneshot"] as const) {
        poller.add({ fd: reader, kind: 2 }, { trigger });
        const controller = new AbortController();
        const pending = begin(poller, -1, { signal: controller.signal });
        await turns();
        fixture.send(writer);
        controller.abort();
        const error = thrownBy(await outcomeOf(fixture.within(pending)), trigger);
        assert.equal((error as Error).name, "AbortError");
        await turns();
        assert.equal(one(poller).fd, reader, `${trigger}: the next wait reports it`);
        poller.delete(reader);
        fixture.drain(reader);
      }
    },
  },
  {
    name: "async.abort.afterwards",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      const controller = new AbortController();
      const ready = await fixture.within(begin(poller, -1, { signal: controller.signal }));
      controller.abort();
      assert.deepEqual(descriptors(ready), [reader], "a resolved batch stays");
      fixture.drain(reader);
      const pending = begin(poller);
      const settled = watched(pending);
      controller.abort();
      await turns(5);
      assert.equal(settled(), false, "the next wait is not affected");
      fixture.send(writer);
      assert.deepEqual(descriptors(await fixture.within(pending)), [reader]);
    },
  },
  {
    name: "async.abort.listeners-are-removed",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const controller = new AbortController();
      const { signal } = controller;
      const listeners = countListeners(signal);
      const pending = begin(poller, -1, { signal });
      assert.equal(listeners(), 1, "a pending wait listens");
      poller.notify();
      await fixture.within(pending);
      assert.equal(listeners(), 0, "after a wake");
      await fixture.within(begin(poller, 1, { signal }));
      assert.equal(listeners(), 0, "after a timeout");
      await fixture.within(begin(poller, 0, { signal }));
      assert.equal(listeners(), 0, "after a poll");
      await assert.rejects(begin(poller, -2, { signal }));
      assert.equal(listeners(), 0, "after a refusal");
      poller.add({ fd: reader, kind: 2 });
      for (let i = 0; i < 50; i++) await fixture.within(begin(poller, -1, { signal }));
      assert.equal(listeners(), 0, "after events");
      poller.delete(reader);
      const closing = begin(poller, -1, { signal });
      await turns();
      poller.close();
      await assert.rejects(closing);
      assert.equal(listeners(), 0, "after a close");
      controller.abort();
      await turns();
    },
  },
  {
    name: "async.abort.timeout-signal",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const signal = AbortSignal.timeout(20);
      const error = thrownBy(await outcomeOf(fixture.within(begin(poller, -1, { signal })))) as Error;
      assert.equal(error.name, "TimeoutError");
      assert.equal(error, signal.reason);
      assertSilent(poller, "the poller still works");
    },
  },
  {
    name: "async.abort.one-signal-for-many",
    covers: ["waitAsync"],
    async run(fixture) {
      const pollers = Array.from({ length: 9 }, () => fixture.poller({ maxEvents: 8 }));
      const controller = new AbortController();
      const pending = pollers.map((poller) => begin(poller, -1, { signal: controller.signal }));
      await turns();
      controller.abort();
      for (const each of pending) {
        const error = thrownBy(await outcomeOf(fixture.within(each)));
        assert.equal(error, controller.signal.reason);
      }
    },
  },
  {
    name: "async.close.rejects",
    covers: ["waitAsync:ERR_POLLER_CLOSED", "close", "[Symbol.dispose]"],
    async run(fixture) {
      for (const end of ["close", "dispose"] as const) {
        for (const timeout of [-1, 60_000, 0]) {
          const poller = fixture.poller();
          const { reader, writer } = fixture.pipe();
          poller.add({ fd: reader, kind: 2 });
          const pending = begin(poller, timeout);
          if (timeout !== 0) await turns();
          // Even if something becomes ready at the same moment.
          fixture.send(writer);
          if (end === "close") poller.close();
          else poller[Symbol.dispose]();
          assertOwnError(fixture.module, await outcomeOf(fixture.within(pending)), "ERR_POLLER_CLOSED");
          poller.close();
          assertOwnError(fixture.module, await outcomeOf(begin(poller)), "ERR_POLLER_CLOSED");
          assertOwnError(fixture.module, () => poller.wait(0), "ERR_POLLER_CLOSED");
          assert.equal(poller.closed, true);
        }
      }
    },
  },
  {
    name: "async.close.its-number-is-somebody-elses",
    covers: ["waitAsync:ERR_POLLER_CLOSED", "close"],
    async run(fixture) {
      for (let round = 0; round < 20; round++) {
        const [poller, bystander] = [fixture.poller(), fixture.poller()];
        const closing = begin(poller);
        const waiting = begin(bystander);
        const settled = watched(waiting);
        await turns(1);
        poller.close();
        // A new poller with a pending wake gets the closed poller's descriptors at once.
        const heir = fixture.poller();
        heir.notify();
        assertOwnError(fixture.module, await outcomeOf(fixture.within(closing)), "ERR_POLLER_CLOSED");
        assert.equal((await fixture.within(begin(heir))).length, 0, "the new poller has its own wait");
        assert.equal(settled(), false, "no other poller is woken");
        bystander.notify();
        await fixture.within(waiting);
        for (const each of [bystander, heir]) each.close();
      }
    },
  },
  {
    name: "async.close.within-what-follows",
    covers: ["waitAsync", "close"],
    async run(fixture) {
      const poller = fixture.poller();
      poller.add({ fd: fixture.readyPipe().reader, kind: 2 });
      const ready = await fixture.within(begin(poller));
      poller.close();
      assert.deepEqual([ready.length, [...ready]], [0, []], "the batch is empty afterwards");
      await sleep(5);
      assertOwnError(fixture.module, await outcomeOf(begin(poller, 0)), "ERR_POLLER_CLOSED");
    },
  },
];
