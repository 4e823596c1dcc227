import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { openDescriptors } from "../support/descriptors.ts";
import { assertOwnError } from "../support/errors.ts";
import { copy, one } from "../support/events.ts";
import { isLinux } from "../support/system.ts";

export const lifecycle: readonly Case[] = [
  {
    name: "lifecycle.open",
    covers: ["OsPoller", "fd", "closed", "waker"],
    run(fixture) {
      const poller = fixture.poller();
      assert.ok(poller instanceof fixture.module.OsPoller);
      assert.equal(poller.closed, false);
      assert.ok(Number.isInteger(poller.fd) && fixture.isOpen(poller.fd), "fd is an open descriptor");
      const { fd, state } = poller.waker;
      assert.ok(fixture.isOpen(fd), "the waker's descriptor is open");
      assert.ok(state instanceof SharedArrayBuffer, "the waker's state is shared");
      // An eventfd is a descriptor; a user event of kqueue(2) has none.
      if (isLinux(fixture.module)) assert.notEqual(fd, poller.fd);
    },
  },
  {
    name: "lifecycle.options",
    covers: ["OsPoller"],
    run(fixture) {
      const some = [{ maxEvents: 1 }, { maxEvents: 1_048_576 }, { interrupts: "return" as const }, { spin: 10 }];
      const all = [undefined, {}, ...some];
      const { reader } = fixture.readyPipe();
      for (const options of [...all, { interrupts: "throw" as const, maxEvents: 2 }]) {
        const poller = fixture.poller(options);
        poller.add({ fd: reader, kind: 2 });
        assert.equal(one(poller).fd, reader, JSON.stringify(options));
        poller.close();
      }
      // An option that is undefined counts as left out.
      fixture.poller({ maxEvents: undefined, interrupts: undefined, spin: undefined } as never);
    },
  },
  {
    name: "lifecycle.close-on-exec",
    covers: ["OsPoller"],
    run(fixture) {
      const { sys, constants } = fixture.module;
      const before = openDescriptors();
      fixture.poller();
      const opened = [...openDescriptors().keys()].filter((fd) => !before.has(fd));
      assert.ok(opened.length > 0, "a poller opens descriptors");
      for (const fd of opened) {
        assert.equal(
          sys.fcntl(fd, constants.F_GETFD!) & constants.FD_CLOEXEC!,
          constants.FD_CLOEXEC!,
          `descriptor ${fd}`,
        );
      }
    },
  },
  {
    name: "lifecycle.closed",
    covers: [
      "close",
      "closed",
      "fd:ERR_POLLER_CLOSED",
      "waker:ERR_POLLER_CLOSED",
      "add:ERR_POLLER_CLOSED",
      "modify:ERR_POLLER_CLOSED",
      "delete:ERR_POLLER_CLOSED",
      "registerAll:ERR_POLLER_CLOSED",
      "deleteAll:ERR_POLLER_CLOSED",
      "wait:ERR_POLLER_CLOSED",
      "notify:ERR_POLLER_CLOSED",
    ],
    run(fixture) {
      const { reader } = fixture.readyPipe();
      const poller = fixture.poller();
      poller.add({ fd: reader, kind: 2 });
      poller.close();
      assert.equal(poller.closed, true);
      const attempts: Record<string, () => unknown> = {
        fd: () => poller.fd,
        waker: () => poller.waker,
        add: () => poller.add({ fd: reader, kind: 2 }),
        modify: () => poller.modify({ fd: reader, kind: 2 }),
        delete: () => poller.delete(reader),
        registerAll: () => poller.registerAll([]),
        deleteAll: () => poller.deleteAll([]),
        "wait(0)": () => poller.wait(0),
        "wait(-1)": () => poller.wait(-1),
        notify: () => poller.notify(),
      };
      for (const attempt of Object.values(attempts)) {
        assertOwnError(fixture.module, attempt, "ERR_POLLER_CLOSED");
      }
    },
  },
  {
    name: "lifecycle.close.twice",
    covers: ["close", "[Symbol.dispose]"],
    run(fixture) {
      const source = fixture.counter();
      const poller = fixture.poller();
      const number = poller.fd;
      poller.close();
      // The number has a new owner: a second close must not close it.
      const owner = fixture.duplicate(source, number);
      assert.equal(owner, number, "the number is reused");
      poller.close();
      poller[Symbol.dispose]();
      assert.ok(fixture.isOpen(number), "the new owner keeps it");
    },
  },
  {
    name: "lifecycle.dispose",
    covers: ["[Symbol.dispose]", "closed"],
    run(fixture) {
      const poller = fixture.poller();
      const { fd } = poller;
      poller[Symbol.dispose]();
      assert.equal(poller.closed, true);
      assert.equal(fixture.isOpen(fd), false);
    },
  },
  {
    name: "lifecycle.close.leaves-what-it-did-not-open",
    covers: ["close"],
    run(fixture) {
      const [one, other] = fixture.pair();
      const poller = fixture.poller();
      const { fd } = poller;
      const wakeFd = poller.waker.fd;
      poller.add({ fd: one, kind: 2 });
      poller.close();
      assert.deepEqual(
        [one, other].map((end) => fixture.isOpen(end)),
        [true, true],
      );
      assert.deepEqual([fixture.isOpen(fd), fixture.isOpen(wakeFd)], [false, false]);
      fixture.send(other);
      assert.equal(fixture.drain(one), 1, "a registered socket still works");
    },
  },
  {
    name: "lifecycle.close.empties-the-batch",
    covers: ["close", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      for (let i = 0; i < 3; i++) poller.add({ fd: fixture.readyPipe().reader, kind: 2 });
      const ready = poller.wait(0);
      assert.equal(ready.length, 3);
      const iterator = ready[Symbol.iterator]();
      assert.equal(iterator.next().done, false);
      poller.close();
      assert.equal(iterator.next().done, true, "a running iterator ends");
      assert.equal(ready.length, 0);
      assert.deepEqual(copy(ready), []);
      assert.deepEqual([...ready], []);
      assert.deepEqual([ready.at(0), ready.fd(0), ready.kind(0), ready.readiness(0)], [undefined, -1, 0, 0]);
      assert.equal(ready.stale(0), true);
      assert.equal(ready.interrupted, false);
    },
  },
  {
    name: "lifecycle.many-pollers",
    covers: ["OsPoller", "wait"],
    run(fixture) {
      const pollers = Array.from({ length: 40 }, () => fixture.poller({ maxEvents: 16 }));
      const pipes = pollers.map(() => fixture.pipe());
      pollers.forEach((poller, i) => {
        poller.add({ fd: pipes[i]!.reader, kind: 2 });
      });
      for (let i = 0; i < pipes.length; i += 2) fixture.send(pipes[i]!.writer);
      pollers.forEach((poller, i) => {
        const expected = i % 2 === 0 ? [pipes[i]!.reader] : [];
        assert.deepEqual(
          copy(poller.wait(0)).map((event) => event.fd),
          expected,
          `poller ${i}`,
        );
      });
    },
  },
];
