import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { openDescriptors } from "../support/descriptors.ts";
import { assertSystemError } from "../support/errors.ts";
import { withDescriptorsFree } from "../support/limits.ts";

/** Checks that an action leaves as many descriptors open as before. */
function assertKeepsCount(action: () => void): void {
  const before = openDescriptors().size;
  action();
  assert.equal(openDescriptors().size, before, "as many descriptors as before");
}

export const leaks: readonly Case[] = [
  {
    name: "leaks.a-thousand-pollers",
    covers: ["OsPoller", "close", "[Symbol.dispose]"],
    run(fixture) {
      const { reader } = fixture.readyPipe();
      assertKeepsCount(() => {
        for (let i = 0; i < 1_000; i++) {
          const poller = new fixture.module.OsPoller({ maxEvents: 16 });
          poller.add({ fd: reader, kind: 2 });
          poller.wait(0);
          if (i % 2 === 0) poller.close();
          else poller[Symbol.dispose]();
        }
      });
    },
  },
  {
    name: "leaks.refused-constructions",
    covers: ["OsPoller:ERR_OUT_OF_RANGE", "OsPoller:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const bad = [{ maxEvents: 0 }, { maxEvents: "5" }, { interrupts: "x" }, { unknown: 1 }, null, 5];
      assertKeepsCount(() => {
        for (const options of bad) assert.throws(() => new fixture.module.OsPoller(options as never));
      });
    },
  },
  {
    name: "leaks.constructions-without-a-descriptor-to-spare",
    covers: ["OsPoller", "OsPoller:EMFILE"],
    run(fixture) {
      const { module } = fixture;
      const perPoller = ((before) => {
        const poller = new module.OsPoller();
        const opened = openDescriptors().size - before;
        poller.close();
        return opened;
      })(openDescriptors().size);
      assert.ok(perPoller > 0);
      for (let free = 0; free < perPoller; free++) {
        assertKeepsCount(() => {
          withDescriptorsFree(fixture, free, () => {
            for (let i = 0; i < 20; i++) {
              assertSystemError(module, () => new module.OsPoller({ maxEvents: 8 }), { code: "EMFILE" });
            }
          });
        });
      }
      withDescriptorsFree(fixture, perPoller, () => new module.OsPoller({ maxEvents: 8 }).close());
    },
  },
  {
    name: "leaks.sockets-that-fail",
    about: "system",
    covers: ["listenTcp:EADDRINUSE", "listenTcp:EADDRNOTAVAIL", "connectTcp:ENOENT", "listenTcp:EMFILE"],
    run(fixture) {
      const { module } = fixture;
      const { port } = fixture.listener();
      const path = `${fixture.folder()}/nobody`;
      const host = "127.0.0.1";
      assertKeepsCount(() => {
        for (let i = 0; i < 50; i++) {
          assertSystemError(module, () => module.listenTcp({ host, port }), { code: "EADDRINUSE" });
          assertSystemError(module, () => module.listenTcp({ host: "192.0.2.1", port: 0 }), { code: "EADDRNOTAVAIL" });
          assertSystemError(module, () => module.connectTcp({ path }), { code: "ENOENT" });
          assert.throws(() => module.listenTcp({ host: "localhost", port: 0 }));
          assert.throws(() => module.connectTcp({ host, port: 70_000 }));
        }
      });
      withDescriptorsFree(fixture, 0, () => {
        const listen = () => module.listenTcp({ host, port: 0 });
        assertSystemError(module, listen, { code: "EMFILE", syscall: /^socket$/ });
      });
    },
  },
  {
    name: "leaks.refused-registrations",
    covers: ["add:EBADF", "delete:EBADF"],
    run(fixture) {
      const poller = fixture.poller();
      assertKeepsCount(() => {
        for (let i = 0; i < 500; i++) {
          assert.throws(() => poller.add({ fd: 2 ** 31 - 1, kind: 2 }));
          assert.throws(() => poller.delete(2 ** 31 - 1));
          poller.wait(0);
          poller.notify();
        }
      });
    },
  },
];
