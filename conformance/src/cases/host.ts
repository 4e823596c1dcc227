import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { begin, quiet, watched } from "../support/async.ts";
import { descriptors } from "../support/events.ts";
import { doAll, loopWork, poolWork } from "../support/host-work.ts";
import { startThread } from "../support/threads.ts";

/** How many waits are pending while the thread pool works: more than it has threads by default. */
const PENDING = 8;

/** What programs fake when they test themselves; each is replaced by a function that does nothing. */
const FAKED = [
  "setTimeout",
  "setInterval",
  "setImmediate",
  "clearTimeout",
  "clearImmediate",
  "queueMicrotask",
] as const;

/** Replaces the host's timers and its clock, also those of node:timers; returns what undoes it. */
function fakeTime(): () => void {
  const timers = process.getBuiltinModule("node:timers") as unknown as Record<string, unknown>;
  const originals: (readonly [object, string, PropertyDescriptor])[] = [];
  const fake = (owner: object, name: string, value: unknown): void => {
    const original = Object.getOwnPropertyDescriptor(owner, name);
    if (original?.configurable !== true) return;
    originals.push([owner, name, original]);
    Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  };
  for (const name of FAKED) for (const owner of [globalThis, timers]) fake(owner, name, () => undefined);
  fake(performance, "now", () => 0);
  // Where it is inherited, this hides it.
  if (performance.now() !== 0) Object.defineProperty(performance, "now", { value: () => 0, configurable: true });
  return () => {
    Reflect.deleteProperty(performance, "now");
    for (const [owner, name, original] of originals) Object.defineProperty(owner, name, original);
  };
}

/** Asynchronous waits starve neither the host's event loop nor its thread pool. */
export const host: readonly Case[] = [
  {
    name: "host.faked-time-does-not-stop-it",
    covers: ["waitAsync", "[Symbol.asyncIterator]", "wait", "eventLoopTurn"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 1 });
      const { setTimeout: realTimeout } = globalThis;
      let tooLate = false;
      const timer = realTimeout(() => {
        tooLate = true;
        poller.close();
      }, fixture.patienceMs);
      const unfake = fakeTime();
      const lengths: number[] = [];
      try {
        lengths.push((await poller.waitAsync(0)).length, (await poller.waitAsync(5)).length, poller.wait(5).length);
        await fixture.module.eventLoopTurn();
        const pending = poller.waitAsync(60_000);
        fixture.send(writer);
        lengths.push((await pending).length);
        for await (const { length } of poller) if (lengths.push(length) === 6) break;
      } catch (error) {
        if (!tooLate) throw error;
      } finally {
        unfake();
        clearTimeout(timer);
      }
      assert.deepEqual(lengths, [0, 0, 0, 1, 1, 1], tooLate ? "a wait did not end" : "what the waits reported");
    },
  },
  {
    name: "host.a-turn-of-the-event-loop",
    covers: ["eventLoopTurn"],
    async run(fixture) {
      const poller = fixture.poller();
      for (let round = 0; round < 20; round++) {
        const done: string[] = [];
        setTimeout(() => done.push("timer"), 1);
        setImmediate(() => done.push("immediate"));
        process.nextTick(() => done.push("tick"));
        for (const end = performance.now() + 3; performance.now() < end; ) poller.wait(1);
        assert.deepEqual(done, [], "a blocked thread runs nothing");
        await fixture.module.eventLoopTurn();
        // Node may look at a timer that is due a millisecond late, where others are set again each millisecond.
        for (const end = performance.now() + 20; done.length < 3 && performance.now() < end; )
          await fixture.module.eventLoopTurn();
        assert.deepEqual(done.sort(), ["immediate", "tick", "timer"], `round ${round}`);
      }
    },
  },
  {
    name: "host.an-always-ready-loop-starves-nobody",
    covers: ["[Symbol.asyncIterator]"],
    async run(fixture) {
      const poller = fixture.poller();
      poller.add({ fd: fixture.readyPipe().reader, kind: 2 });
      let stop = false;
      let batches = 0;
      const loop = async () => {
        for await (const ready of poller) {
          assert.equal(ready.length, 1);
          batches++;
          if (stop) return;
        }
      };
      const looping = quiet(loop());
      fixture.defer(() => {
        stop = true;
      });
      for (let round = 0; round < 3; round++) {
        for (const [what, work] of Object.entries({ ...loopWork, ...poolWork })) await fixture.within(work(), what);
        await fixture.within(doAll({ ...loopWork, ...poolWork }, 4), "all of it at once");
      }
      stop = true;
      await fixture.within(looping);
      assert.ok(batches > 10, `only ${batches} batches: the poller must not starve either`);
    },
  },
  {
    name: "host.an-always-ready-poller-starves-no-other",
    covers: ["waitAsync", "[Symbol.asyncIterator]"],
    async run(fixture) {
      const [busy, quietOne] = [fixture.poller(), fixture.poller()];
      busy.add({ fd: fixture.readyPipe().reader, kind: 2 });
      const { reader, writer } = fixture.pipe();
      quietOne.add({ fd: reader, kind: 2 });
      let stop = false;
      const loop = async () => {
        for await (const ready of busy) if (stop || ready.length === 0) return;
      };
      const looping = quiet(loop());
      fixture.defer(() => {
        stop = true;
      });
      for (let round = 0; round < 20; round++) {
        const pending = begin(quietOne);
        fixture.send(writer);
        assert.deepEqual(descriptors(await fixture.within(pending, `round ${round}`)), [reader]);
        fixture.drain(reader);
      }
      stop = true;
      await fixture.within(looping);
    },
  },
  {
    name: "host.the-pool-is-free",
    covers: ["waitAsync"],
    async run(fixture) {
      const pollers = Array.from({ length: PENDING }, () => fixture.poller({ maxEvents: 8 }));
      const pending = pollers.map((poller) => begin(poller));
      const settled = pending.map(watched);
      for (const [what, work] of Object.entries(poolWork)) await fixture.within(work(), what);
      await fixture.within(doAll(poolWork, 8), "all of it at once");
      assert.deepEqual(
        settled.map((each) => each()),
        pollers.map(() => false),
        "all of them were pending meanwhile",
      );
      for (const poller of pollers) poller.notify();
      await fixture.within(Promise.all(pending));
    },
  },
  {
    name: "host.in-a-worker",
    covers: [],
    needs: ["url"],
    async run(fixture) {
      const thread = await startThread(fixture);
      thread.post({ do: "await", rounds: 300, pending: PENDING });
      assert.deepEqual(await fixture.within(thread.next()), {
        events: 300,
        timeouts: 10,
        empty: 10,
        aborted: "AbortError",
      });
      assert.equal(await fixture.within(thread.next()), "the pool is free");
      assert.deepEqual(await fixture.within(thread.next()), { woken: PENDING, closed: "ERR_POLLER_CLOSED" });
    },
  },
  {
    name: "host.in-many-workers",
    covers: ["waitAsync"],
    needs: ["url"],
    async run(fixture) {
      const threads = await Promise.all(Array.from({ length: 4 }, () => startThread(fixture)));
      for (const thread of threads) thread.post({ do: "await", rounds: 100, pending: 2 });
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let i = 0; i < 100; i++) {
        const pending = begin(poller);
        fixture.send(writer);
        assert.deepEqual(descriptors(await fixture.within(pending)), [reader], "the event of this thread");
        fixture.drain(reader);
      }
      for (const thread of threads) {
        const done = (await fixture.within(thread.next())) as { events: number };
        assert.equal(done.events, 100);
        await fixture.within(thread.next());
        await fixture.within(thread.next());
      }
    },
  },
];
