import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { BackendModule, Poller, Registration, Waker } from "../adapter.ts";
import type { Case } from "../case.ts";
import { numbersOnly } from "../support/bad-values.ts";
import { assertSystemError, assertTypeRefused, assertValueRefused } from "../support/errors.ts";
import { assertSilent, assertWorks, one } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";
import { startThread, type Thread } from "../support/threads.ts";

const CONTROL = /^(epoll_ctl|kevent)$/;

const isThere = (module: BackendModule): boolean => module.backend.capabilities.exclusive;

/** Everything that takes options of a registration. */
function registering(poller: Poller, fd: number): readonly ((options: Registration) => void)[] {
  const event = { fd, kind: 2 };
  return [
    (options) => poller.add(event, options),
    (options) => poller.modify(event, options),
    (options) => poller.set(event, options),
    (options) => poller.registerAll([event], options),
  ];
}

/** Four threads that wait for one pipe: how many of them are woken by one byte. */
async function wokenByOne(fixture: Fixture, exclusive: boolean): Promise<number> {
  const { reader, writer } = fixture.pipe();
  const threads: { thread: Thread; waker: Waker; length: number }[] = [];
  for (let i = 0; i < 4; i++) {
    const thread = await startThread(fixture);
    thread.post({ do: "block", rescue: reader, rounds: 1, exclusive });
    threads.push({ thread, waker: (await thread.next()) as Waker, length: -1 });
  }
  // All of them are in the kernel by then.
  await sleep(100);
  fixture.send(writer);
  await sleep(100);
  for (const each of threads) {
    fixture.module.wake(each.waker);
    each.length = ((await each.thread.next()) as { length: number }).length;
    assert.equal(await each.thread.next(), "closed");
  }
  return threads.filter(({ length }) => length === 1).length;
}

/** Registrations that wake one or some of the pollers that share a descriptor, instead of all (EPOLLEXCLUSIVE). */
export const exclusive: readonly Case[] = [
  {
    name: "exclusive.wakes-few",
    covers: ["wake"],
    needs: ["url"],
    when: isThere,
    async run(fixture) {
      assert.equal(await wokenByOne(fixture, false), 4, "without it, one byte wakes all");
      const woken = await wokenByOne(fixture, true);
      assert.ok(woken >= 1 && woken < 4, `woken: ${woken} of 4`);
    },
  },
  {
    name: "exclusive.interests-and-triggers",
    covers: ["add", "registerAll", "set", "delete", "wait"],
    when: isThere,
    run(fixture) {
      const { Readable, Writable } = fixture.module.Interest;
      const [end, other] = fixture.pair();
      fixture.send(other);
      for (const trigger of ["level", "edge"] as const) {
        for (const interest of [Readable, Writable, Readable | Writable]) {
          const poller = fixture.poller();
          const [add, , set, registerAll] = registering(poller, end);
          for (const register of [add!, set!, registerAll!]) {
            register({ interest, trigger, exclusive: true });
            assert.equal(one(poller).readiness, interest, "Readiness has the same values");
            if (trigger === "level") assert.equal(one(poller).readiness, interest);
            else assertSilent(poller, "an edge is reported once");
            poller.delete(end);
          }
        }
      }
    },
  },
  {
    name: "exclusive.a-hang-up-is-told",
    covers: ["add", "wait"],
    when: isThere,
    run(fixture) {
      const { sys, constants, Interest, Readiness } = fixture.module;
      const [end, other] = fixture.pair();
      const poller = fixture.poller();
      poller.add({ fd: end, kind: 2 }, { exclusive: true });
      assert.equal(sys.shutdown(other, constants.SHUT_WR!), 0);
      assert.equal(one(poller).readiness, Readiness.Readable, "the end can be read, and is not reported as such");
      fixture.close(other);
      const { Readable, ReadClosed, WriteClosed } = Readiness;
      assert.equal(one(poller).readiness, Readable | ReadClosed | WriteClosed);
      const { reader, writer } = fixture.pipe();
      const writing = fixture.poller();
      writing.add({ fd: writer, kind: 2 }, { interest: Interest.Writable, trigger: "edge", exclusive: true });
      one(writing);
      fixture.close(reader);
      assert.equal(one(writing).readiness, Readiness.Writable | WriteClosed | Readiness.Error);
    },
  },
  {
    name: "exclusive.what-it-does-not-take",
    covers: ["add", "modify", "set", "registerAll"].map((name) => `${name}:ERR_INVALID_ARG_VALUE`),
    run(fixture) {
      const { Readable, Writable, Priority, ReadClosed } = fixture.module.Interest;
      const { reader } = fixture.readyPipe();
      const poller = fixture.poller();
      const interests = [0, Priority, ReadClosed, Readable | Priority, Readable | ReadClosed, 15];
      const all: Registration[] = [
        ...interests.map((interest) => ({ interest, exclusive: true })),
        { trigger: "oneshot", exclusive: true },
        { trigger: "edge-oneshot", interest: Writable, exclusive: true },
      ];
      for (const options of all) {
        for (const register of registering(poller, reader)) {
          assertValueRefused(() => register(options), JSON.stringify(options));
        }
      }
      assertSilent(poller, "nothing was registered");
      for (const options of [{ exclusive: false }, { exclusive: undefined }, { exclusive: false, interest: 15 }]) {
        poller.set({ fd: reader, kind: 2 }, options as Registration);
        assert.equal(one(poller).fd, reader, "without it, everything is taken");
      }
      assertWorks(fixture.poller(), reader);
    },
  },
  {
    name: "exclusive.a-boolean",
    covers: ["add", "modify", "set", "registerAll"].map((name) => `${name}:ERR_INVALID_ARG_TYPE`),
    run(fixture) {
      const { reader } = fixture.readyPipe();
      const poller = fixture.poller();
      const values = [...numbersOnly.filter(([label]) => label !== "a boolean"), ["0", 0], ["1", 1]] as const;
      for (const [label, value] of values) {
        for (const register of registering(poller, reader)) {
          assertTypeRefused(() => register({ exclusive: value as boolean }), label);
        }
      }
      assertSilent(poller, "nothing was registered");
    },
  },
  {
    name: "exclusive.cannot-be-changed",
    covers: ["modify:EINVAL", "set:EINVAL", "delete", "add"],
    when: isThere,
    run(fixture) {
      const { module } = fixture;
      const { reader } = fixture.readyPipe();
      const event = { fd: reader, kind: 1 };
      const poller = fixture.poller();
      poller.add(event, { exclusive: true });
      const refused = (change: () => void) => {
        const error = assertSystemError(module, change, { code: "EINVAL", syscall: CONTROL, fd: reader });
        assert.match(error.message, /exclusive.*delete it and add it/);
        assert.equal(one(poller).kind, 1, "it is as it was");
      };
      for (const change of ["modify", "set"] as const) {
        refused(() => poller[change]({ fd: reader, kind: 2 }));
        refused(() => poller[change]({ fd: reader, kind: 2 }, { exclusive: true }));
      }
      poller.delete(reader);
      poller.add(event);
      refused(() => poller.modify({ fd: reader, kind: 2 }, { exclusive: true }));
      refused(() => poller.set({ fd: reader, kind: 2 }, { exclusive: true }));
      poller.delete(reader);
      poller.set({ fd: reader, kind: 2 }, { exclusive: true });
      assert.equal(one(poller).kind, 2, "delete and add");
    },
  },
  {
    name: "exclusive.no-pollers",
    covers: ["add:EINVAL", "set:EINVAL", "registerAll:EINVAL"],
    when: isThere,
    run(fixture) {
      const [outer, inner] = [fixture.poller(), fixture.poller()];
      const event = { fd: inner.fd, kind: 2 };
      const options = { exclusive: true };
      const expected = { code: "EINVAL", syscall: CONTROL, fd: inner.fd };
      assertSystemError(fixture.module, () => outer.add(event, options), expected);
      assertSystemError(fixture.module, () => outer.set(event, options), expected);
      assertSystemError(fixture.module, () => outer.registerAll([event], options), { ...expected, index: 0 });
      assert.equal(outer.has(inner.fd), false);
    },
  },
  {
    name: "exclusive.is-refused",
    covers: ["add", "modify", "set", "registerAll"].map((name) => `${name}:ERR_INVALID_ARG_VALUE`),
    when: (module) => !isThere(module),
    run(fixture) {
      const { reader } = fixture.readyPipe();
      const poller = fixture.poller();
      for (const register of registering(poller, reader)) {
        assertValueRefused(() => register({ exclusive: true }), "exclusive");
      }
      assertSilent(poller, "nothing was registered");
    },
  },
];
