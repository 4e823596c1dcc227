import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSystemError, wakerCodes } from "../support/errors.ts";
import { assertSilent, assertWorks, descriptors, one } from "../support/events.ts";
import { raiseLimit } from "../support/limits.ts";

const CONTROL = /^(epoll_ctl|kevent)$/;

export const registration: readonly Case[] = [
  {
    name: "registration.add-wait-delete",
    covers: ["add", "wait", "delete"],
    run(fixture) {
      const { EventKind, EventObject } = fixture.module;
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add(new EventObject(reader, EventKind.Server));
      assertSilent(poller, "nothing to read yet");
      fixture.send(writer);
      const event = one(poller);
      assert.deepEqual([event.fd, event.kind, event.stale], [reader, EventKind.Server, false]);
      poller.delete(reader);
      assertSilent(poller, "it was deleted");
    },
  },
  {
    name: "registration.any-object",
    covers: ["add"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      class Connection {
        readonly kind = 2;
        get fd(): number {
          return reader;
        }
      }
      poller.add(new Connection());
      assert.deepEqual([one(poller).fd, one(poller).kind], [reader, 2]);
    },
  },
  {
    name: "registration.an-event-of-another-poller",
    covers: ["add"],
    run(fixture) {
      const [from, to] = [fixture.poller(), fixture.poller()];
      const { reader } = fixture.readyPipe();
      from.add({ fd: reader, kind: 1 });
      to.add(from.wait(1_000).at(0)!);
      assert.deepEqual([one(to).fd, one(to).kind], [reader, 1]);
    },
  },
  {
    name: "errors.add.EEXIST",
    covers: ["add", "add:EEXIST"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 1 });
      assertSystemError(
        fixture.module,
        () => poller.add({ fd: reader, kind: 2 }, { interest: fixture.module.Interest.Writable, trigger: "edge" }),
        { code: "EEXIST", syscall: CONTROL, fd: reader },
      );
      const event = one(poller);
      assert.deepEqual([event.fd, event.kind, event.stale], [reader, 1, false], "the first registration is unchanged");
    },
  },
  {
    name: "errors.add.EBADF",
    covers: ["add:EBADF"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const spare = fixture.duplicate(reader);
      fixture.close(spare);
      for (const fd of [spare, 2 ** 31 - 1]) {
        assertSystemError(fixture.module, () => poller.add({ fd, kind: 2 }), { code: "EBADF", syscall: CONTROL, fd });
      }
      assertWorks(poller, reader);
    },
  },
  {
    name: "errors.delete.ENOENT",
    covers: ["delete:ENOENT"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader, writer } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      const expected = (fd: number) => ({ code: "ENOENT", syscall: CONTROL, fd });
      assertSystemError(fixture.module, () => poller.delete(writer), expected(writer));
      poller.delete(reader);
      assertSystemError(fixture.module, () => poller.delete(reader), expected(reader));
      assertWorks(poller, reader);
    },
  },
  {
    name: "errors.delete.ENOENT.registered-elsewhere",
    covers: ["delete:ENOENT"],
    run(fixture) {
      const [one, other] = [fixture.poller(), fixture.poller()];
      const { reader } = fixture.readyPipe();
      one.add({ fd: reader, kind: 2 });
      assertSystemError(fixture.module, () => other.delete(reader), { code: "ENOENT", fd: reader });
      assert.deepEqual(descriptors(one.wait(0)), [reader], "the other poller's registration stays");
    },
  },
  {
    name: "errors.delete.EBADF",
    covers: ["delete:EBADF"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const spare = fixture.duplicate(reader);
      poller.add({ fd: spare, kind: 2 });
      fixture.close(spare);
      for (const fd of [spare, 2 ** 31 - 1]) {
        assertSystemError(fixture.module, () => poller.delete(fd), { code: "EBADF", syscall: CONTROL, fd });
      }
      poller.wait(0);
      const other = fixture.poller();
      assertWorks(other, reader);
    },
  },
  {
    name: "errors.EINVAL.the-poller-itself",
    covers: ["add:EINVAL", "delete:EINVAL"],
    run(fixture) {
      const poller = fixture.poller();
      const { fd } = poller;
      const expected = { code: "EINVAL", syscall: CONTROL, fd };
      assertSystemError(fixture.module, () => poller.add({ fd, kind: 2 }), expected);
      assertSystemError(fixture.module, () => poller.delete(fd), expected);
      assertWorks(poller, fixture.readyPipe().reader);
    },
  },
  {
    name: "errors.add.EPERM.regular-file",
    covers: ["add:EPERM", "delete:ENOENT"],
    when: (module) => !module.backend.capabilities.regularFiles,
    run(fixture) {
      const poller = fixture.poller();
      const fd = fixture.file();
      assertSystemError(fixture.module, () => poller.add({ fd, kind: 2 }), { code: "EPERM", syscall: CONTROL, fd });
      // What is refused is not registered.
      assertSystemError(fixture.module, () => poller.delete(fd), { code: "ENOENT", fd });
      assertWorks(poller, fixture.readyPipe().reader);
    },
  },
  {
    name: "registration.regular-file",
    covers: ["add"],
    when: (module) => module.backend.capabilities.regularFiles,
    run(fixture) {
      const poller = fixture.poller();
      const fd = fixture.file();
      poller.add({ fd, kind: 2 });
      // Readable until it is read to its end: EVFILT_READ of a vnode, kqueue(2).
      assert.deepEqual([one(poller).fd, one(poller).readiness], [fd, fixture.module.Readiness.Readable]);
      poller.delete(fd);
      assertSilent(poller, "it was deleted");
    },
  },
  {
    name: "registration.the-waker-is-not-the-callers",
    covers: ["add:EEXIST", "delete:ENOENT", "notify"],
    run(fixture) {
      const poller = fixture.poller();
      const { fd } = poller.waker;
      const { there, notThere } = wakerCodes(poller);
      assertSystemError(fixture.module, () => poller.delete(fd), { code: notThere, fd });
      assertSystemError(fixture.module, () => poller.add({ fd, kind: 2 }), { code: there, fd });
      poller.notify();
      assert.equal(poller.wait(5_000).length, 0, "a wake still ends a wait");
    },
  },
  {
    name: "registration.after-an-error",
    covers: ["add:EBADF", "add:EEXIST", "delete:ENOENT", "add", "delete"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const codes: string[] = [];
      for (let i = 0; i < 500; i++) {
        const actions = [
          () => poller.delete(reader),
          () => poller.add({ fd: 2 ** 31 - 1, kind: 2 }),
          () => poller.add({ fd: reader, kind: 2 }),
          () => poller.add({ fd: reader, kind: 2 }),
        ];
        for (const action of actions) {
          try {
            action();
          } catch (error) {
            codes.push((error as { code: string }).code);
          }
        }
        poller.delete(reader);
      }
      const each = ["ENOENT", "EBADF", "EEXIST"];
      assert.deepEqual(codes, Array.from({ length: 500 }, () => each).flat(), "errno is never that of an earlier call");
      assertWorks(poller, reader);
    },
  },
  {
    name: "registration.high-descriptors",
    covers: ["add", "wait", "delete"],
    run(fixture) {
      const limit = raiseLimit(fixture, 20_000);
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      // Around the pages that may hold registrations, and at the highest number this process may have.
      const numbers = [255, 256, 4_095, 4_096, 4_097, 8_191, 8_192, 12_288, limit - 1].filter(
        (number) => number < limit,
      );
      const open = numbers.map((number) => fixture.duplicate(reader, number));
      for (const fd of open) poller.add({ fd, kind: 2 });
      const ready = poller.wait(1_000);
      assert.deepEqual(
        descriptors(ready),
        [...open].sort((a, b) => a - b),
      );
      assert.equal([...ready].length, open.length, "none is stale");
      for (const fd of open) poller.delete(fd);
      assert.equal([...ready].length, 0, "all are stale");
      assertSilent(poller, "all were deleted");
    },
  },
];
