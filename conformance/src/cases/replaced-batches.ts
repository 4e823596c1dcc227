import assert from "node:assert/strict";
import type { Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import { begin } from "../support/async.ts";
import { assertOwnError } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { client, readyOnes } from "../support/ready-ones.ts";

const REPLACED = "ReadyEvents.[Symbol.iterator]:ERR_BATCH_REPLACED";

/** A poller with five ready descriptors, and an iterator of its batch that is part of the way through. */
function begun(fixture: Fixture, told = 1): { poller: Poller; iterator: Iterator<{ fd: number }>; fds: number[] } {
  const poller = fixture.poller();
  const fds = readyOnes(fixture, 5);
  poller.registerAll(fds.map(client));
  const iterator = poller.wait(0)[Symbol.iterator]();
  for (let i = 0; i < told; i++) assert.equal(iterator.next().done, false);
  return { poller, iterator, fds };
}

/** What becomes of an iterator when its batch is replaced. */
export const replacedBatches: readonly Case[] = [
  {
    name: "ready.replaced.a-wait-in-the-loop",
    covers: ["wait", REPLACED],
    run(fixture) {
      for (const trigger of ["level", "edge", "oneshot", "edge-oneshot"] as const) {
        const poller = fixture.poller();
        poller.registerAll(readyOnes(fixture, 5).map(client), { trigger });
        let told = 0;
        const loop = () => {
          for (const _ of poller.wait(0)) {
            told++;
            poller.wait(0);
          }
        };
        assertOwnError(fixture.module, loop, "ERR_BATCH_REPLACED");
        assert.equal(told, 1, trigger);
      }
    },
  },
  {
    name: "ready.replaced.by-every-wait",
    covers: ["wait", "waitAsync", REPLACED],
    async run(fixture) {
      const throws = (iterator: Iterator<unknown>, when: string) => {
        for (let i = 0; i < 2; i++) assertOwnError(fixture.module, () => iterator.next(), "ERR_BATCH_REPLACED");
        assert.ok(when);
      };
      const nothingLeft = begun(fixture, 5);
      nothingLeft.poller.wait(0);
      throws(nothingLeft.iterator, "all were reported, and the end was not");
      const notBegun = begun(fixture, 0);
      notBegun.poller.wait(0);
      throws(notBegun.iterator, "none was reported");
      const timedOut = begun(fixture);
      timedOut.poller.deleteAll(timedOut.fds);
      assert.equal(timedOut.poller.wait(1).length, 0);
      throws(timedOut.iterator, "a wait that timed out");
      const asynchronous = begun(fixture);
      const pending = begin(asynchronous.poller);
      assert.equal(asynchronous.iterator.next().done, false, "a wait that is pending has fetched nothing yet");
      await fixture.within(pending);
      throws(asynchronous.iterator, "an asynchronous wait");
      const woken = begun(fixture);
      woken.poller.deleteAll(woken.fds.slice(1));
      woken.poller.notify();
      woken.poller.wait(-1);
      throws(woken.iterator, "a wait that was woken");
    },
  },
  {
    name: "ready.replaced.not-by-changes-nor-refused-waits",
    covers: [
      "wait:ERR_OUT_OF_RANGE",
      "wait:ERR_WAIT_PENDING",
      "add",
      "modify",
      "delete",
      "ReadyEvents.[Symbol.iterator]",
    ],
    async run(fixture) {
      const { poller, iterator, fds } = begun(fixture);
      poller.delete(fds[4]!);
      poller.add(client(fds[4]!));
      poller.modify(client(fds[0]!), { interest: 2 });
      assert.throws(() => poller.wait(-5));
      const controller = new AbortController();
      const pending = begin(poller, -1, { signal: controller.signal });
      assert.throws(() => poller.wait(0), { code: "ERR_WAIT_PENDING" });
      controller.abort();
      await assert.rejects(fixture.within(pending));
      const rest: number[] = [];
      for (let step = iterator.next(); step.done !== true; step = iterator.next()) rest.push(step.value.fd);
      assert.ok(rest.length >= 2 && !rest.includes(fds[4]!), "what is left of the batch is reported");
      poller.wait(0);
      assert.deepEqual({ ...iterator.next() }, { done: true, value: undefined }, "what has ended stays so");
    },
  },
  {
    name: "ready.replaced.close-ends-it",
    covers: ["close", "wait"],
    run(fixture) {
      const { poller, iterator } = begun(fixture);
      const late = begun(fixture);
      late.poller.wait(0);
      for (const each of [poller, late.poller]) each.close();
      for (const each of [iterator, late.iterator]) assert.equal(each.next().done, true);
      let told = 0;
      const closing = begun(fixture, 0).poller;
      for (const _ of closing.wait(0)) {
        told++;
        closing.close();
      }
      assert.equal(told, 1);
    },
  },
];
