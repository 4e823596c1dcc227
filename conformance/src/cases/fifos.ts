import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, openSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "../case.ts";
import { assertSystemError } from "../support/errors.ts";
import { assertSilent, assertWorks, one } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";

const CONTROL = /^(epoll_ctl|kevent)$/;

/** Both ends of a FIFO with a path, which is no pipe of pipe(2). Opened by the runtime and duplicated, so that the fixture owns them. */
async function fifo(fixture: Fixture): Promise<{ reader: number; writer: number }> {
  const path = join(fixture.folder(), "fifo");
  await once(spawn("mkfifo", [path], { stdio: "ignore" }), "exit");
  const opened = [constants.O_RDONLY, constants.O_WRONLY].map((mode) => openSync(path, mode | constants.O_NONBLOCK));
  const [reader, writer] = opened.map((fd) => fixture.duplicate(fd)) as [number, number];
  for (const fd of opened) closeSync(fd);
  return { reader, writer };
}

export const fifos: readonly Case[] = [
  {
    name: "fifos.the-end-is-reported",
    covers: ["add", "wait"],
    when: (module) => module.backend.capabilities.namedFifos,
    async run(fixture) {
      const { Readable, ReadClosed } = fixture.module.Readiness;
      const { reader, writer } = await fifo(fixture);
      const poller = fixture.poller();
      poller.add({ fd: reader, kind: 2 });
      assertSilent(poller, "nothing was written");
      fixture.send(writer);
      assert.equal(one(poller).readiness, Readable);
      assert.equal(fixture.drain(reader), 1);
      fixture.close(writer);
      assert.ok((one(poller).readiness & ReadClosed) !== 0, "the writer is gone");
    },
  },
  {
    name: "errors.add.EPERM.a-fifo",
    covers: ["add:EPERM", "delete:ENOENT", "modify:ENOENT"],
    when: (module) => !module.backend.capabilities.namedFifos,
    async run(fixture) {
      const { module } = fixture;
      const poller = fixture.poller();
      for (const fd of Object.values(await fifo(fixture))) {
        for (const interest of [module.Interest.Readable, module.Interest.Writable]) {
          const add = () => poller.add({ fd, kind: 2 }, { interest });
          const { message } = assertSystemError(module, add, { code: "EPERM", syscall: CONTROL, fd });
          assert.match(message, /on macOS also a FIFO that was opened by its path: use a pipe/);
        }
        const absent = { code: "ENOENT", syscall: CONTROL, fd };
        assertSystemError(module, () => poller.delete(fd), absent);
        assertSystemError(module, () => poller.modify({ fd, kind: 2 }), absent);
      }
      assertWorks(poller, fixture.readyPipe().reader);
    },
  },
];
