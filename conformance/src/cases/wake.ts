import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Poller, Waker } from "../adapter.ts";
import type { Case } from "../case.ts";
import { assertSilent, elapsedMs, one } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";
import { type NewOwner, takeNumber } from "../support/new-owners.ts";
import { FLAG, startThread, wakingThread } from "../support/threads.ts";

/** The waker of a closed poller, and the new owner of its number. */
function closedAndReplaced(fixture: Fixture): { waker: Waker; owner: NewOwner } {
  for (let attempt = 0; attempt < 20; attempt++) {
    const poller = fixture.poller();
    const { waker } = poller;
    poller.close();
    const owner = takeNumber(fixture, waker);
    if (owner !== undefined) return { waker, owner };
  }
  assert.fail("the number of a closed poller is never free");
}

function told({ length, woken }: { length: number; woken: boolean }): { length: number; woken: boolean } {
  return { length, woken };
}

export const waking: readonly Case[] = [
  {
    name: "wake.notify-before-the-wait",
    covers: ["notify", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      for (let i = 0; i < 20; i++) {
        poller.notify();
        let length = -1;
        const elapsed = elapsedMs(() => {
          length = poller.wait(10_000).length;
        });
        assert.ok(elapsed < 5_000, `a notified wait took ${elapsed} ms`);
        assert.equal(length, 0, "a wake shows no event");
      }
    },
  },
  {
    name: "wake.coalesces",
    covers: ["notify", "wake", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const { waker } = poller;
      for (let i = 0; i < 1_000; i++) {
        poller.notify();
        assert.equal(fixture.module.wake(waker), true);
      }
      assert.equal(poller.wait(10_000).length, 0);
      const elapsed = elapsedMs(() => assertSilentFor(poller, 40));
      assert.ok(elapsed >= 40, `the second wait was ended by a wake, after ${elapsed} ms`);
    },
  },
  {
    name: "wake.with-events",
    covers: ["notify", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 1 });
      poller.notify();
      const event = one(poller);
      assert.deepEqual([event.fd, event.kind], [reader, 1], "the events are reported, and nothing else");
      poller.delete(reader);
      const elapsed = elapsedMs(() => assertSilentFor(poller, 20));
      assert.ok(elapsed >= 20, "the same wait consumed the wake");
    },
  },
  {
    name: "wake.is-told",
    covers: ["notify", "wake", "wait", "ReadyEvents.woken"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 1 });
      assert.equal(poller.wait(0).woken, false, "nothing came");
      fixture.module.wake(poller.waker);
      assert.deepEqual(told(poller.wait(10_000)), { length: 0, woken: true });
      assert.deepEqual(told(poller.wait(2.5)), { length: 0, woken: false }, "a timeout");
      fixture.send(writer);
      assert.deepEqual(told(poller.wait(10_000)), { length: 1, woken: false }, "an event");
      poller.notify();
      assert.deepEqual(told(poller.wait(10_000)), { length: 1, woken: true }, "a wake with an event");
      assert.deepEqual(told(poller.wait(10_000)), { length: 1, woken: false }, "the wake was taken");
      poller.notify();
      const ready = poller.wait(10_000);
      poller.close();
      assert.deepEqual(told(ready), { length: 0, woken: false }, "a closed poller");
    },
  },
  {
    name: "wake.is-told-asynchronously",
    covers: ["notify", "waitAsync", "ReadyEvents.woken"],
    async run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 1 });
      assert.deepEqual(told(await fixture.within(poller.waitAsync(1))), { length: 0, woken: false }, "a timeout");
      const pending = poller.waitAsync();
      poller.notify();
      assert.deepEqual(told(await fixture.within(pending)), { length: 0, woken: true });
      fixture.send(writer);
      poller.notify();
      assert.deepEqual(told(await fixture.within(poller.waitAsync())), { length: 1, woken: true }, "with an event");
      assert.deepEqual(told(await fixture.within(poller.waitAsync())), { length: 1, woken: false }, "it was taken");
    },
  },
  {
    name: "wake.only-its-own-poller",
    covers: ["notify", "wake"],
    run(fixture) {
      const [one, other] = [fixture.poller(), fixture.poller()];
      one.notify();
      fixture.module.wake(one.waker);
      const elapsed = elapsedMs(() => assertSilentFor(other, 20));
      assert.ok(elapsed >= 20, "the other poller was not woken");
    },
  },
  {
    name: "wake.clone",
    covers: ["wake", "waker"],
    run(fixture) {
      const poller = fixture.poller();
      const copy = structuredClone(poller.waker);
      assert.equal(fixture.module.wake(copy), true);
      const elapsed = elapsedMs(() => assert.equal(poller.wait(10_000).length, 0));
      assert.ok(elapsed < 5_000, "a copy wakes like the original");
      poller.close();
      assert.equal(fixture.module.wake(copy), false, "the copy knows that the poller is closed");
    },
  },
  {
    name: "wake.closed",
    covers: ["wake"],
    run(fixture) {
      const poller = fixture.poller();
      const { waker } = poller;
      assert.equal(fixture.module.wake(waker), true);
      poller.close();
      for (let i = 0; i < 3; i++) assert.equal(fixture.module.wake(waker), false);
    },
  },
  {
    name: "wake.closed.the-number-has-a-new-owner",
    covers: ["wake"],
    run(fixture) {
      const { owner, waker } = closedAndReplaced(fixture);
      assert.equal(fixture.module.wake(waker), false);
      assert.equal(fixture.module.wake(structuredClone(waker)), false);
      owner.assertUntouched();
      owner.assertWouldNotice();
    },
  },
  {
    name: "wake.from-a-worker",
    covers: ["wait"],
    needs: ["url"],
    async run(fixture) {
      const thread = await wakingThread(fixture);
      const poller = fixture.poller();
      for (let round = 0; round < 5; round++) {
        let length = -1;
        const woken = thread.wakes(poller, () => {
          length = poller.wait(-1).length;
        });
        assert.deepEqual([woken, length], [true, 0], `round ${round}`);
      }
    },
  },
  {
    name: "wake.a-worker-from-its-parent",
    covers: ["wake"],
    needs: ["url"],
    async run(fixture) {
      const rounds = 5;
      const thread = await startThread(fixture);
      const { reader, writer } = fixture.pipe();
      thread.post({ do: "block", rescue: reader, rounds });
      const waker = (await thread.next()) as Waker;
      for (let round = 0; round < rounds; round++) {
        await sleep(10);
        assert.equal(fixture.module.wake(waker), true);
        // A blocked thread would outlive its worker: the rescue ends its wait and shows as an event.
        const rescue = setTimeout(() => fixture.module.sys.write(writer, Uint8Array.of(1)), 3_000);
        assert.deepEqual(await thread.next(), { length: 0, interrupted: false }, `round ${round}`);
        clearTimeout(rescue);
      }
      assert.equal(await thread.next(), "closed");
      assert.equal(fixture.module.wake(waker), false, "its poller is closed");
    },
  },
  {
    name: "wake.closes-while-others-wake",
    covers: ["close", "waker"],
    needs: ["url"],
    async run(fixture) {
      const thread = await startThread(fixture);
      const flags = new SharedArrayBuffer(16);
      const cells = new Int32Array(flags);
      const pollers = Array.from({ length: 150 }, () => fixture.poller({ maxEvents: 8 }));
      const wakers = pollers.map((poller) => poller.waker);
      thread.post({ do: "hammer", wakers, flags });
      while (Atomics.load(cells, FLAG.count) < 3) await sleep(1);
      const owners: NewOwner[] = [];
      for (const [i, poller] of pollers.entries()) {
        poller.close();
        // The number immediately gets a new owner.
        const owner = takeNumber(fixture, wakers[i]!);
        if (owner !== undefined) owners.push(owner);
      }
      assert.ok(owners.length > pollers.length / 2, `${owners.length} of ${pollers.length} numbers have new owners`);
      const rounds = Atomics.load(cells, FLAG.count);
      while (Atomics.load(cells, FLAG.count) < rounds + 5) await sleep(1);
      Atomics.store(cells, FLAG.stop, 1);
      assert.equal(await thread.next(), "stopped");
      for (const owner of owners) owner.assertUntouched();
    },
  },
  {
    name: "wake.a-busy-poller-misses-none",
    covers: ["notify", "wait"],
    run(fixture) {
      const poller = fixture.poller({ maxEvents: 8 });
      const source = fixture.counter(1);
      const fds = Array.from({ length: 7 }, () => fixture.duplicate(source));
      for (const fd of fds) poller.add({ fd, kind: 2 });
      for (let i = 0; i < 200; i++) {
        if (i % 3 === 0) poller.notify();
        const ready = poller.wait(-1);
        assert.deepEqual([ready.length, [...ready].length], [7, 7], `wait ${i}`);
      }
      for (const fd of fds) poller.delete(fd);
      assertSilent(poller, "nothing is left");
    },
  },
];

/** Waits in vain. A signal of the runtime's own, which may end a wait, is not what these cases are about. */
function assertSilentFor(poller: Pick<Poller, "wait">, milliseconds: number): void {
  const end = performance.now() + milliseconds;
  let ready = poller.wait(milliseconds);
  while (ready.interrupted) ready = poller.wait(Math.max(end - performance.now(), 0));
  assert.equal(ready.length, 0);
}
