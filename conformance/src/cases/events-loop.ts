import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { begin, outcomeOf, quiet, turns } from "../support/async.ts";
import { type BadValue, badTimeouts, noOptions, numbersOnly } from "../support/bad-values.ts";
import { assertOwnError, assertRefusedEitherWay, thrownBy } from "../support/errors.ts";
import { assertSilent, descriptors, one } from "../support/events.ts";
import { refuses } from "../support/refuses.ts";

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** `events`: the loop over batches, with options. */
export const eventsLoop: readonly Case[] = [
  {
    name: "events.batches",
    covers: ["events", "add"],
    async run(fixture) {
      for (const options of [undefined, {}, { timeoutMs: -1 }, { timeoutMs: Number.POSITIVE_INFINITY }] as const) {
        const poller = fixture.poller();
        const { reader, writer } = fixture.readyPipe();
        poller.add({ fd: reader, kind: 2 });
        let batches = 0;
        const loop = async () => {
          for await (const ready of poller.events(options)) {
            assert.deepEqual(descriptors(ready), [reader]);
            fixture.drain(reader);
            if (++batches === 5) break;
            setTimeout(() => fixture.send(writer), 1);
          }
        };
        await fixture.within(loop());
        assert.equal(batches, 5);
        assertSilent(poller, "break leaves the poller open, and nothing is pending");
      }
    },
  },
  {
    name: "events.a-timeout-for-each-step",
    covers: ["events"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      let empty = 0;
      let begun = now();
      const loop = async () => {
        for await (const ready of poller.events({ timeoutMs: 15 })) {
          if (ready.length > 0) return;
          assert.ok(now() - begun >= 15, `a step of 15 ms ended after ${now() - begun}`);
          if (++empty === 3) fixture.send(writer);
          begun = now();
        }
      };
      await fixture.within(loop());
      assert.equal(empty, 3, "an empty batch each, and the loop goes on");
      const polling = poller.events({ timeoutMs: 0 });
      fixture.drain(reader);
      for (let i = 0; i < 3; i++) assert.equal((await fixture.within(polling.next())).value?.length, 0, "0 polls");
    },
  },
  {
    name: "events.an-abort-rejects-with-its-reason",
    covers: ["events", "wait"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      const reason = new Error("enough");
      const controller = new AbortController();
      const { signal } = controller;
      let batches = 0;
      const loop = async () => {
        for await (const ready of poller.events({ signal })) {
          assert.deepEqual(descriptors(ready), [reader]);
          if (++batches === 2) setTimeout(() => controller.abort(reason), 5);
          else fixture.send(writer);
        }
      };
      fixture.send(writer);
      assert.equal(thrownBy(await outcomeOf(fixture.within(loop()))), reason);
      assert.equal(batches, 2);
      fixture.send(writer);
      const late = poller.events({ signal, timeoutMs: 1_000 });
      for (let i = 0; i < 2; i++) assert.equal(thrownBy(await outcomeOf(fixture.within(quiet(late.next())))), reason);
      assert.equal(one(poller).fd, reader, "no event was taken");
      const between = new AbortController();
      const iterator = poller.events({ signal: between.signal, timeoutMs: 1 });
      await fixture.within(iterator.next());
      between.abort(reason);
      assert.equal(thrownBy(await outcomeOf(fixture.within(quiet(iterator.next())))), reason, "between two steps");
    },
  },
  {
    name: "events.options-are-read-once",
    covers: ["events"],
    async run(fixture) {
      const poller = fixture.poller();
      const controller = new AbortController();
      const options: { timeoutMs?: number; signal?: AbortSignal } = { timeoutMs: 1, signal: controller.signal };
      const iterator = poller.events(options);
      options.timeoutMs = -1;
      options.signal = AbortSignal.abort();
      for (let i = 0; i < 3; i++) assert.equal((await fixture.within(iterator.next())).done, false);
      const inherited = poller.events(Object.create({ timeoutMs: -5, signal: 1 }));
      const next = quiet(inherited.next());
      poller.notify();
      assert.equal((await fixture.within(next)).value?.woken, true, "inherited properties are no options");
    },
  },
  {
    name: "events.return-ends-a-pending-next",
    covers: ["events", "events:ERR_WAIT_PENDING", "wait"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      const { signal } = new AbortController();
      const iterator = poller.events({ signal, timeoutMs: 60_000 });
      const next = quiet(iterator.next());
      assertOwnError(fixture.module, await outcomeOf(quiet(iterator.next())), "ERR_WAIT_PENDING");
      fixture.send(writer);
      const returned = iterator.return!();
      assert.equal(one(poller).fd, reader, "no event was taken");
      const end = { done: true, value: undefined };
      for (const step of [next, returned, iterator.next()]) assert.deepEqual(await fixture.within(step), end);
    },
  },
  {
    name: "events.close-ends-the-loop",
    covers: ["events", "events:ERR_POLLER_CLOSED", "close"],
    async run(fixture) {
      const poller = fixture.poller();
      const iterator = poller.events({ timeoutMs: 60_000 });
      const next = quiet(iterator.next());
      await turns();
      poller.close();
      const end = { done: true, value: undefined };
      for (const step of [next, iterator.next()]) assert.deepEqual(await fixture.within(step), end);
      assertOwnError(fixture.module, () => poller.events(), "ERR_POLLER_CLOSED");
      const closing = fixture.poller();
      const options = {
        get timeoutMs() {
          closing.close();
          return 1;
        },
      };
      assertOwnError(fixture.module, () => closing.events(options), "ERR_POLLER_CLOSED");
    },
  },
  {
    name: "errors.events.options",
    covers: ["events:ERR_INVALID_ARG_TYPE", "events:ERR_OUT_OF_RANGE"],
    async run(fixture) {
      const poller = fixture.poller();
      refuses(fixture, (timeoutMs) => poller.events({ timeoutMs }), numbersOnly, badTimeouts);
      const signals: BadValue[] = [null, 1, "abort", {}, () => {}].map((value) => [String(value), value]);
      refuses(fixture, (signal) => poller.events({ signal }), signals, []);
      refuses(fixture, (options) => poller.events(options), noOptions, []);
      assertRefusedEitherWay(() => poller.events({ timeout: 1 } as never), "an unknown option");
      assert.equal((await fixture.within(begin(poller, 0))).length, 0, "nothing is pending");
    },
  },
];
