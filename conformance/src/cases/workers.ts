import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Waker } from "../adapter.ts";
import type { Case } from "../case.ts";
import { type Fixture, PATIENCE_MS } from "../support/fixture.ts";
import { type NewOwner, takeNumber } from "../support/new-owners.ts";
import { isLinux } from "../support/system.ts";
import { startThread, type Thread } from "../support/threads.ts";

interface Blocked {
  readonly thread: Thread;
  readonly waker: Waker;
  /** Ends a thread's wait that its waker does not end. */
  readonly rescue: number;
}

/** A worker that blocks in a poller of its own. */
async function blocked(fixture: Fixture, rounds: number): Promise<Blocked> {
  const thread = await startThread(fixture);
  const { reader, writer } = fixture.pipe();
  thread.post({ do: "block", rescue: reader, rounds });
  const waker = (await thread.next()) as Waker;
  return { thread, waker, rescue: writer };
}

/** The result of the worker's wait, which must not be the rescue. */
async function woken(fixture: Fixture, { thread, rescue }: Blocked): Promise<unknown> {
  const timer = setTimeout(() => fixture.module.sys.write(rescue, Uint8Array.of(1)), 3_000);
  try {
    return await thread.next();
  } finally {
    clearTimeout(timer);
  }
}

/** The waker of a worker's closed poller, and the new owner of its number. */
async function closedAndTaken(fixture: Fixture): Promise<{ waker: Waker; owner: NewOwner }> {
  // Another thread of the runtime may get it first.
  for (let attempt = 0; attempt < 5; attempt++) {
    const each = await blocked(fixture, 1);
    assert.equal(fixture.module.wake(each.waker), true);
    await woken(fixture, each);
    assert.equal(await each.thread.next(), "closed");
    const owner = takeNumber(fixture, each.waker);
    if (owner !== undefined) return { waker: each.waker, owner };
  }
  assert.fail("the number of a closed poller is never free");
}

/** Worker threads, each with its own poller. */
export const workers: readonly Case[] = [
  {
    name: "workers.each-is-woken-by-its-own-waker",
    covers: ["wake"],
    needs: ["url"],
    async run(fixture) {
      const all = await Promise.all(Array.from({ length: 3 }, () => blocked(fixture, 2)));
      assert.equal(new Set(all.map(({ waker }) => waker.fd)).size, 3, "each has its own descriptor");
      for (let round = 0; round < 2; round++) {
        for (const each of [...all].reverse()) {
          assert.equal(fixture.module.wake(each.waker), true);
          assert.deepEqual(await woken(fixture, each), { length: 0, interrupted: false });
          // Any other worker that was woken would have reported by now.
          await sleep(2);
        }
      }
      for (const { thread } of all) assert.equal(await thread.next(), "closed", "exactly two waits each");
      for (const { waker } of all) assert.equal(fixture.module.wake(waker), false);
    },
  },
  {
    name: "workers.a-waker-outlives-its-poller",
    covers: ["wake"],
    needs: ["url"],
    async run(fixture) {
      const { wake } = fixture.module;
      const { waker, owner } = await closedAndTaken(fixture);
      for (let i = 0; i < 100; i++) assert.equal(wake(waker), false);
      owner.assertUntouched();
      owner.assertWouldNotice();
    },
  },
  {
    name: "workers.one-port-for-several",
    covers: ["listenTcp", "connectTcp", "localAddress", "wake"],
    needs: ["url"],
    async run(fixture) {
      const { connectTcp, listenTcp, localAddress, wake, Readiness } = fixture.module;
      const host = "127.0.0.1";
      // Reserves the port but accepts no connections.
      const first = fixture.own(listenTcp({ host, port: 0, reusePort: true }));
      const { port } = localAddress(first);
      const threads = await Promise.all(Array.from({ length: 3 }, () => startThread(fixture)));
      const wakers: Waker[] = [];
      for (const thread of threads) {
        thread.post({ do: "serve", port });
        wakers.push((await thread.next()) as Waker);
      }
      fixture.close(first);
      const poller = fixture.poller();
      const clients = Array.from({ length: 60 }, () => fixture.own(connectTcp({ host, port })));
      for (const fd of clients) poller.add({ fd, kind: 2 });
      const deadline = Date.now() + PATIENCE_MS;
      let answered = 0;
      while (answered < clients.length && Date.now() < deadline) {
        for (const { fd, readiness } of poller.wait(100)) {
          assert.equal(readiness & Readiness.Error, 0, "each connection is accepted");
          assert.equal(fixture.drain(fd), 1, "and answered once");
          poller.delete(fd);
          answered++;
        }
      }
      for (const waker of wakers) assert.equal(wake(waker), true);
      const served: number[] = [];
      for (const thread of threads) served.push((await thread.next()) as number);
      assert.equal(answered, clients.length);
      assert.equal(
        served.reduce((sum, each) => sum + each, 0),
        clients.length,
        `each by one worker: ${served}`,
      );
      // socket(7) promises a fair share; Darwin's setsockopt(2) only promises that the port can be bound again.
      if (!isLinux(fixture.module)) return;
      assert.ok(served.filter((each) => each > 0).length > 1, `the kernel distributes connections: ${served}`);
    },
  },
];
