import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import type { Case } from "../case.ts";
import { begin, outcomeOf } from "../support/async.ts";
import { assertSystemError } from "../support/errors.ts";
import { assertWorks } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";
import { limits, setSoftLimit } from "../support/limits.ts";
import { bySystem, isLinux } from "../support/system.ts";

const CONTROL = /^(epoll_ctl|kevent)$/;

/** More levels than epoll takes. */
const LEVELS = 8;

/** Refusals whose message must lead to what is wrong, and failures of the poller itself. */
export const refusals: readonly Case[] = [
  {
    name: "errors.add.EEXIST.names-modify",
    covers: ["add:EEXIST", "modify"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader: fd } = fixture.readyPipe();
      poller.add({ fd, kind: 1 });
      const again = () => poller.add({ fd, kind: 2 });
      const { message } = assertSystemError(fixture.module, again, { code: "EEXIST", syscall: CONTROL, fd });
      assert.match(message, /already registered; .*\bmodify\b/);
      poller.modify({ fd, kind: 2 });
      assertWorks(poller, fixture.readyPipe().reader);
    },
  },
  {
    name: "errors.add.EPERM.a-device",
    covers: ["add:EPERM"],
    when: (module) => !module.backend.capabilities.regularFiles,
    run(fixture) {
      const opened = openSync("/dev/null", "r+");
      const fd = fixture.duplicate(opened);
      closeSync(opened);
      const add = () => fixture.poller().add({ fd, kind: 1 });
      const { message } = assertSystemError(fixture.module, add, { code: "EPERM", syscall: CONTROL, fd });
      assert.match(message, /cannot be polled; regular files, directories and devices such as \/dev\/null never block/);
    },
  },
  {
    name: "errors.add.ELOOP.too-deep",
    covers: ["add", "add:ELOOP"],
    run(fixture) {
      const pollers = Array.from({ length: LEVELS }, () => fixture.poller());
      const nest = () => {
        for (const [index, inner] of pollers.slice(1).entries()) pollers[index]!.add({ fd: inner.fd, kind: 1 });
      };
      // epoll_ctl(2): at most five levels. A kqueue counts its levels in 16 bits.
      if (!isLinux(fixture.module)) {
        nest();
        return;
      }
      const { message } = assertSystemError(fixture.module, nest, { code: "ELOOP", syscall: CONTROL });
      assert.match(message, /a cycle of pollers or nest them too deeply/);
    },
  },
  {
    name: "errors.constructor.no-descriptor-left",
    covers: ["OsPoller", "OsPoller:EMFILE"],
    run(fixture) {
      const { soft } = limits(fixture);
      setSoftLimit(fixture, 3);
      fixture.defer(() => setSoftLimit(fixture, soft));
      const open = () => fixture.poller();
      assertSystemError(fixture.module, open, { code: "EMFILE", syscall: /^(epoll_create1|kqueue)$/ });
      setSoftLimit(fixture, soft);
      assertWorks(fixture.poller(), fixture.readyPipe().reader);
    },
  },
  {
    name: "errors.waitAsync.no-descriptor-left",
    covers: ["waitAsync"],
    async run(fixture) {
      const { soft } = limits(fixture);
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      setSoftLimit(fixture, 3);
      fixture.defer(() => setSoftLimit(fixture, soft));
      const outcome = await outcomeOf(fixture.within(begin(poller, 20)));
      setSoftLimit(fixture, soft);
      // A backend either watches the poller itself, or needs descriptors for a thread that does, at the first wait.
      if (throws(outcome)) {
        assertSystemError(fixture.module, outcome, { code: "EMFILE", syscall: /^(epoll_create1|eventfd|kqueue)$/ });
      }
      poller.add({ fd: reader, kind: 2 });
      assert.equal((await fixture.within(begin(poller, -1))).length, 1, "the next wait works");
    },
  },
  {
    name: "errors.wait.closed-by-somebody",
    covers: ["wait:EBADF"],
    run(fixture) {
      const { sys, backend } = fixture.module;
      const poller = fixture.poller();
      const { fd } = poller;
      const { reader } = fixture.pipe();
      assert.equal(sys.close(fd), 0);
      const whole = bySystem(fixture, { linux: /^epoll_wait$/, darwin: /^kevent$/ });
      const precise = bySystem(fixture, { linux: /^epoll_pwait2$/, darwin: /^kevent$/ });
      const { subMillisecondTimeouts } = backend.capabilities;
      // The capability opens a poller to look, which may take the number for a moment.
      assert.ok(!fixture.isOpen(fd), "the number is free");
      for (const [timeout, syscall] of [
        [1, whole],
        [0.5, subMillisecondTimeouts ? precise : whole],
        [1, whole],
      ] as const) {
        assertSystemError(fixture.module, () => poller.wait(timeout), { code: "EBADF", syscall, fd });
      }
      takeAgain(fixture, fd, reader);
    },
  },
  {
    name: "errors.wait.another-owner",
    covers: ["wait:EINVAL"],
    run(fixture) {
      const { sys } = fixture.module;
      const poller = fixture.poller();
      const { fd } = poller;
      const { reader } = fixture.pipe();
      assert.equal(sys.close(fd), 0);
      takeAgain(fixture, fd, reader);
      const code = bySystem(fixture, { linux: "EINVAL", darwin: "EBADF" });
      assertSystemError(fixture.module, () => poller.wait(1), { code, syscall: /^(epoll_wait|kevent)$/, fd });
    },
  },
];

/** Makes the number a duplicate of another descriptor; the poller closes it at its end, and nothing of anybody else's. */
function takeAgain(fixture: Fixture, fd: number, by: number): void {
  const { sys, constants } = fixture.module;
  for (let attempt = 0; attempt < 100; attempt++) {
    const taken = sys.fcntl(by, constants.F_DUPFD_CLOEXEC!, fd);
    if (taken === fd) return;
    fixture.close(fixture.own(taken));
  }
  assert.fail(`number ${fd} is not free after it was closed`);
}

function throws(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch {
    return true;
  }
}
