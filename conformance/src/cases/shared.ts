import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Waker } from "../adapter.ts";
import type { Case } from "../case.ts";
import { assertSilent, descriptors, one } from "../support/events.ts";
import { startThread } from "../support/threads.ts";

/** Several pollers with one descriptor, many descriptors in one poller, and changes while another thread waits. */
export const shared: readonly Case[] = [
  ...(["level", "edge", "oneshot", "edge-oneshot"] as const).map(
    (trigger): Case => ({
      name: `shared.two-pollers.${trigger}`,
      covers: ["add", "wait", "delete"],
      run(fixture) {
        const { client, peer } = fixture.tcpPair();
        const pollers = [fixture.poller(), fixture.poller()];
        for (const [i, poller] of pollers.entries()) {
          poller.add({ fd: client, kind: i + 1 }, { trigger });
          assertSilent(poller, "nothing was received");
        }
        for (const round of [0, 1]) {
          fixture.send(peer);
          for (const [i, poller] of pollers.entries()) {
            // New data is an edge; a one-shot has fired.
            if (round === 0 || trigger === "level" || trigger === "edge") {
              const { fd, kind } = one(poller);
              assert.deepEqual([fd, kind], [client, i + 1], "each poller reports it with its own kind");
            }
            if (trigger === "level") one(poller);
            else assertSilent(poller, "once is enough");
          }
        }
        fixture.drainAll(client, 2);
        for (const poller of pollers) assertSilent(poller, "it was read");
        for (const poller of pollers) poller.delete(client);
        fixture.send(peer);
        for (const poller of pollers) assertSilent(poller, "it was deleted");
      },
    }),
  ),
  {
    name: "shared.a-hundred-connections-in-any-order",
    covers: ["add", "wait", "delete"],
    run(fixture) {
      const poller = fixture.poller();
      const connections = Array.from({ length: 100 }, () => {
        const { client, peer } = fixture.tcpPair();
        poller.add({ fd: peer, kind: 2 });
        return { client, peer };
      });
      assertSilent(poller, "nothing was sent");
      for (let left = connections.length; left > 0; left--) {
        // An order that differs from that of the numbers and is the same in each run.
        const [{ client, peer }] = connections.splice((left * 37) % connections.length, 1) as [(typeof connections)[0]];
        fixture.send(client);
        assert.equal(one(poller).fd, peer, `${left} are left`);
        assert.equal(fixture.drain(peer), 1);
        poller.delete(peer);
      }
      assertSilent(poller, "all had their turn");
    },
  },
  {
    name: "shared.changes-while-another-thread-waits",
    covers: ["add", "modify", "fd"],
    needs: ["url"],
    async run(fixture) {
      const { Interest } = fixture.module;
      // The worker blocks in a poller of its own, in which this one is registered.
      const inner = fixture.poller();
      const thread = await startThread(fixture);
      thread.post({ do: "block", rescue: inner.fd, rounds: 3 });
      const waker = (await thread.next()) as Waker;
      fixture.defer(() => fixture.module.wake(waker));
      const first = thread.next();
      const { reader } = fixture.readyPipe();
      await sleep(10);
      inner.add({ fd: reader, kind: 2 }, { interest: Interest.Priority });
      assert.equal(await Promise.race([first, sleep(20, "it waits on")]), "it waits on", "nothing is urgent");
      inner.modify({ fd: reader, kind: 2 });
      const woken = { length: 1, interrupted: false };
      assert.deepEqual(await fixture.within(first), woken, "a change is seen by a thread that waits already");
      for (let i = 0; i < 2; i++) assert.deepEqual(await fixture.within(thread.next()), woken);
      assert.equal(await fixture.within(thread.next()), "closed");
    },
  },
  {
    name: "shared.a-deleted-listener-and-a-wake",
    covers: ["delete", "notify", "wait"],
    run(fixture) {
      const { server, port } = fixture.listener();
      const poller = fixture.poller();
      poller.add({ fd: server, kind: 1 });
      assertSilent(poller, "nobody has connected");
      fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      poller.delete(server);
      poller.notify();
      assert.equal(poller.wait(-1).length, 0, "the wake ends the wait, and the listener is none of its business");
      poller.add({ fd: server, kind: 1 });
      poller.modify({ fd: server, kind: 2 });
      fixture.awaitReadable(server);
      assert.deepEqual(descriptors(poller.wait(0)), [server], "registered and changed before any wait");
      assert.equal(one(poller).kind, 2);
    },
  },
];
