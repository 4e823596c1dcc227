import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import type { Fixture } from "../support/fixture.ts";
import { isBun, startChild } from "../support/processes.ts";

/** Keeps the host from collecting garbage while the probe measures. */
const FLAGS = isBun ? [] : ["--expose-gc", "--max-semi-space-size=256", "--min-semi-space-size=256"];
const env = { BUN_JSC_useGC: "0" };

/**
 * In each round of a measurement: an object that only one call in a hundred leaves would still be seen. Bun's heap grows by blocks of
 * 16 KiB, of which one must not look like an allocation.
 */
const CALLS = isBun ? 200_000 : 50_000;

/** Less than one byte in ten calls: a single object per call would be at least 16 bytes. */
const NOTHING = 0.1;
const AN_OBJECT = 8;

/** What a server does constantly. */
const HOT = [
  "wait",
  "waitAndIndex",
  "waitAndAt",
  "waitAndIterate",
  "addAndDelete",
  "readAndWrite",
  "readAllAndWriteAll",
  "modify",
];

async function probe(fixture: Fixture, operations: readonly string[]): Promise<Record<string, number>> {
  const args = [fixture.backend.url!, ["control", ...operations].join(), String(CALLS)];
  const child = startChild(fixture, "./probe.js", FLAGS, args, { env });
  const { bytes } = (await child.next()) as { bytes: Record<string, number> };
  assert.ok(bytes.control! >= AN_OBJECT, `the probe must see one object per call: ${bytes.control} bytes`);
  return bytes;
}

/** Garbage of all ages, so that a moving collector has something to do. */
function litter(keep: unknown[]): void {
  for (let i = 0; i < 200; i++) keep[i % 97] = { bytes: new Uint8Array(64 + i), text: `garbage ${i}`, list: [i, i, i] };
}

export const memory: readonly Case[] = [
  {
    name: "memory.one-batch-object",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      const first = poller.wait(0);
      assert.ok(first instanceof (fixture.module.ReadyEvents as unknown as typeof Object));
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let i = 0; i < 100; i++) {
        if (i % 2 === 0) fixture.send(writer);
        else fixture.drain(reader);
        assert.equal(poller.wait(0), first, `wait ${i} gives the same object`);
      }
      assert.notEqual(fixture.poller().wait(0), first, "another poller has its own");
    },
  },
  {
    name: "memory.one-buffer",
    covers: [],
    needs: ["instrument"],
    run(fixture) {
      const seen = new Set<string>();
      let waits = 0;
      const module = fixture.backend.instrument!((address, capacity) => {
        seen.add(`${address} for ${capacity}`);
        waits++;
      });
      const poller = fixture.poller({ maxEvents: 128 }, module);
      const source = fixture.counter(1);
      const fds = Array.from({ length: 200 }, () => fixture.duplicate(source));
      const keep: unknown[] = [];
      for (let i = 0; i < 5_000; i++) {
        if (i < fds.length) poller.add({ fd: fds[i]!, kind: 1 });
        if (i % 10 === 0) litter(keep);
        if (i % 1_000 === 0) (globalThis as { gc?: () => void }).gc?.();
        poller.wait(0);
      }
      assert.equal(waits, 5_000);
      assert.equal(seen.size, 1, `the same memory for each wait, not ${[...seen].slice(0, 3)}`);
      assert.match([...seen][0]!, /^[1-9]\d* for 128$/, "a real address, and the capacity is maxEvents");
    },
  },
  {
    name: "memory.one-buffer.per-poller",
    covers: [],
    needs: ["instrument"],
    run(fixture) {
      const seen: [number, number][] = [];
      const module = fixture.backend.instrument!((address, capacity) => {
        seen.push([address, capacity]);
      });
      const [one, other] = [fixture.poller(undefined, module), fixture.poller({ maxEvents: 7 }, module)];
      one.wait(0);
      other.wait(0);
      one.wait(0);
      assert.deepEqual(
        seen.map(([, capacity]) => capacity),
        [20_000, 7, 20_000],
      );
      assert.equal(seen[0]![0], seen[2]![0]);
      assert.notEqual(seen[0]![0], seen[1]![0], "no two pollers share memory");
    },
  },
  {
    name: "memory.content-survives-garbage",
    covers: ["wait"],
    run(fixture) {
      const poller = fixture.poller();
      const source = fixture.counter(1);
      const fds = Array.from({ length: 300 }, () => fixture.duplicate(source));
      for (const fd of fds) poller.add({ fd, kind: 2 });
      const ready = poller.wait(0);
      const keep: unknown[] = [];
      for (let i = 0; i < 300; i++) litter(keep);
      const seen = Array.from({ length: ready.length }, (_, i) => ready.fd(i)).sort((a, b) => a - b);
      assert.deepEqual(seen, fds, "garbage collection leaves a batch unchanged");
    },
  },
  {
    name: "memory.bytes-per-call.none",
    covers: [],
    needs: ["url"],
    when: (module) => module.backend.capabilities.allocationFree,
    timeoutMs: 60_000,
    async run(fixture) {
      const { control, ...bytes } = await probe(fixture, HOT);
      assert.deepEqual(Object.keys(bytes), HOT);
      for (const [operation, each] of Object.entries(bytes)) {
        assert.ok(each < NOTHING, `${operation}: ${each.toFixed(3)} bytes per call (an object: ${control})`);
      }
    },
  },
  {
    name: "memory.bytes-per-call.some",
    covers: [],
    needs: ["url"],
    when: (module) => !module.backend.capabilities.allocationFree,
    timeoutMs: 60_000,
    async run(fixture) {
      const { wait } = await probe(fixture, ["wait"]);
      assert.ok(wait! >= AN_OBJECT, `a wait leaves ${wait} bytes: declare the capability allocationFree`);
    },
  },
];
