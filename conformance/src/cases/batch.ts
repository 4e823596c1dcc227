import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import { registerMany } from "../support/many-ready.ts";
import { isLinux } from "../support/system.ts";

/** Counts the events of one wait by number. */
function tally(counts: Map<number, number>, ready: ReturnType<Poller["wait"]>): void {
  for (let i = 0; i < ready.length; i++) {
    const fd = ready.fd(i);
    counts.set(fd, (counts.get(fd) ?? 0) + 1);
  }
}

function sorted(counts: ReadonlyMap<number, number>): [number, number][] {
  return [...counts].sort(([a], [b]) => a - b);
}

/** Waits until nothing more comes: after an empty wait, everything was seen. */
function collect(poller: Poller, cap: number, atMost: number): { counts: Map<number, number>; lengths: number[] } {
  const counts = new Map<number, number>();
  const lengths: number[] = [];
  while (lengths.length < atMost) {
    const ready = poller.wait(0);
    if (ready.length === 0) break;
    assert.ok(ready.length <= cap, `${ready.length} events, but the cap is ${cap}`);
    lengths.push(ready.length);
    tally(counts, ready);
  }
  return { counts, lengths };
}

const FULL = 20_000;
const MORE = 23_000;

export const batch: readonly Case[] = [
  {
    name: "batch.full-20000",
    covers: ["add", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const registered = registerMany(fixture, poller, FULL);
      const ready = poller.wait(0);
      assert.equal(ready.length, FULL, "all of them in one wait");
      const counts = new Map<number, number>();
      tally(counts, ready);
      assert.deepEqual(sorted(counts), sorted(registered));
      const { Readable, Writable } = fixture.module.Readiness;
      const told = new Map<number, number>();
      for (let i = 0; i < FULL; i++) told.set(ready.fd(i), (told.get(ready.fd(i)) ?? 0) | ready.readiness(i));
      const wanted = isLinux(fixture.module) ? Readable : Readable | Writable;
      for (let i = 0; i < FULL; i += 997) {
        assert.equal(ready.kind(i), 2, `event ${i}`);
        assert.notEqual(ready.readiness(i) & wanted, 0, `event ${i}`);
        assert.equal(told.get(ready.fd(i))! & wanted, wanted, `all of descriptor ${ready.fd(i)}`);
      }
    },
  },
  {
    name: "batch.more-than-20000.level",
    covers: ["add", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const registered = registerMany(fixture, poller, MORE);
      const counts = new Map<number, number>();
      for (let round = 0; round < 2; round++) {
        const ready = poller.wait(0);
        assert.equal(ready.length, FULL, "exactly one full batch");
        tally(counts, ready);
      }
      assert.equal(counts.size, registered.size, "within two waits every descriptor had a turn");
      for (const [fd, times] of registered) assert.ok(counts.get(fd)! >= times, `descriptor ${fd} starved`);
    },
  },
  ...(["edge", "oneshot", "edge-oneshot"] as const).map(
    (trigger): Case => ({
      name: `batch.more-than-20000.${trigger}`,
      covers: ["add", "wait"],
      run(fixture) {
        const poller = fixture.poller();
        const registered = registerMany(fixture, poller, MORE, { trigger });
        const { counts, lengths } = collect(poller, FULL, 5);
        assert.deepEqual(lengths, [FULL, MORE - FULL]);
        assert.deepEqual(sorted(counts), sorted(registered), "each event came exactly once");
      },
    }),
  ),
  {
    name: "batch.small-cap.level-is-fair",
    covers: ["add", "wait"],
    run(fixture) {
      const [ready, cap] = [500, 64];
      const poller = fixture.poller({ maxEvents: cap });
      const source = fixture.counter(1);
      for (let i = 0; i < ready; i++) poller.add({ fd: fixture.duplicate(source), kind: 1 });
      const counts = new Map<number, number>();
      const rounds = 40;
      for (let round = 0; round < rounds; round++) {
        const batch = poller.wait(0);
        assert.equal(batch.length, cap);
        assert.equal([...batch].length, cap, "none is stale");
        tally(counts, batch);
        if (round === Math.ceil(ready / cap))
          assert.equal(counts.size, ready, "every descriptor had a turn in the first round");
      }
      const turns = [...counts.values()];
      assert.ok(
        Math.max(...turns) - Math.min(...turns) <= 2,
        `turns from ${Math.min(...turns)} to ${Math.max(...turns)}`,
      );
    },
  },
  ...(["edge", "oneshot", "edge-oneshot"] as const).map(
    (trigger): Case => ({
      name: `batch.small-cap.${trigger}-loses-nothing`,
      covers: ["add", "wait"],
      run(fixture) {
        for (const [ready, cap] of [
          [500, 64],
          [64, 64],
          [65, 64],
          [10, 1],
        ] as const) {
          const poller = fixture.poller({ maxEvents: cap });
          const source = fixture.counter(1);
          const fds = Array.from({ length: ready }, () => fixture.duplicate(source));
          for (const fd of fds) poller.add({ fd, kind: 1 }, { trigger });
          const { counts, lengths } = collect(poller, cap, ready + 1);
          assert.equal(lengths.length, Math.ceil(ready / cap), `${ready} events, ${cap} at a time`);
          assert.deepEqual(
            sorted(counts),
            fds.map((fd) => [fd, 1]),
            "each event came exactly once",
          );
          poller.close();
          for (const fd of fds) fixture.close(fd);
        }
      },
    }),
  ),
  {
    name: "batch.wake-takes-a-slot",
    covers: ["notify", "wait"],
    run(fixture) {
      const cap = 4;
      const poller = fixture.poller({ maxEvents: cap });
      const source = fixture.counter(1);
      for (let i = 0; i < 8; i++) poller.add({ fd: fixture.duplicate(source), kind: 1 });
      for (let attempt = 0; attempt < 50; attempt++) {
        poller.notify();
        const lengths = Array.from({ length: 4 }, () => poller.wait(0).length);
        // Nine are ready, the wake included: three waits fetch them all, and one of those has the wake.
        assert.deepEqual([...lengths].sort(), [cap - 1, cap, cap, cap], `attempt ${attempt}: ${lengths}`);
      }
    },
  },
  {
    name: "batch.wake-is-nobodys-event",
    covers: ["notify", "wait"],
    run(fixture) {
      for (const position of ["first", "last"] as const) {
        const poller = fixture.poller();
        const fds = Array.from({ length: 5 }, () => fixture.counter(0));
        for (const fd of fds) poller.add({ fd, kind: 1 }, { trigger: "edge" });
        if (position === "first") poller.notify();
        for (const fd of fds) fixture.count(fd);
        if (position === "last") poller.notify();
        const ready = poller.wait(1_000);
        const seen = Array.from({ length: ready.length }, (_, i) => [ready.fd(i), ready.kind(i)]);
        seen.sort(([a], [b]) => a! - b!);
        assert.deepEqual(
          seen,
          fds.map((fd) => [fd, 1]),
          `a wake that came ${position}`,
        );
      }
    },
  },
  {
    name: "batch.wake-that-did-not-fit-ends-a-later-wait",
    covers: ["notify", "wait"],
    run(fixture) {
      for (const cap of [1, 4]) {
        const poller = fixture.poller({ maxEvents: cap });
        const source = fixture.counter(1);
        for (let i = 0; i < cap; i++) poller.add({ fd: fixture.duplicate(source), kind: 1 }, { trigger: "edge" });
        poller.notify();
        const start = performance.now();
        const patience = fixture.patienceMs;
        const lengths = [poller.wait(patience).length, poller.wait(patience).length];
        assert.ok(performance.now() - start < patience, "no wait ran into its timeout");
        assert.equal(lengths[0]! + lengths[1]!, cap, "every event came, and the wake ended a wait of its own");
        assert.equal(poller.wait(0).length, 0);
      }
    },
  },
];
