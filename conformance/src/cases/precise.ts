import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { elapsedMs, one } from "../support/events.ts";
import { withDescriptorsFree } from "../support/limits.ts";

/** How late a wait may end on a busy machine. */
const LATENESS_MS = 2_000;
const FRACTIONS = [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.999, 1.001, 1.5, 2.0001, 2.999, 3.5, 7.25];

/** Timeouts with fractions of a millisecond. */
export const precise: readonly Case[] = [
  {
    name: "timeouts.precise.never-early",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      for (let round = 0; round < 5; round++) {
        for (const timeout of FRACTIONS) {
          const elapsed = elapsedMs(() => assert.equal(poller.wait(timeout).length, 0));
          assert.ok(elapsed >= timeout, `wait(${timeout}) ended after ${elapsed} ms`);
          assert.ok(elapsed < timeout + LATENESS_MS, `wait(${timeout}) took ${elapsed} ms`);
        }
      }
    },
  },
  {
    name: "timeouts.precise.kept",
    covers: ["wait"],
    when: (module) => module.backend.capabilities.subMillisecondTimeouts,
    run(fixture) {
      const poller = fixture.poller();
      for (const [timeout, limit] of [
        [0.2, 0.9],
        [1.2, 1.9],
      ] as const) {
        const all = Array.from({ length: 40 }, () => elapsedMs(() => poller.wait(timeout)));
        const best = Math.min(...all);
        assert.ok(best >= timeout, `wait(${timeout}) ended after ${best} ms`);
        assert.ok(best < limit, `wait(${timeout}) took at least ${best} ms: its fraction was rounded up`);
      }
    },
  },
  {
    name: "timeouts.precise.rounded-up",
    covers: ["wait"],
    when: (module) => !module.backend.capabilities.subMillisecondTimeouts,
    run(fixture) {
      const poller = fixture.poller();
      for (const [timeout, whole] of [
        [0.2, 1],
        [1.2, 2],
      ] as const) {
        const best = Math.min(...Array.from({ length: 20 }, () => elapsedMs(() => poller.wait(timeout))));
        assert.ok(best >= whole, `wait(${timeout}) took ${best} ms: declare the capability subMillisecondTimeouts`);
      }
    },
  },
  {
    name: "timeouts.precise.no-descriptor-free",
    covers: ["wait"],
    needs: ["instrument"],
    run(fixture) {
      // Whether fractions are kept is determined once per module, so this case needs its own.
      const module = fixture.backend.instrument!(() => {});
      const poller = fixture.poller({}, module);
      withDescriptorsFree(fixture, 0, () => {
        for (let round = 0; round < 20; round++) {
          assert.ok(elapsedMs(() => assert.equal(poller.wait(0.2).length, 0)) >= 0.2);
        }
      });
      const { subMillisecondTimeouts } = module.backend.capabilities;
      assert.equal(subMillisecondTimeouts, fixture.module.backend.capabilities.subMillisecondTimeouts);
      if (!subMillisecondTimeouts) return;
      const best = Math.min(...Array.from({ length: 40 }, () => elapsedMs(() => poller.wait(0.2))));
      assert.ok(best < 0.9, `wait(0.2) took ${best} ms at best, though descriptors are free again`);
    },
  },
  {
    name: "timeouts.precise.ends-with-what-is-ready",
    covers: ["wait", "notify"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      for (const timeout of [0.5, 1_000.5, 60_000.001, 2 ** 31 - 1.5, 2 ** 40 + 0.5]) {
        const elapsed = elapsedMs(() => {
          poller.add({ fd: reader, kind: 2 });
          assert.equal(poller.wait(timeout).fd(0), reader, `wait(${timeout})`);
          poller.delete(reader);
          poller.notify();
          assert.equal(poller.wait(timeout).length, 0, "a wake ends it too");
        });
        assert.ok(elapsed < LATENESS_MS, `wait(${timeout}) took ${elapsed} ms`);
      }
    },
  },
  {
    name: "timeouts.precise.between-whole-ones",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      const batch = poller.wait(0);
      for (let i = 0; i < 20; i++) {
        assert.equal(poller.wait(i % 2 === 0 ? 0.25 : 1), batch, "the same object");
        assert.deepEqual([batch.length, batch.interrupted], [0, false]);
        fixture.send(writer);
        assert.equal(poller.wait(0.5).fd(0), reader);
        assert.equal(one(poller).fd, reader, "the same memory");
        fixture.drain(reader);
      }
    },
  },
];
