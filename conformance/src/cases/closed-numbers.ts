import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "../case.ts";
import { begin, watched } from "../support/async.ts";
import { assertSystemError } from "../support/errors.ts";
import { assertSilent, copy, descriptors, one } from "../support/events.ts";
import { isDarwin, isLinux } from "../support/system.ts";

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/**
 * A number closed while a duplicate keeps its file open. epoll registers the file: it keeps reporting, and nothing can stop it
 * (epoll(7), question 6). kqueue registers the number: closing it removes the registration (kqueue(2)).
 */
export const closedNumbers: readonly Case[] = [
  {
    name: "stale.old-events-keep-waking-on-epoll",
    covers: ["add", "wait"],
    when: isLinux,
    run(fixture) {
      const poller = fixture.poller();
      const [old, other] = [fixture.readyPipe(), fixture.readyPipe()];
      const number = old.reader;
      const alive = fixture.duplicate(number);
      poller.add({ fd: number, kind: 1 });
      fixture.replace(number, other.reader);
      poller.add({ fd: number, kind: 2 });
      const seen = copy(poller.wait(0)).map(({ fd, kind, stale }) => [fd, kind, stale]);
      seen.sort(([, a], [, b]) => Number(a) - Number(b));
      assert.deepEqual(
        seen,
        [
          [number, 1, true],
          [number, 2, false],
        ],
        "both are reported under one number",
      );
      fixture.close(alive);
      assert.deepEqual(
        copy(poller.wait(0)).map((event) => event.kind),
        [2],
        "closing the last duplicate removes the old registration",
      );
    },
  },
  {
    name: "stale.old-events-end-on-kqueue",
    covers: ["add", "wait"],
    when: isDarwin,
    run(fixture) {
      const poller = fixture.poller();
      const [old, other] = [fixture.readyPipe(), fixture.readyPipe()];
      const number = old.reader;
      fixture.duplicate(number);
      poller.add({ fd: number, kind: 1 });
      fixture.replace(number, other.reader);
      assertSilent(poller, "the old file is ready but no longer registered");
      poller.add({ fd: number, kind: 2 });
      for (let i = 0; i < 3; i++) {
        const { fd, kind, stale } = one(poller);
        assert.deepEqual([fd, kind, stale], [number, 2, false], "only the new one is reported");
      }
    },
  },
  {
    name: "stale.a-live-duplicate-yields-none",
    covers: ["add", "delete:EBADF", "wait"],
    when: isLinux,
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const number = fixture.duplicate(reader);
      poller.add({ fd: number, kind: 1 });
      fixture.close(number);
      assertSystemError(fixture.module, () => poller.delete(number), { code: "EBADF", fd: number });
      for (let i = 0; i < 20; i++) {
        const ready = poller.wait(5);
        assert.deepEqual([ready.length, ready.fd(0), ready.stale(0)], [1, number, true], "it keeps ending waits");
        assert.deepEqual([...ready], [], "but is never yielded");
      }
      const other = fixture.readyPipe().reader;
      poller.add({ fd: other, kind: 2 });
      const ready = poller.wait(0);
      assert.deepEqual(
        Array.from(ready, (event) => event.fd),
        [other],
        "a valid event beside it is",
      );
    },
  },
  {
    name: "stale.a-live-duplicate-keeps-nothing-registered",
    covers: ["add", "delete:EBADF", "wait"],
    when: isDarwin,
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const number = fixture.duplicate(reader);
      poller.add({ fd: number, kind: 1 });
      assert.equal(one(poller).fd, number);
      fixture.close(number);
      assertSilent(poller, "closing the number dropped it");
      assertSystemError(fixture.module, () => poller.delete(number), { code: "EBADF", fd: number });
      poller.add({ fd: reader, kind: 2 });
      assert.deepEqual([one(poller).fd, one(poller).stale], [reader, false], "the other number can be registered");
    },
  },
  {
    name: "async.stale-wake-ups-wait-on",
    covers: ["waitAsync"],
    when: isLinux,
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const number = fixture.duplicate(reader);
      poller.add({ fd: number, kind: 1 });
      // The old file stays open under another number, is always ready, and can no longer be removed from epoll.
      fixture.close(number);
      assertSystemError(fixture.module, () => poller.delete(number), { code: "EBADF" });
      const start = now();
      const ready = await fixture.within(begin(poller, 60));
      const elapsed = now() - start;
      assert.equal(ready.length, 0, "a batch with only stale events counts as empty");
      assert.ok(elapsed >= 60, `only stale events were ready, but the wait ended after ${elapsed} ms`);
      const pending = begin(poller);
      const settled = watched(pending);
      await sleep(20);
      assert.equal(settled(), false, "the host gets its turns meanwhile");
      const good = fixture.readyPipe().reader;
      poller.add({ fd: good, kind: 2 });
      const yielded = Array.from(await fixture.within(pending), (event) => event.fd);
      assert.deepEqual(yielded, [good], "a valid event ends it");
      const woken = begin(poller);
      poller.delete(good);
      poller.notify();
      assert.deepEqual([...(await fixture.within(woken))], [], "so does a wake");
    },
  },
  {
    name: "async.what-was-closed-waits-on",
    covers: ["waitAsync"],
    when: isDarwin,
    async run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const number = fixture.duplicate(reader);
      poller.add({ fd: number, kind: 1 });
      // The old file stays open under another number and is always ready, but closing this number removed its registration.
      fixture.close(number);
      const pending = begin(poller);
      const settled = watched(pending);
      await sleep(20);
      assert.equal(settled(), false, "no registered descriptor is ready");
      const good = fixture.readyPipe().reader;
      poller.add({ fd: good, kind: 2 });
      assert.deepEqual(descriptors(await fixture.within(pending)), [good]);
    },
  },
];
