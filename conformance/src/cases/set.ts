import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import {
  badFlags,
  badKinds,
  badTriggers,
  noDescriptors,
  noNumbers,
  noOptions,
  noTriggers,
  numbersOnly,
} from "../support/bad-values.ts";
import { assertOwnError, assertSystemError } from "../support/errors.ts";
import { assertSilent, assertWorks, copy, one } from "../support/events.ts";
import { refuses } from "../support/refuses.ts";

const CONTROL = /^(epoll_ctl|kevent)$/;

/** `set`: add, or modify, whichever works. */
export const set: readonly Case[] = [
  {
    name: "set.adds",
    covers: ["set", "wait", "has", "size"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const poller = fixture.poller();
      const [end, other] = fixture.pair();
      poller.set({ fd: end, kind: 1 });
      assertSilent(poller, "by default for Readable");
      fixture.send(other);
      for (let i = 0; i < 3; i++) assert.deepEqual([one(poller).fd, one(poller).kind], [end, 1], "level");
      assert.deepEqual([poller.has(end), poller.size], [true, 1]);
      poller.set({ fd: other, kind: 2 }, { interest: Interest.Writable, trigger: "oneshot" });
      poller.delete(end);
      assert.deepEqual([one(poller).fd, poller.size], [other, 1]);
      assertSilent(poller, "one-shot");
      poller.set({ fd: other, kind: 2 }, { interest: Interest.Writable });
      assert.equal(one(poller).readiness, Readiness.Writable);
    },
  },
  {
    name: "set.modifies",
    covers: ["set", "add", "wait"],
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const poller = fixture.poller();
      const [end] = fixture.pair();
      poller.add({ fd: end, kind: 1 });
      poller.set({ fd: end, kind: 2 }, { interest: Interest.Writable });
      const ready = poller.wait(fixture.patienceMs);
      assert.deepEqual(copy(ready), [{ fd: end, kind: 2, readiness: Readiness.Writable, stale: false }]);
      poller.set({ fd: end, kind: 1 }, { interest: Interest.Writable });
      assert.equal(ready.stale(0), true, "a new generation has begun");
      for (const trigger of ["edge", "oneshot", "edge-oneshot"] as const) {
        for (let round = 0; round < 2; round++) {
          poller.set({ fd: end, kind: 1 }, { interest: Interest.Writable, trigger });
          assert.equal(one(poller).fd, end, `${trigger}: what is ready is reported again at once`);
          assertSilent(poller, trigger);
        }
      }
      assert.equal(poller.size, 1);
    },
  },
  {
    name: "set.a-number-with-a-new-owner",
    covers: ["set", "add", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const [old, other] = [fixture.pipe(), fixture.readyPipe()];
      poller.add({ fd: old.reader, kind: 1 });
      fixture.replace(old.reader, other.reader);
      poller.set({ fd: old.reader, kind: 2 });
      assert.deepEqual([one(poller).fd, one(poller).kind, poller.size], [old.reader, 2, 1]);
      poller.set({ fd: old.reader, kind: 1 });
      assert.equal(one(poller).kind, 1, "and modifies it from then on");
      if (!fixture.module.backend.capabilities.exclusive) return;
      fixture.replace(old.reader, fixture.readyPipe().reader);
      poller.set({ fd: old.reader, kind: 2 }, { exclusive: true });
      // The old file is still open under its first number, so that epoll reports it as well.
      const live = Array.from(poller.wait(fixture.patienceMs), ({ kind }) => kind);
      assert.deepEqual(live, [2], "as an exclusive one, too");
    },
  },
  {
    name: "set.a-forgotten-descriptor-that-came-back",
    covers: ["set", "delete:EBADF", "wait"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const number = fixture.duplicate(reader);
      poller.add({ fd: number, kind: 1 });
      fixture.close(number);
      assertSystemError(fixture.module, () => poller.delete(number), { code: "EBADF", fd: number });
      assert.equal(poller.has(number), false);
      // The same file under the same number: epoll has it registered still, and would refuse to add it.
      assert.equal(fixture.duplicate(reader, number), number);
      poller.set({ fd: number, kind: 2 });
      const live = [...poller.wait(fixture.patienceMs)].map(({ fd, kind }) => [fd, kind]);
      assert.deepEqual(live, [[number, 2]]);
      assert.deepEqual([poller.has(number), poller.size], [true, 1]);
      poller.delete(number);
      assertSilent(poller, "it was deleted");
    },
  },
  {
    name: "errors.set.refusals",
    covers: ["set:EBADF", "set:EINVAL", "set:ELOOP", "notify"],
    run(fixture) {
      const poller = fixture.poller();
      const { module } = fixture;
      const { reader } = fixture.readyPipe();
      const spare = fixture.pipe().reader;
      poller.set({ fd: spare, kind: 1 });
      fixture.close(spare);
      for (const fd of [spare, 2 ** 31 - 1]) {
        const set = () => poller.set({ fd, kind: 2 });
        assertSystemError(module, set, { code: "EBADF", syscall: CONTROL, fd });
      }
      assert.equal(poller.has(spare), true, "a refused call changes nothing");
      for (const fd of [poller.fd, poller.waker.fd]) {
        const set = () => poller.set({ fd, kind: 2 });
        assertSystemError(module, set, { code: "EINVAL", syscall: CONTROL, fd });
      }
      poller.notify();
      const woken = poller.wait(0);
      assert.deepEqual([woken.woken, [...woken]], [true, []], "its waker is as it was");
      const inner = fixture.poller();
      poller.set({ fd: inner.fd, kind: 2 });
      const cycle = () => inner.set({ fd: poller.fd, kind: 2 });
      assertSystemError(module, cycle, { code: "ELOOP", syscall: CONTROL, fd: poller.fd });
      assertWorks(fixture.poller(), reader);
    },
  },
  {
    name: "errors.set.EPERM.regular-file",
    covers: ["set:EPERM"],
    when: (module) => !module.backend.capabilities.regularFiles,
    run(fixture) {
      const poller = fixture.poller();
      const fd = fixture.file();
      const set = () => poller.set({ fd, kind: 2 });
      assertSystemError(fixture.module, set, { code: "EPERM", syscall: CONTROL, fd });
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 1 });
      fixture.replace(reader, fd);
      const again = () => poller.set({ fd: reader, kind: 2 });
      assertSystemError(fixture.module, again, { code: "EPERM", syscall: CONTROL, fd: reader });
    },
  },
  {
    name: "errors.set.arguments",
    covers: ["set:ERR_INVALID_ARG_TYPE", "set:ERR_OUT_OF_RANGE", "set:ERR_POLLER_CLOSED"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const event = { fd: reader, kind: 1 };
      const noEvents = noNumbers.filter(([label]) => !/object|array|function/.test(label));
      refuses(fixture, (value) => poller.set(value), [...noEvents, ["a number", reader]], []);
      refuses(fixture, (fd) => poller.set({ fd, kind: 2 }), noNumbers, noDescriptors);
      refuses(fixture, (kind) => poller.set({ fd: reader, kind }), noNumbers, badKinds);
      refuses(fixture, (interest) => poller.set(event, { interest }), numbersOnly, badFlags);
      refuses(fixture, (trigger) => poller.set(event, { trigger }), noTriggers, badTriggers);
      refuses(fixture, (options) => poller.set(event, options), noOptions, []);
      assert.equal(poller.size, 0, "nothing was registered");
      const closing = {
        kind: 1,
        get fd() {
          poller.close();
          return reader;
        },
      };
      for (const value of [closing, event]) {
        assertOwnError(fixture.module, () => poller.set(value), "ERR_POLLER_CLOSED");
      }
    },
  },
];
