import assert from "node:assert/strict";
import fc from "fast-check";
import type { Case } from "../case.ts";
import { elapsedMs, one } from "../support/events.ts";
import { startThread, wakingThread } from "../support/threads.ts";

/** How late a wait may end on a busy machine. */
const LATENESS_MS = 2_000;

export const timeouts: readonly Case[] = [
  {
    name: "timeouts.zero-polls",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      for (const zero of [0, -0]) {
        const elapsed = elapsedMs(() => {
          for (let i = 0; i < 100; i++) assert.equal(poller.wait(zero).length, 0);
        });
        assert.ok(elapsed < LATENESS_MS, `${elapsed} ms for a hundred`);
      }
      poller.add({ fd: fixture.readyPipe().reader, kind: 2 });
      assert.equal(poller.wait(0).length, 1);
    },
  },
  {
    name: "timeouts.positive.never-early",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      for (const timeout of [1, 2, 3, 5, 10, 25, 50]) {
        const elapsed = elapsedMs(() => assert.equal(poller.wait(timeout).length, 0));
        assert.ok(elapsed >= timeout, `wait(${timeout}) ended after ${elapsed} ms`);
        assert.ok(elapsed < timeout + LATENESS_MS, `wait(${timeout}) took ${elapsed} ms`);
      }
    },
  },
  {
    name: "timeouts.fractions.never-early",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      for (const timeout of [1e-9, 0.1, 0.5, 0.999999, 1.000001, 1.5, 4.2, 9.99]) {
        const elapsed = elapsedMs(() => assert.equal(poller.wait(timeout).length, 0));
        assert.ok(elapsed >= timeout, `wait(${timeout}) ended after ${elapsed} ms`);
        assert.ok(elapsed < timeout + LATENESS_MS, `wait(${timeout}) took ${elapsed} ms`);
      }
    },
  },
  {
    name: "timeouts.property",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      const fractions = fc.integer({ min: 0, max: 4_000_000 }).map((nanoseconds) => nanoseconds / 1e6);
      fc.assert(
        // Whole milliseconds and nanoseconds separately: random floats from 0 to 4 would nearly always be tiny.
        fc.property(fc.oneof(fc.integer({ min: 0, max: 4 }), fractions), (timeout) => {
          const elapsed = elapsedMs(() => poller.wait(timeout));
          assert.ok(elapsed >= timeout, `wait(${timeout}) ended after ${elapsed} ms`);
        }),
        { numRuns: 60 },
      );
    },
  },
  {
    name: "timeouts.ready-ends-any-wait-at-once",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      const long = [-1, Number.POSITIVE_INFINITY, 60_000, 60_000.5, 2 ** 31, 2 ** 53, Number.MAX_VALUE];
      for (const timeout of long) {
        const elapsed = elapsedMs(() => assert.equal(poller.wait(timeout).fd(0), reader, `wait(${timeout})`));
        assert.ok(elapsed < LATENESS_MS, `wait(${timeout}) took ${elapsed} ms`);
      }
    },
  },
  {
    name: "timeouts.endless-and-clamped-ones-block",
    covers: ["wait"],
    needs: ["url"],
    async run(fixture) {
      const poller = fixture.poller();
      const thread = await wakingThread(fixture);
      const endless = [-1, Number.POSITIVE_INFINITY];
      // As an int 2^31 would be negative, 2^32 would be 0, and 2^32+1 would be 1.
      const clamped = [2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40 + 0.5, 2 ** 53, Number.MAX_VALUE];
      for (const timeout of [...endless, ...clamped]) {
        let length = -1;
        const woken = thread.wakes(poller, () => {
          length = poller.wait(timeout).length;
        });
        assert.ok(woken, `wait(${timeout}) ended before the wake`);
        assert.equal(length, 0, `wait(${timeout}) was ended by the wake, not by the rescue`);
      }
    },
  },
  {
    name: "timeouts.what-becomes-ready-ends-a-blocked-wait",
    covers: ["wait"],
    needs: ["url"],
    async run(fixture) {
      const poller = fixture.poller();
      const thread = await startThread(fixture);
      for (const timeout of [-1, 60_000, Number.POSITIVE_INFINITY]) {
        const { reader, writer } = fixture.pipe();
        poller.add({ fd: reader, kind: 2 });
        assert.equal(poller.wait(0).length, 0);
        thread.post({ do: "write", fd: writer, delayMs: 30 });
        const elapsed = elapsedMs(() => assert.equal(poller.wait(timeout).fd(0), reader, `wait(${timeout})`));
        assert.ok(elapsed < 30_000, `it took ${elapsed} ms`);
        assert.equal(await thread.next(), 1, "the other thread wrote a byte");
        poller.delete(reader);
      }
    },
  },
  {
    name: "timeouts.after-a-timeout-the-next-wait-works",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let i = 0; i < 5; i++) {
        const ready = poller.wait(1);
        assert.deepEqual([ready.length, ready.interrupted, ready.at(0)], [0, false, undefined]);
        fixture.send(writer);
        assert.equal(one(poller).fd, reader);
        fixture.drain(reader);
      }
    },
  },
];
