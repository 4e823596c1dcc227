import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertSystemError, wakerCodes } from "../support/errors.ts";
import { assertSilent, copy, descriptors } from "../support/events.ts";
import { client, readyOnes } from "../support/ready-ones.ts";

const CONTROL = /^(epoll_ctl|kevent)$/;

/** Errors of the operating system: the call stops there, and what it did before stays done. */
export const manyErrors: readonly Case[] = [
  {
    name: "errors.registerAll.EBADF",
    covers: ["registerAll:EBADF", "deleteAll:EBADF"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 6);
      const closed = fixture.duplicate(fds[0]!);
      fixture.close(closed);
      const list = [...fds.slice(0, 3), closed, ...fds.slice(3)];
      const expected = { code: "EBADF", syscall: CONTROL, fd: closed, index: 3 };
      assertSystemError(fixture.module, () => poller.registerAll(list.map(client)), expected);
      assert.deepEqual(
        descriptors(poller.wait(0)),
        fds.slice(0, 3),
        "those before it are registered, those after it are not",
      );
      assert.equal([...poller.wait(0)].length, 3, "none of them is stale");
      poller.registerAll(fds.slice(3).map(client));
      assertSystemError(fixture.module, () => poller.deleteAll(list), expected);
      assert.deepEqual(descriptors(poller.wait(0)), fds.slice(3), "those before it are deleted");
    },
  },
  {
    name: "errors.registerAll.EEXIST",
    covers: ["registerAll:EEXIST"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 4);
      const [a, b, c, d] = fds as [number, number, number, number];
      const twice = [a, b, a, c].map((fd, i) => ({ fd, kind: i === 2 ? 1 : 2 }));
      const expected = { code: "EEXIST", syscall: CONTROL, fd: a, index: 2 };
      assertSystemError(fixture.module, () => poller.registerAll(twice), expected);
      const seen = copy(poller.wait(0)).sort((one, other) => one.fd - other.fd);
      assert.deepEqual(
        seen.map(({ fd, kind, stale }) => [fd, kind, stale]),
        [
          [a, 2, false],
          [b, 2, false],
        ],
        "its first registration is valid",
      );
      const again = () => poller.registerAll([client(d), client(b)], { trigger: "edge" });
      assertSystemError(fixture.module, again, { code: "EEXIST", fd: b, index: 1 });
      assert.equal([...poller.wait(0)].length, 3);
      assert.deepEqual(descriptors(poller.wait(0)), [a, b], "the existing registration keeps its trigger");
    },
  },
  {
    name: "errors.registerAll.EINVAL.the-poller-itself",
    covers: ["registerAll:EINVAL", "deleteAll:EINVAL"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 3);
      const { fd } = poller;
      const list = [fds[0]!, fd, fds[1]!];
      const expected = { code: "EINVAL", syscall: CONTROL, fd, index: 1 };
      assertSystemError(fixture.module, () => poller.registerAll(list.map(client)), expected);
      assert.deepEqual(descriptors(poller.wait(0)), [fds[0]]);
      assertSystemError(fixture.module, () => poller.deleteAll(list), expected);
      assertSilent(poller, "those before it are deleted");
    },
  },
  {
    name: "errors.registerAll.ELOOP",
    covers: ["registerAll:ELOOP"],
    run(fixture) {
      const [outer, inner] = [fixture.poller(), fixture.poller()];
      const [fd] = readyOnes(fixture, 1);
      outer.registerAll([client(inner.fd)]);
      const expected = { code: "ELOOP", syscall: CONTROL, fd: outer.fd, index: 1 };
      assertSystemError(fixture.module, () => inner.registerAll([client(fd!), client(outer.fd)]), expected);
      assert.deepEqual(descriptors(inner.wait(0)), [fd]);
    },
  },
  {
    name: "errors.registerAll.EPERM.regular-file",
    covers: ["registerAll:EPERM", "deleteAll:ENOENT"],
    when: (module) => !module.backend.capabilities.regularFiles,
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 2);
      const file = fixture.file();
      const expected = { code: "EPERM", syscall: CONTROL, fd: file, index: 2 };
      assertSystemError(fixture.module, () => poller.registerAll([...fds, file].map(client)), expected);
      assertSystemError(fixture.module, () => poller.deleteAll([...fds, file]), { ...expected, code: "ENOENT" });
      assertSilent(poller, "those before it are deleted");
    },
  },
  {
    name: "errors.deleteAll.ENOENT",
    covers: ["deleteAll:ENOENT"],
    run(fixture) {
      const poller = fixture.poller();
      const fds = readyOnes(fixture, 5);
      poller.registerAll(fds.map(client));
      const twice = [fds[0]!, fds[1]!, fds[0]!, fds[2]!];
      const expected = { code: "ENOENT", syscall: CONTROL, fd: fds[0]!, index: 2 };
      assertSystemError(fixture.module, () => poller.deleteAll(twice), expected);
      assert.deepEqual(descriptors(poller.wait(0)), fds.slice(2));
    },
  },
  {
    name: "errors.deleteAll.ENOENT.the-waker-is-not-the-callers",
    covers: ["deleteAll:ENOENT", "registerAll:EEXIST", "notify"],
    run(fixture) {
      const poller = fixture.poller();
      const { fd } = poller.waker;
      const fds = readyOnes(fixture, 3);
      poller.registerAll(fds.map(client));
      const { there, notThere } = wakerCodes(poller);
      const expected = { code: notThere, syscall: CONTROL, fd, index: 1 };
      assertSystemError(fixture.module, () => poller.deleteAll([fds[0]!, fd, fds[1]!]), expected);
      assert.deepEqual(descriptors(poller.wait(0)), fds.slice(1), "it stops there");
      assertSystemError(fixture.module, () => poller.registerAll([client(fd)]), { code: there, fd, index: 0 });
      poller.deleteAll(fds.slice(1));
      poller.notify();
      assert.equal(poller.wait(5_000).length, 0, "a wake still ends a wait");
    },
  },
  {
    name: "errors.deleteAll.what-is-refused-is-forgotten",
    covers: ["deleteAll:EBADF"],
    run(fixture) {
      const poller = fixture.poller();
      const [closed, kept] = [fixture.readyPipe().reader, fixture.readyPipe().reader];
      // A duplicate keeps the file open and thereby registered.
      fixture.duplicate(closed);
      poller.registerAll([closed, kept].map(client));
      const ready = poller.wait(0);
      fixture.close(closed);
      const expected = { code: "EBADF", syscall: CONTROL, fd: closed, index: 0 };
      assertSystemError(fixture.module, () => poller.deleteAll([closed, kept]), expected);
      assert.deepEqual(
        Array.from(ready, (event) => event.fd),
        [kept],
        "the refused one is stale, and those after it are unchanged",
      );
      assert.deepEqual(
        Array.from(poller.wait(0), (event) => event.fd),
        [kept],
      );
    },
  },
];
