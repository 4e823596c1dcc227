import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { outcomeOf, quiet, turns, watched } from "../support/async.ts";
import { assertOwnError, assertSystemError } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { isLinux } from "../support/system.ts";

/** Expects that a promise was rejected because its descriptor is not the same any more. */
async function assertReleased(fixture: Fixture, promise: Promise<unknown>, fd: number): Promise<void> {
  const outcome = await outcomeOf(fixture.within(promise));
  assertOwnError(fixture.module, outcome, "ERR_DESCRIPTOR_RELEASED");
  assert.throws(outcome, { fd });
}

/** How a number is asked for whose descriptor was closed and came back. */
type Asking = "readable" | "writable" | "ready" | "watch" | "release";

/** release, and what happens to those who wait for a descriptor that was closed without it. */
export const descriptorEnds: readonly Case[] = [
  {
    name: "descriptors.release.rejects-who-waits",
    covers: ["release", "readable:ERR_DESCRIPTOR_RELEASED", "writable:ERR_DESCRIPTOR_RELEASED"],
    async run(fixture) {
      const { readable, writable, ready, release } = fixture.module;
      const [one, other] = fixture.pair();
      while (fixture.module.sys.write(one, new Uint8Array(65_536)) > 0);
      for (const timeoutMs of [-1, 60_000, 0]) {
        const waits = [readable(one, { timeoutMs }), writable(one, { timeoutMs }), ready(one, { timeoutMs })].map(
          quiet,
        );
        const bystander = quiet(readable(other));
        release(one);
        for (const wait of waits) await assertReleased(fixture, wait, one);
        assert.equal(await fixture.within(bystander), fixture.module.Readiness.Readable, "another descriptor");
      }
    },
  },
  {
    name: "descriptors.release.of-what-nobody-waits-for",
    covers: ["release", "readable"],
    async run(fixture) {
      const { readable, release, Readiness } = fixture.module;
      const { reader } = fixture.readyPipe();
      for (const fd of [reader, 2 ** 31 - 1, 12_345]) for (let i = 0; i < 3; i++) assert.equal(release(fd), undefined);
      assert.equal(await fixture.within(readable(reader)), Readiness.Readable);
      release(reader);
      assert.equal(await fixture.within(readable(reader)), Readiness.Readable, "it can be waited for again");
      assert.ok(fixture.isOpen(reader), "it was not closed");
    },
  },
  {
    name: "descriptors.release.then-close",
    covers: ["release", "readable", "readable:ERR_DESCRIPTOR_RELEASED"],
    async run(fixture) {
      const { readable, release, Readiness } = fixture.module;
      const other = fixture.readyPipe().reader;
      for (let round = 0; round < 20; round++) {
        const { reader, writer } = fixture.pipe();
        const pending = quiet(readable(reader));
        if (round % 2 === 0) await turns();
        release(reader);
        fixture.replace(reader, other);
        assert.equal(await fixture.within(readable(reader)), Readiness.Readable, "the number's next owner");
        await assertReleased(fixture, pending, reader);
        fixture.close(writer);
        fixture.close(reader);
      }
    },
  },
  {
    name: "descriptors.closed.its-number-came-back",
    covers: [
      "readable:ERR_DESCRIPTOR_RELEASED",
      "ready:ERR_DESCRIPTOR_RELEASED",
      "readable",
      "writable",
      "ready",
      "watch",
      "release",
    ],
    async run(fixture) {
      const { module } = fixture;
      const { Readiness } = module;
      for (const asking of ["readable", "writable", "ready", "watch", "release"] as Asking[]) {
        for (const isArmed of [false, true]) {
          const counter = fixture.counter(1);
          const { reader } = fixture.pipe();
          const olds = [module.readable(reader), module.ready(reader, { interest: 0 })].map(quiet);
          let calls = 0;
          const watches = (["level", "level"] as const).map((trigger) =>
            module.watch(reader, () => calls++, { trigger }),
          );
          const paused = module.watch(reader, () => calls++, { interest: 0 });
          const settled = olds.map(watched);
          if (isArmed) await turns();
          fixture.replace(reader, counter);
          await turns();
          assert.deepEqual(
            settled.map((each) => each()),
            [false, false],
            "it goes unnoticed",
          );
          let seen: Promise<number> | undefined;
          if (asking === "release") module.release(reader);
          else if (asking === "watch") {
            seen = new Promise((resolve) => {
              const watch = module.watch(reader, (flags) => {
                watch.close();
                resolve(flags);
              });
            });
          } else seen = module[asking](reader);
          for (const old of olds) await assertReleased(fixture, old, reader);
          if (seen !== undefined) {
            const wanted = asking === "writable" ? Readiness.Writable : Readiness.Readable;
            assert.equal(await fixture.within(seen, asking), wanted, `${asking}: the new one is served`);
          }
          await turns();
          assert.equal(calls, 0, `${asking}: the watches ended without a call`);
          for (const watch of [...watches, paused]) watch.interest = 1;
          await turns();
          assert.equal(calls, 0, "and do nothing any more");
          module.release(reader);
          fixture.close(reader);
        }
      }
    },
  },
  {
    name: "descriptors.closed.a-paused-or-silent-watch-and-a-new-owner",
    covers: ["watch", "readable"],
    async run(fixture) {
      const { module } = fixture;
      for (const how of ["paused", "fired", "hung up"] as const) {
        const counter = fixture.counter(1);
        const { reader, writer } = fixture.readyPipe();
        let calls = 0;
        const watch = module.watch(reader, () => calls++, how === "fired" ? { trigger: "oneshot" } : { interest: 0 });
        if (how === "hung up") fixture.close(writer);
        if (how === "fired") await fixture.until(() => calls === 1, "a call");
        await turns(10);
        assert.equal(calls, how === "fired" ? 1 : 0);
        fixture.replace(reader, counter);
        assert.equal(await fixture.within(module.readable(reader)), module.Readiness.Readable);
        watch.interest = 1;
        await turns(5);
        assert.equal(calls, how === "fired" ? 1 : 0, `${how}: it has ended`);
        fixture.close(reader);
      }
    },
  },
  {
    name: "descriptors.closed.its-number-is-what-cannot-be-polled",
    covers: ["readable:ERR_DESCRIPTOR_RELEASED", "readable:EPERM"],
    when: isLinux,
    async run(fixture) {
      const { module } = fixture;
      const { reader } = fixture.pipe();
      const old = quiet(module.readable(reader));
      await turns();
      fixture.replace(reader, fixture.file());
      const refused = await outcomeOf(fixture.within(module.readable(reader)));
      assertSystemError(module, refused, { code: "EPERM", syscall: /^epoll_ctl$/, fd: reader });
      await assertReleased(fixture, old, reader);
    },
  },
  {
    name: "descriptors.closed.stays-pending-until-the-number-comes-back",
    covers: ["readable:EBADF", "readable:ERR_DESCRIPTOR_RELEASED"],
    async run(fixture) {
      const { module } = fixture;
      const counter = fixture.counter(1);
      const { reader } = fixture.pipe();
      const old = quiet(module.readable(reader));
      const settled = watched(old);
      await turns();
      fixture.close(reader);
      await turns(5);
      assertSystemError(module, await outcomeOf(fixture.within(module.readable(reader))), {
        code: "EBADF",
        fd: reader,
      });
      assert.equal(settled(), false, "the number has no new owner yet");
      const again = fixture.duplicate(counter, reader);
      if (again === reader) assert.equal(await fixture.within(module.readable(reader)), 1);
      else module.release(reader);
      await assertReleased(fixture, old, reader);
    },
  },
  {
    name: "descriptors.closed.while-a-duplicate-lives",
    covers: ["readable", "release"],
    async run(fixture) {
      const { module } = fixture;
      const counter = fixture.counter();
      const other = fixture.pipe();
      for (let round = 0; round < 5; round++) {
        // The old file stays ready behind a number that belongs to another one now.
        const fd = fixture.duplicate(counter);
        const old = quiet(module.readable(fd));
        await turns();
        fixture.replace(fd, other.reader);
        const fresh = quiet(module.readable(fd));
        const settled = watched(fresh);
        await assertReleased(fixture, old, fd);
        fixture.count(counter);
        await turns(5);
        assert.equal(settled(), false, "what the old file reports is not the new one's");
        fixture.send(other.writer);
        assert.equal(await fixture.within(fresh), module.Readiness.Readable);
        fixture.drain(other.reader);
        fixture.drain(counter);
        module.release(fd);
        fixture.close(fd);
      }
    },
  },
  {
    name: "descriptors.closed.while-nobody-waited",
    covers: ["readable", "writable"],
    async run(fixture) {
      const { module } = fixture;
      for (let round = 0; round < 50; round++) {
        const { reader, writer } = fixture.readyPipe();
        assert.equal(await fixture.within(module.readable(reader)), module.Readiness.Readable);
        assert.equal(await fixture.within(module.writable(writer)), module.Readiness.Writable);
        // As a library does that was given its own descriptor to wait for.
        fixture.close(reader);
        fixture.close(writer);
      }
    },
  },
];
