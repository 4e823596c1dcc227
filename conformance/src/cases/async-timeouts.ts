import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "../case.ts";
import { begin, outcomeOf, turns, watched } from "../support/async.ts";
import { badTimeouts, noNumbers, noOptions } from "../support/bad-values.ts";
import { assertRangeRefused, assertRefusedEitherWay, assertTypeRefused } from "../support/errors.ts";
import { assertSilent, copy, descriptors } from "../support/events.ts";
import { startThread } from "../support/threads.ts";

/** How late a wait may end on a busy machine. */
const LATENESS_MS = 2_000;

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** How waitAsync ends when nothing is ready: by its timeout, a wake, or not at all. */
export const asyncTimeouts: readonly Case[] = [
  {
    name: "async.timeout.never-early",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      for (const timeout of [0.001, 0.5, 1, 1.5, 2, 2.999, 5, 10, 25.5, 50]) {
        const start = now();
        assert.deepEqual(copy(await fixture.within(begin(poller, timeout))), []);
        const elapsed = now() - start;
        assert.ok(elapsed >= timeout, `waitAsync(${timeout}) ended after ${elapsed} ms`);
        assert.ok(elapsed < timeout + LATENESS_MS, `waitAsync(${timeout}) took ${elapsed} ms`);
      }
    },
  },
  {
    name: "async.timeout.zero-polls",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let i = 0; i < 100; i++) {
        assert.equal((await fixture.within(begin(poller, i % 2 === 0 ? 0 : -0))).length, 0);
      }
      fixture.send(writer);
      for (let i = 0; i < 100; i++) {
        assert.deepEqual(descriptors(await fixture.within(begin(poller, 0))), [reader], "what is ready is fetched");
      }
    },
  },
  {
    name: "async.timeout.endless-and-clamped-ones-wait",
    covers: ["waitAsync", "notify"],
    async run(fixture) {
      // As a timer 2^31 would fire at once; as an int 2^32 would be 0, and 2^32+1 would be 1.
      const clamped = [2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40 + 0.5, 2 ** 53, Number.MAX_VALUE];
      const timeouts = [undefined, -1, Number.POSITIVE_INFINITY, ...clamped];
      const pollers = timeouts.map(() => fixture.poller({ maxEvents: 8 }));
      const pending = pollers.map((poller, i) => begin(poller, timeouts[i]));
      const settled = pending.map(watched);
      await sleep(40);
      for (const [i, timeout] of timeouts.entries()) assert.equal(settled[i]!(), false, `waitAsync(${timeout})`);
      for (const poller of pollers) poller.notify();
      for (const ready of await fixture.within(Promise.all(pending))) assert.equal(ready.length, 0);
    },
  },
  {
    name: "async.timeout.what-becomes-ready-ends-it",
    covers: ["waitAsync"],
    needs: ["url"],
    async run(fixture) {
      const thread = await startThread(fixture);
      for (const timeout of [-1, 60_000, 60_000.5, 2 ** 40]) {
        const poller = fixture.poller();
        const { reader, writer } = fixture.pipe();
        poller.add({ fd: reader, kind: 2 });
        const pending = begin(poller, timeout);
        thread.post({ do: "write", fd: writer, delayMs: 10 });
        assert.deepEqual(descriptors(await fixture.within(pending, `waitAsync(${timeout})`)), [reader]);
        assert.equal(await thread.next(), 1, "the other thread wrote a byte");
      }
    },
  },
  {
    name: "async.timeout.leaves-nothing-behind",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let i = 0; i < 10; i++) {
        assert.equal((await fixture.within(begin(poller, 2))).length, 0);
        fixture.send(writer);
        // The event ends it long before its timeout.
        assert.deepEqual(descriptors(await fixture.within(begin(poller, 30))), [reader]);
        fixture.drain(reader);
      }
      const pending = begin(poller);
      const settled = watched(pending);
      await sleep(60);
      assert.equal(settled(), false, "the timer of an earlier wait does not end this one");
      fixture.send(writer);
      await fixture.within(pending);
    },
  },
  {
    name: "async.notify",
    covers: ["waitAsync", "notify"],
    async run(fixture) {
      const poller = fixture.poller();
      for (let i = 0; i < 50; i++) {
        const pending = begin(poller);
        const settled = watched(pending);
        await turns(2);
        assert.equal(settled(), false, `round ${i}`);
        for (let times = 0; times < 3; times++) poller.notify();
        assert.equal((await fixture.within(pending)).length, 0, "a wake shows no event");
      }
      assert.equal(poller.wait(0).length, 0);
      poller.notify();
      assert.equal((await fixture.within(begin(poller))).length, 0, "a wake before the wait counts");
      const start = now();
      await fixture.within(begin(poller, 20));
      assert.ok(now() - start >= 20, "and counts once");
    },
  },
  {
    name: "async.wake-from-a-worker",
    covers: ["waitAsync"],
    needs: ["url"],
    async run(fixture) {
      const thread = await startThread(fixture);
      const poller = fixture.poller();
      for (let round = 0; round < 5; round++) {
        const flags = new SharedArrayBuffer(32);
        const cells = new Int32Array(flags);
        const pending = begin(poller);
        const { writer } = fixture.pipe();
        thread.post({ do: "wake", waker: poller.waker, delayMs: 5, flags, rescue: writer });
        const ready = await fixture.within(pending, `round ${round}`);
        assert.deepEqual([ready.length, Atomics.load(cells, 0)], [0, 1], "not before the thread called wake");
        Atomics.store(cells, 1, 1);
        Atomics.notify(cells, 1);
      }
    },
  },
  {
    name: "async.notify-with-events",
    covers: ["waitAsync", "notify"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      poller.notify();
      assert.deepEqual(descriptors(await fixture.within(begin(poller))), [reader]);
      assertSilent(poller, "both were taken");
    },
  },
  {
    name: "errors.waitAsync.arguments",
    covers: ["waitAsync:ERR_INVALID_ARG_TYPE", "waitAsync:ERR_OUT_OF_RANGE"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      for (const [label, value] of noNumbers.filter(([, each]) => each !== undefined)) {
        assertTypeRefused(await outcomeOf(begin(poller, value as never)), label);
      }
      for (const [label, value] of badTimeouts)
        assertRangeRefused(await outcomeOf(begin(poller, value as never)), label);
      for (const [label, value] of noOptions) {
        assertTypeRefused(await outcomeOf(begin(poller, 0, value as never)), label);
      }
      for (const signal of [null, 1, "abort", {}, { aborted: true }, new EventTarget(), new AbortController()]) {
        assertTypeRefused(await outcomeOf(begin(poller, 0, { signal: signal as never })), `signal ${String(signal)}`);
      }
      assertRefusedEitherWay(await outcomeOf(begin(poller, 0, { sginal: undefined } as never)), "an unknown option");
      const ready = await fixture.within(begin(poller, undefined, { signal: undefined as never }));
      assert.deepEqual(descriptors(ready), [reader], "none of them took the event or is pending");
    },
  },
];
