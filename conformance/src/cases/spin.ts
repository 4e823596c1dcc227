import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { begin, outcomeOf } from "../support/async.ts";
import { assertOwnError } from "../support/errors.ts";
import { assertSilent, descriptors, elapsedMs, one } from "../support/events.ts";
import { startThread } from "../support/threads.ts";

/** How late a wait may end on a busy machine. */
const LATENESS_MS = 2_000;
/** Half a second: what comes within a case's time is found by looking. */
const LONG_US = 500_000;

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Pollers that look for events for a while before they block. */
export const spin: readonly Case[] = [
  {
    name: "spin.events-are-as-without",
    covers: ["OsPoller", "wait", "waitAsync"],
    async run(fixture) {
      for (const us of [0, 1, 50, 1_000_000]) {
        const poller = fixture.poller({ spin: us });
        const { reader, writer } = fixture.pipe();
        poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
        fixture.send(writer);
        assert.equal(one(poller).fd, reader);
        assertSilent(poller, "an edge is reported once");
        fixture.send(writer);
        assert.deepEqual(descriptors(await fixture.within(begin(poller, -1))), [reader]);
        poller.notify();
        const { length, woken } = poller.wait(-1);
        assert.deepEqual([length, woken], [0, true]);
        poller.notify();
        assert.equal((await fixture.within(begin(poller, -1))).woken, true);
      }
    },
  },
  {
    name: "spin.timeouts-are-kept",
    covers: ["wait", "waitAsync"],
    async run(fixture) {
      for (const us of [300, LONG_US]) {
        const poller = fixture.poller({ spin: us });
        assert.equal(poller.wait(0).length, 0);
        for (const timeout of [0.1, 0.5, 1, 2.5, 10]) {
          const elapsed = elapsedMs(() => assert.equal(poller.wait(timeout).length, 0));
          assert.ok(elapsed >= timeout, `wait(${timeout}) ended after ${elapsed} ms`);
          assert.ok(elapsed < timeout + LATENESS_MS, `wait(${timeout}) took ${elapsed} ms`);
          const start = now();
          assert.equal((await fixture.within(begin(poller, timeout))).length, 0);
          const passed = now() - start;
          assert.ok(passed >= timeout, `waitAsync(${timeout}) ended after ${passed} ms`);
          assert.ok(passed < timeout + LATENESS_MS, `waitAsync(${timeout}) took ${passed} ms`);
        }
      }
    },
  },
  {
    name: "spin.what-comes-while-it-looks-ends-it",
    covers: ["wait", "waitAsync"],
    needs: ["url"],
    async run(fixture) {
      const thread = await startThread(fixture);
      for (const us of [100, LONG_US]) {
        const poller = fixture.poller({ spin: us });
        const { reader, writer } = fixture.pipe();
        poller.add({ fd: reader, kind: 2 });
        for (const wait of [() => poller.wait(10_000), () => begin(poller, 10_000)]) {
          thread.post({ do: "write", fd: writer, delayMs: 5 });
          assert.deepEqual(descriptors(await fixture.within(Promise.resolve(wait()))), [reader]);
          assert.equal(await thread.next(), 1, "the other thread wrote a byte");
          fixture.drain(reader);
        }
      }
    },
  },
  {
    name: "spin.an-abort-takes-no-event",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller({ spin: LONG_US });
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 }, { trigger: "edge" });
      fixture.send(writer);
      const controller = new AbortController();
      const pending = begin(poller, -1, { signal: controller.signal });
      controller.abort();
      assert.throws(await outcomeOf(pending), (error) => error === controller.signal.reason);
      assert.equal(one(poller).fd, reader, "the event is still there");
    },
  },
  {
    name: "spin.close-ends-a-wait-that-looks",
    covers: ["close", "waitAsync:ERR_POLLER_CLOSED"],
    async run(fixture) {
      const poller = fixture.poller({ spin: LONG_US });
      const pending = begin(poller, -1);
      poller.close();
      assertOwnError(fixture.module, await outcomeOf(pending), "ERR_POLLER_CLOSED");
    },
  },
  {
    name: "spin.a-wait-looks-before-it-blocks",
    covers: ["wait", "waitAsync"],
    timeoutMs: 30_000,
    async run(fixture) {
      const poller = fixture.poller({ spin: 1_000_000 });
      for (const wait of [() => poller.wait(50), () => fixture.within(begin(poller, 50))]) {
        const spent: number[] = [];
        // Others may have the processor for some of the time.
        for (let tries = 0; tries < 10 && Math.max(0, ...spent) < 20; tries++) {
          const before = process.cpuUsage();
          await wait();
          const { user, system } = process.cpuUsage(before);
          spent.push((user + system) / 1_000);
        }
        assert.ok(Math.max(...spent) >= 20, `${spent.join(", ")} ms of the processor in 50`);
      }
    },
  },
  {
    name: "spin.only-while-waits-are-short",
    covers: ["wait", "waitAsync"],
    timeoutMs: 30_000,
    async run(fixture) {
      const poller = fixture.poller({ spin: 5_000 });
      poller.wait(20);
      /** The processor's time in ten waits of 20 ms, at best. */
      const best = async (wait: () => unknown): Promise<number> => {
        let least = Number.POSITIVE_INFINITY;
        for (let tries = 0; tries < 10 && least >= 25; tries++) {
          const before = process.cpuUsage();
          for (let waits = 0; waits < 10; waits++) await wait();
          const { user, system } = process.cpuUsage(before);
          least = Math.min(least, (user + system) / 1_000);
        }
        return least;
      };
      // Each would take 5 ms of the processor if it looked.
      assert.ok((await best(() => poller.wait(20))) < 25, "wait");
      assert.ok((await best(() => fixture.within(begin(poller, 20)))) < 25, "waitAsync");
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      assert.equal(one(poller).fd, reader);
    },
  },
];
