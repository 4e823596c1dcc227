import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "../case.ts";
import { assertTalks } from "../support/connections.ts";
import { assertSystemError } from "../support/errors.ts";
import { one } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";
import { withDescriptorsFree } from "../support/limits.ts";
import { startProgram } from "../support/processes.ts";

type Maker = "pipe" | "socketPair";

function open(fixture: Fixture, maker: Maker): [number, number] {
  const fds = fixture.module[maker]();
  assert.ok(Array.isArray(fds) && fds.length === 2, maker);
  for (const fd of fds) assertFlags(fixture, fixture.own(fd));
  return fds;
}

/** Checks that a read does not block, and that child processes do not inherit the descriptor. */
function assertFlags(fixture: Fixture, fd: number): void {
  const { sys, constants } = fixture.module;
  assert.notEqual(sys.fcntl(fd, constants.F_GETFL!) & constants.O_NONBLOCK!, 0, "non-blocking");
  assert.equal(sys.fcntl(fd, constants.F_GETFD!), constants.FD_CLOEXEC, "closed on exec");
}

/** Pipes and pairs of sockets that the package opens for the caller. */
export const pairs: readonly Case[] = [
  {
    name: "pairs.pipe",
    covers: ["pipe"],
    about: "system",
    run(fixture) {
      const { errno, sys } = fixture.module;
      const [reader, writer] = open(fixture, "pipe");
      const bytes = new Uint8Array(8);
      assert.equal(sys.read(reader, bytes), -errno.EAGAIN!);
      fixture.send(writer, Uint8Array.of(7, 8));
      assert.deepEqual([sys.read(reader, bytes), bytes[0], bytes[1]], [2, 7, 8]);
      assert.equal(sys.write(reader, bytes), -errno.EBADF!, "the first one is the reader");
    },
  },
  {
    name: "pairs.socket-pair",
    covers: ["socketPair"],
    about: "system",
    run(fixture) {
      const { errno, sys } = fixture.module;
      const [a, b] = open(fixture, "socketPair");
      const bytes = new Uint8Array(8);
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        assert.equal(sys.read(to, bytes), -errno.EAGAIN!);
        fixture.send(from, Uint8Array.of(7));
        fixture.send(from, Uint8Array.of(8));
        assert.deepEqual([sys.read(to, bytes), bytes[0], bytes[1]], [2, 7, 8], "a stream");
      }
    },
  },
  {
    name: "pairs.in-a-poller",
    covers: ["pipe", "socketPair", "add", "wait"],
    run(fixture) {
      const [reader, writer] = open(fixture, "pipe");
      const poller = fixture.poller();
      poller.add({ fd: reader, kind: 1 });
      fixture.send(writer);
      assert.equal(one(poller).fd, reader);
      assertTalks(fixture, ...open(fixture, "socketPair"));
    },
  },
  ...(["pipe", "socketPair"] as const).map(
    (maker): Case => ({
      name: `pairs.${maker}.not-inherited`,
      covers: [maker, "waitAsync"],
      async run(fixture) {
        const { Readiness } = fixture.module;
        const [mine, other] = open(fixture, maker);
        await startProgram(fixture);
        const poller = fixture.poller();
        poller.add({ fd: mine, kind: 1 });
        const pending = poller.waitAsync();
        await sleep(5);
        fixture.close(other);
        const ready = await fixture.within(pending, "the end of the stream, although a program was started meanwhile");
        assert.notEqual(ready.readiness(0) & Readiness.ReadClosed, 0);
      },
    }),
  ),
  {
    name: "pairs.no-descriptor-free",
    covers: ["pipe:EMFILE", "socketPair:EMFILE"],
    about: "system",
    run(fixture) {
      const { module } = fixture;
      for (const free of [0, 1]) {
        withDescriptorsFree(fixture, free, () => {
          for (let i = 0; i < 5; i++) {
            assertSystemError(module, () => module.pipe(), { code: "EMFILE", syscall: /^pipe2?$/ });
            assertSystemError(module, () => module.socketPair(), { code: "EMFILE", syscall: /^socketpair$/ });
          }
        });
      }
      withDescriptorsFree(fixture, 2, () => {
        for (const maker of ["pipe", "socketPair"] as const) for (const fd of open(fixture, maker)) fixture.close(fd);
      });
    },
  },
];
