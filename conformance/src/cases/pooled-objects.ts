import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import type { Fixture } from "../support/fixture.ts";
import { client } from "../support/ready-ones.ts";

/** What a consumer may do to an object that he is given: stores, proxies and test helpers do. */
const HARMS: Readonly<Record<string, (object: object) => unknown>> = {
  freeze: Object.freeze,
  seal: Object.seal,
  preventExtensions: (object) => {
    for (const key of Object.keys(object)) delete (object as Record<string, unknown>)[key];
    return Object.preventExtensions(object);
  },
  "a getter": (object) => define(object, () => ({ get: () => 12_345 })),
  "a getter and a setter": (object) => define(object, () => ({ get: () => 12_345, set: () => {} })),
  "a setter that throws": (object) => define(object, () => ({ get: () => 12_345, set: () => assert.fail("set") })),
  "read-only values": (object) => define(object, () => ({ value: 12_345, writable: false })),
};

function define(object: object, descriptor: () => PropertyDescriptor): void {
  for (const key of Object.keys(object)) Object.defineProperty(object, key, { ...descriptor(), configurable: true });
}

/** A poller of which each wait gives another descriptor. */
function alternating(fixture: Fixture): { poller: Poller; next: () => number } {
  const poller = fixture.poller();
  const pipes = [fixture.pipe(), fixture.pipe()];
  poller.registerAll(pipes.map(({ reader }) => client(reader)));
  let turn = 0;
  const next = () => {
    for (const { reader } of pipes) fixture.drain(reader);
    const { reader, writer } = pipes[turn++ % 2]!;
    fixture.send(writer);
    return reader;
  };
  return { poller, next };
}

/** Objects that later waits use again, when a consumer has done something to them. */
export const pooledObjects: readonly Case[] = [
  {
    name: "ready.pool.events-that-were-harmed",
    covers: ["ReadyEvents.at", "wait"],
    run(fixture) {
      for (const [label, harm] of Object.entries(HARMS)) {
        const { poller, next } = alternating(fixture);
        for (let round = 0; round < 4; round++) {
          const fd = next();
          const ready = poller.wait(0);
          const event = ready.at(0)!;
          assert.deepEqual([event.fd, event.readiness], [fd, ready.readiness(0)], `${label}: at`);
          assert.equal(event.encode(), fd * 256 + ready.kind(0), label);
          harm(event);
          assert.equal(ready.at(0)!.fd, fd, `${label}: at, again`);
          for (const each of ready) {
            assert.deepEqual([each.fd, each.readiness], [fd, ready.readiness(0)], `${label}: iterated`);
            harm(each);
          }
        }
      }
    },
  },
  {
    name: "ready.pool.harmed-ones-are-their-consumers",
    covers: ["ReadyEvents.at", "wait"],
    run(fixture) {
      const { poller, next } = alternating(fixture);
      const first = next();
      const kept = Object.freeze(poller.wait(0).at(0)!);
      next();
      const other = poller.wait(0).at(0)!;
      assert.notEqual(other, kept);
      assert.equal(kept.fd, first, "what was frozen stays as it was");
      next();
      assert.equal(poller.wait(0).at(0), other, "the one in its place is used again");
    },
  },
  {
    name: "ready.pool.steps-that-were-harmed",
    covers: ["ReadyEvents.[Symbol.iterator]", "wait"],
    run(fixture) {
      for (const [label, harm] of Object.entries(HARMS)) {
        const { poller, next } = alternating(fixture);
        const fd = next();
        const iterator = poller.wait(0)[Symbol.iterator]();
        const step = iterator.next();
        assert.equal(step.value?.fd, fd, label);
        harm(step);
        for (let i = 0; i < 2; i++) {
          const end = iterator.next();
          assert.deepEqual([end.done, end.value], [true, undefined], label);
          harm(end);
        }
      }
    },
  },
  {
    name: "ready.pool.a-batch-that-was-harmed",
    covers: ["wait", "waitAsync"],
    async run(fixture) {
      const { poller, next } = alternating(fixture);
      const ready = poller.wait(0);
      for (const name of ["stale", "at", "fd", "length"]) Object.defineProperty(ready, name, { value: () => true });
      Object.freeze(ready);
      const fd = next();
      assert.deepEqual(
        [...poller.wait(0)].map((event) => event.fd),
        [fd],
      );
      const again = next();
      const resolved = await fixture.within(poller.waitAsync(-1));
      assert.deepEqual(
        [...resolved].map((event) => event.fd),
        [again],
      );
    },
  },
];
