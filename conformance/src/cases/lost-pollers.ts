import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import type { Poller } from "../adapter.ts";
import type { Case } from "../case.ts";
import { descriptors } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";
import { raiseLimit } from "../support/limits.ts";
import { isLinux } from "../support/system.ts";

/** A poller whose descriptor is closed from outside; its `close` closes whatever has the number then. */
interface Lost {
  readonly poller: Poller;
  readonly fd: number;
  readonly reader: number;
}

/** A poller that has something ready, and may have waited already. */
async function ready(fixture: Fixture, waits: boolean): Promise<Lost> {
  const poller = fixture.poller();
  const { reader } = fixture.readyPipe();
  poller.add({ fd: reader, kind: 1 });
  if (waits) assert.deepEqual(descriptors(await fixture.within(poller.waitAsync())), [reader]);
  return { poller, fd: poller.fd, reader };
}

/** Whatever the system says, it says it as a PollerError, and the process lives. */
async function assertRejects(fixture: Fixture, poller: Poller, codes: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const error = await fixture.within(
      poller.waitAsync(50).then(
        () => assert.fail("the wait was fulfilled"),
        (reason) => reason as { code: string; errno: number; syscall: string; message: string },
      ),
    );
    assert.ok(error instanceof (fixture.module.PollerError as unknown as ErrorConstructor), String(error));
    assert.ok(codes.includes(error.code), `${error.code} is none of ${codes.join(", ")}`);
    assert.equal(error.errno, -fixture.module.errno[error.code as "EBADF"]!);
    assert.match(error.syscall, /^(epoll_\w+|kevent|fcntl)$/);
    const why = error.code === "ELOOP" ? "is nested too deeply" : "may no longer be the poller's";
    assert.match(error.message, new RegExp(`\\b${poller.fd} .*${why}`), "the error says what may have happened");
    // What a host does only in its next turn must not fail there.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Opens a file of a kind, for the number of a poller that was closed from outside. */
const OWNERS: Readonly<Record<string, (fixture: Fixture) => number>> = {
  // A duplicate: Deno would take the number for its own file's for ever, were that closed by a syscall.
  "a-file": ({ module }) => {
    const file = openSync(process.execPath, "r");
    const twin = module.sys.dup(file);
    closeSync(file);
    return twin;
  },
  "a-socket": (fixture) => fixture.pair()[0],
};

function pollersInPollers(fixture: Fixture, inner: Poller, count: number): Poller[] {
  const pollers = [inner];
  while (pollers.length < count) {
    const outer = fixture.poller();
    outer.add({ fd: pollers.at(-1)!.fd, kind: 1 });
    pollers.push(outer);
  }
  return pollers;
}

/** The most pollers in one another that Linux takes (epoll_ctl(2), ELOOP); the host's event loop would be one more. */
const DEEPEST = 5;

/** The kernel lets one file wake at most 500 epolls that are watched themselves (path_limits in fs/eventpoll.c). */
const MANY = 600;

export const lostPollers: readonly Case[] = [
  ...[false, true].map(
    (waits): Case => ({
      name: `lost-pollers.closed-by-somebody-${waits ? "between-two-waits" : "before-the-first-wait"}`,
      covers: [waits ? "waitAsync" : "waitAsync:EBADF"],
      async run(fixture) {
        const { poller, fd } = await ready(fixture, waits);
        fixture.module.sys.close(fd);
        // The first descriptor that a host opens to wait with may get the number.
        await assertRejects(fixture, poller, waits ? ["EBADF"] : ["EBADF", "EINVAL"]);
      },
    }),
  ),
  ...Object.entries(OWNERS).map(
    ([owner, open]): Case => ({
      name: `lost-pollers.closed-by-somebody-and-replaced-by-${owner}`,
      covers: [owner === "a-file" ? "waitAsync:EPERM" : "waitAsync:EINVAL"],
      async run(fixture) {
        const { sys, constants } = fixture.module;
        const { poller, fd } = await ready(fixture, true);
        const other = open(fixture);
        sys.close(fd);
        assert.equal(sys.fcntl(other, constants.F_DUPFD_CLOEXEC!, fd), fd);
        if (owner === "a-file") sys.close(other);
        await assertRejects(fixture, poller, ["EPERM", "EINVAL", "ENOENT", "EBADF"]);
      },
    }),
  ),
  {
    name: "lost-pollers.closed-by-somebody-while-waiting",
    covers: ["waitAsync:EBADF"],
    async run(fixture) {
      const poller = fixture.poller();
      const pending = poller.waitAsync(300);
      await new Promise((resolve) => setTimeout(resolve, 10));
      fixture.module.sys.close(poller.fd);
      await fixture.within(assert.rejects(pending, { code: "EBADF", errno: -fixture.module.errno.EBADF! }));
    },
  },
  {
    name: "lost-pollers.nested.too-deeply",
    covers: ["waitAsync:ELOOP"],
    when: isLinux,
    async run(fixture) {
      const { poller } = await ready(fixture, false);
      const outermost = pollersInPollers(fixture, poller, DEEPEST).at(-1)!;
      // Linux 5.10 says EINVAL.
      await assertRejects(fixture, outermost, ["ELOOP", "EINVAL"]);
      assert.equal(outermost.wait(0).length, 1, "a wait that blocks works");
    },
  },
  {
    name: "lost-pollers.nested.too-deeply-between-two-waits",
    covers: ["waitAsync"],
    when: isLinux,
    async run(fixture) {
      const { poller } = await ready(fixture, false);
      const outermost = pollersInPollers(fixture, poller, DEEPEST - 1).at(-1)!;
      assert.equal((await fixture.within(outermost.waitAsync())).length, 1);
      try {
        poller.add({ fd: fixture.poller().fd, kind: 2 });
      } catch (error) {
        // A host may keep it watched between two waits: then this is refused.
        assert.equal((error as { code: string }).code, "ELOOP");
        assert.equal((await fixture.within(outermost.waitAsync())).length, 1);
        return;
      }
      await assertRejects(fixture, outermost, ["ELOOP"]);
    },
  },
  {
    name: "lost-pollers.more-than-the-host-can-watch",
    covers: ["waitAsync"],
    when: isLinux,
    async run(fixture) {
      raiseLimit(fixture, 4 * MANY);
      const source = fixture.counter();
      const pollers = Array.from({ length: MANY }, () => fixture.poller({ maxEvents: 1 }));
      for (const poller of pollers) poller.add({ fd: fixture.duplicate(source), kind: 2 });
      // All in one turn: a host may register them only in its next one, when it is too late to refuse.
      const outcomes = pollers.map((poller) =>
        poller.waitAsync().then(
          (batch) => assert.equal(batch.length, 1),
          (error) => {
            assert.ok(error instanceof (fixture.module.PollerError as unknown as ErrorConstructor), String(error));
            // ELOOP where the kernel does not distinguish it from nesting too deeply, as in a poller of the thread that waits.
            assert.match((error as { code?: string }).code!, /^(EINVAL|ELOOP)$/);
            return "refused";
          },
        ),
      );
      fixture.count(source);
      const refused = (await fixture.within(Promise.all(outcomes))).filter((outcome) => outcome === "refused");
      assert.ok(refused.length < MANY / 3, `${refused.length} of ${MANY} were refused`);
    },
  },
];
