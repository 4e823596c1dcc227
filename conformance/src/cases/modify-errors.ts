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
import { assertRefusedEitherWay, assertSystemError, wakerCodes } from "../support/errors.ts";
import { assertSilent, assertWorks, copy, one } from "../support/events.ts";
import { refuses } from "../support/refuses.ts";

const CONTROL = /^(epoll_ctl|kevent)$/;

export const modifyErrors: readonly Case[] = [
  {
    name: "errors.modify.ENOENT",
    covers: ["modify:ENOENT"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const expected = { code: "ENOENT", syscall: CONTROL, fd: reader };
      const modify = () => poller.modify({ fd: reader, kind: 2 });
      assertSystemError(fixture.module, modify, expected);
      assertSilent(poller, "modify did not register it");
      poller.add({ fd: reader, kind: 2 });
      modify();
      poller.delete(reader);
      assertSystemError(fixture.module, modify, expected);
      const elsewhere = fixture.poller();
      elsewhere.add({ fd: reader, kind: 2 });
      assertSystemError(fixture.module, modify, expected);
      assertWorks(poller, reader);
    },
  },
  {
    name: "errors.modify.ENOENT.number-reused",
    covers: ["modify:ENOENT"],
    run(fixture) {
      const poller = fixture.poller();
      const [old, other] = [fixture.readyPipe(), fixture.readyPipe()];
      poller.add({ fd: old.reader, kind: 1 });
      fixture.replace(old.reader, other.reader);
      const expected = { code: "ENOENT", syscall: CONTROL, fd: old.reader };
      assertSystemError(fixture.module, () => poller.modify({ fd: old.reader, kind: 2 }), expected);
      assertSilent(poller, "the new file is not registered");
    },
  },
  {
    name: "errors.modify.ENOENT.regular-file",
    covers: ["modify:ENOENT"],
    run(fixture) {
      const poller = fixture.poller();
      const fd = fixture.file();
      const modify = () => poller.modify({ fd, kind: 2 });
      assertSystemError(fixture.module, modify, { code: "ENOENT", syscall: CONTROL, fd });
    },
  },
  {
    name: "errors.modify.ENOENT.the-waker-is-not-the-callers",
    covers: ["modify:ENOENT", "notify"],
    run(fixture) {
      const poller = fixture.poller();
      const { fd } = poller.waker;
      const code = wakerCodes(poller).notThere;
      assertSystemError(fixture.module, () => poller.modify({ fd, kind: 2 }), { code, fd });
      poller.notify();
      assert.equal(poller.wait(5_000).length, 0, "a wake still ends a wait, and shows no event");
      assertSilent(poller, "the wait consumed the wake");
    },
  },
  {
    name: "errors.modify.EBADF",
    covers: ["modify:EBADF"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const spare = fixture.duplicate(reader);
      poller.add({ fd: spare, kind: 1 });
      const ready = poller.wait(0);
      fixture.close(spare);
      for (const fd of [spare, 2 ** 31 - 1]) {
        const modify = () => poller.modify({ fd, kind: 2 }, { trigger: "edge" });
        assertSystemError(fixture.module, modify, { code: "EBADF", syscall: CONTROL, fd });
      }
      assert.deepEqual([ready.length, ready.stale(0)], [1, false], "a refused call changes nothing");
      assert.deepEqual(
        copy(ready).map((event) => event.kind),
        [1],
      );
      assertWorks(fixture.poller(), reader);
    },
  },
  {
    name: "errors.modify.EINVAL.the-poller-itself",
    covers: ["modify:EINVAL"],
    run(fixture) {
      const poller = fixture.poller();
      const { fd } = poller;
      const modify = () => poller.modify({ fd, kind: 2 });
      assertSystemError(fixture.module, modify, { code: "EINVAL", syscall: CONTROL, fd });
      assertWorks(poller, fixture.readyPipe().reader);
    },
  },
  {
    name: "errors.modify.arguments",
    covers: ["modify:ERR_INVALID_ARG_TYPE", "modify:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const event = { fd: reader, kind: 1 };
      poller.add(event);
      const noEvents = noNumbers.filter(([label]) => !/object|array|function/.test(label));
      refuses(fixture, (value) => poller.modify(value), [...noEvents, ["a number", reader]], []);
      refuses(fixture, (fd) => poller.modify({ fd, kind: 2 }), noNumbers, noDescriptors);
      refuses(fixture, (kind) => poller.modify({ fd: reader, kind }), noNumbers, badKinds);
      refuses(fixture, (interest) => poller.modify(event, { interest }), numbersOnly, badFlags);
      refuses(fixture, (trigger) => poller.modify(event, { trigger }), noTriggers, badTriggers);
      refuses(fixture, (options) => poller.modify(event, options), noOptions, []);
      for (const options of [{ edge: true }, { interest: 1, triger: "edge" }]) {
        assertRefusedEitherWay(() => poller.modify(event, options as never), JSON.stringify(options));
      }
      for (let i = 0; i < 3; i++) assert.equal(one(poller).kind, 1, "the registration is unchanged");
    },
  },
];
