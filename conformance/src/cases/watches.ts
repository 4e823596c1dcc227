import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { quiet, turns } from "../support/async.ts";
import { thrownBy } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { doAll, loopWork, poolWork } from "../support/host-work.ts";
import { raiseLimit } from "../support/limits.ts";
import { countListeners } from "../support/signals.ts";

/** Resolves once the list has that many entries. */
export async function calledTimes(fixture: Fixture, calls: readonly unknown[], times: number): Promise<void> {
  await fixture.until(() => calls.length >= times, `${times} calls`);
}

/** watch: callbacks for one descriptor. */
export const watches: readonly Case[] = [
  {
    name: "watch.calls-back-each-time",
    covers: ["watch"],
    async run(fixture) {
      const { watch, Readiness } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const calls: (readonly [number, number])[] = [];
      const watching = watch(reader, (...args) => {
        calls.push(args);
        fixture.drain(reader);
      });
      assert.equal(watching.fd, reader);
      assert.equal(watching.interest, 1, "reading by default");
      for (let round = 1; round <= 50; round++) {
        fixture.send(writer);
        assert.equal(calls.length, round - 1, "never synchronously");
        await calledTimes(fixture, calls, round);
        assert.deepEqual(calls.at(-1), [Readiness.Readable, reader]);
        await turns(round % 3);
      }
      assert.equal(calls.length, 50, "once for each event");
      watching.close();
    },
  },
  {
    name: "watch.level-repeats",
    covers: ["watch"],
    async run(fixture) {
      const { reader } = fixture.readyPipe();
      const calls: number[] = [];
      const watching = fixture.module.watch(reader, (flags) => calls.push(flags));
      await calledTimes(fixture, calls, 20);
      assert.deepEqual([...new Set(calls)], [fixture.module.Readiness.Readable]);
      fixture.drain(reader);
      await turns();
      const told = calls.length;
      await turns(5);
      assert.equal(calls.length, told, "nothing holds any more");
      watching.close();
    },
  },
  {
    name: "watch.both-directions",
    covers: ["watch"],
    async run(fixture) {
      const { watch, Readiness, Interest } = fixture.module;
      const [one, other] = fixture.pair();
      fixture.send(other);
      let seen = 0;
      const calls: number[] = [];
      const watching = watch(
        one,
        (flags) => {
          calls.push(flags);
          seen |= flags;
        },
        { interest: Interest.Readable | Interest.Writable },
      );
      await calledTimes(fixture, calls, 3);
      assert.equal(seen, Readiness.Readable | Readiness.Writable);
      watching.close();
    },
  },
  {
    name: "watch.several-on-one-descriptor",
    covers: ["watch", "readable"],
    async run(fixture) {
      const { watch, readable, writable, Readiness, Interest } = fixture.module;
      const [one, other] = fixture.pair();
      const calls: string[] = [];
      const readers = ["a", "b"].map((name) => watch(one, () => calls.push(name)));
      const written: number[] = [];
      const writer = watch(one, (flags) => written.push(flags), { interest: Interest.Writable });
      await calledTimes(fixture, written, 2);
      assert.deepEqual(calls, [], "what can be written is nothing to a reader");
      writer.close();
      const promise = quiet(readable(one));
      fixture.send(other);
      assert.notEqual((await fixture.within(promise)) & Readiness.Readable, 0);
      await calledTimes(fixture, calls, 2);
      assert.deepEqual(calls.slice(0, 2), ["a", "b"]);
      readers[0]!.close();
      calls.length = 0;
      await calledTimes(fixture, calls, 2);
      assert.ok(
        calls.every((name) => name === "b"),
        "the other one goes on",
      );
      assert.equal((await fixture.within(writable(one))) & Readiness.Writable, Readiness.Writable);
      readers[1]!.close();
    },
  },
  {
    name: "watch.close",
    covers: ["watch"],
    async run(fixture) {
      const { watch } = fixture.module;
      for (const how of ["close", "dispose"] as const) {
        const { reader } = fixture.readyPipe();
        const calls: number[] = [];
        const watching = watch(reader, (flags) => calls.push(flags));
        await calledTimes(fixture, calls, 2);
        if (how === "close") watching.close();
        else watching[Symbol.dispose]();
        const told = calls.length;
        await turns(5);
        watching.close();
        watching.interest = 3;
        watching.interest = "anything" as never;
        assert.equal(watching.ref(), watching);
        assert.equal(watching.unref(), watching);
        assert.equal(watching.fd, reader);
        await turns(5);
        assert.equal(calls.length, told, "after its end everything on it does nothing");
        assert.ok(fixture.isOpen(reader), "the descriptor is the caller's");
      }
    },
  },
  {
    name: "watch.close-inside-a-callback",
    covers: ["watch"],
    async run(fixture) {
      const { watch } = fixture.module;
      const pipes = Array.from({ length: 4 }, () => fixture.pipe());
      const calls: number[] = [];
      // All become ready at once, and the first that is called closes all of them.
      const all = pipes.map(({ reader }) =>
        watch(reader, (_, fd) => {
          calls.push(fd);
          for (const each of all) each.close();
        }),
      );
      await turns();
      for (const { writer } of pipes) fixture.send(writer);
      await calledTimes(fixture, calls, 1);
      await turns(5);
      assert.equal(calls.length, 1, "none of the others is called, although their events were fetched");
    },
  },
  {
    name: "watch.release-inside-a-callback",
    covers: ["watch", "release", "readable"],
    async run(fixture) {
      const { watch, readable, release } = fixture.module;
      const [a, b] = [fixture.pipe(), fixture.pipe()];
      const calls: number[] = [];
      const releaseAll = (_: number, fd: number): void => {
        calls.push(fd);
        for (const { reader } of [a, b]) release(reader);
      };
      for (const { reader } of [a, b]) watch(reader, releaseAll);
      const twin = watch(a.reader, (_, fd) => calls.push(fd));
      await turns();
      for (const { writer } of [a, b]) fixture.send(writer);
      await calledTimes(fixture, calls, 1);
      await turns(5);
      assert.equal(calls.length, 1, "one was called, and released the others");
      twin.interest = 1;
      for (const { reader } of [a, b]) {
        assert.equal(await fixture.within(readable(reader)), 1, "the descriptors are as they were");
      }
      // One that is closed and opened again inside the callback is another one.
      const { reader, writer } = fixture.pipe();
      const other = fixture.counter(1);
      const seen: string[] = [];
      watch(reader, () => {
        seen.push("old");
        release(reader);
        fixture.replace(reader, other);
        const fresh = watch(reader, () => {
          seen.push("new");
          fresh.close();
        });
      });
      fixture.send(writer);
      await calledTimes(fixture, seen, 2);
      await turns(3);
      assert.deepEqual(seen, ["old", "new"]);
    },
  },
  {
    name: "watch.what-callbacks-do-to-the-rest-of-the-batch",
    covers: ["watch", "ready", "readable"],
    async run(fixture) {
      const { watch, readable, Interest } = fixture.module;
      // Both are ready in one batch. The first changes the registration of the second, whose event must not be lost.
      const pipes = [fixture.pipe(), fixture.pipe()] as const;
      for (let round = 0; round < 10; round++) {
        const calls: number[] = [];
        const promises: Promise<number>[] = [];
        const all = pipes.map(({ reader }, index) =>
          watch(reader, () => {
            calls.push(index);
            fixture.drain(reader);
            const other = pipes[1 - index]!.reader;
            promises.push(quiet(fixture.module.ready(other, { interest: Interest.Readable | Interest.Writable })));
            promises.push(quiet(readable(other)));
          }),
        );
        await turns();
        for (const { writer } of pipes) fixture.send(writer);
        await calledTimes(fixture, calls, 2);
        await turns(3);
        assert.deepEqual(calls.sort(), [0, 1], "each once");
        for (const each of all) each.close();
        for (const { writer } of pipes) fixture.send(writer);
        await fixture.within(Promise.all(promises));
        for (const { reader } of pipes) fixture.drain(reader);
      }
    },
  },
  {
    name: "watch.signal",
    covers: ["watch"],
    async run(fixture) {
      const { watch } = fixture.module;
      const { reader } = fixture.readyPipe();
      const controller = new AbortController();
      const listeners = countListeners(controller.signal);
      const calls: number[] = [];
      watch(reader, (flags) => calls.push(flags), { signal: controller.signal });
      assert.equal(listeners(), 1);
      await calledTimes(fixture, calls, 3);
      const reason = new Error("enough");
      controller.abort(reason);
      const told = calls.length;
      await turns(5);
      assert.equal(calls.length, told, "an abort ends it");
      const aborted = { signal: controller.signal };
      assert.equal(
        thrownBy(() => watch(reader, () => calls.push(0), aborted)),
        reason,
      );
      const { signal } = new AbortController();
      const closed = countListeners(signal);
      const released = watch(reader, () => {}, { signal });
      watch(reader, () => {}, { signal }).close();
      assert.equal(closed(), 1);
      fixture.module.release(reader);
      assert.equal(closed(), 0, "its end removes the listener");
      released.close();
    },
  },
  {
    name: "watch.starves-nobody",
    covers: ["watch", "readable"],
    async run(fixture) {
      const { watch, readable } = fixture.module;
      let calls = 0;
      const all = Array.from({ length: 3 }, () => watch(fixture.readyPipe().reader, () => calls++));
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let round = 0; round < 3; round++) {
        for (const [what, work] of Object.entries({ ...loopWork, ...poolWork })) await fixture.within(work(), what);
        await fixture.within(doAll({ ...loopWork, ...poolWork }, 4), "all of it at once");
        const [pending, promise] = [quiet(poller.waitAsync()), quiet(readable(reader))];
        fixture.send(writer);
        assert.equal((await fixture.within(pending, "a poller")).length, 1);
        assert.equal(await fixture.within(promise, "a promise"), 1);
        fixture.drain(reader);
      }
      assert.ok(calls > 30, `only ${calls} calls: the watches must not starve either`);
      for (const each of all) each.close();
    },
  },
  {
    name: "watch.many-ready-ones-take-turns",
    covers: ["watch"],
    timeoutMs: 60_000,
    async run(fixture) {
      raiseLimit(fixture, 8_000);
      const fds = Array.from({ length: 3_000 }, () => fixture.readyPipe().reader);
      const seen = new Set<number>();
      const all = fds.map((fd) => fixture.module.watch(fd, (_, ready) => seen.add(ready)));
      const deadline = Date.now() + 2 * fixture.patienceMs;
      while (seen.size < fds.length && Date.now() < deadline) await turns(1);
      assert.equal(seen.size, fds.length, "each was called, although all of them are always ready");
      for (const each of all) each.close();
    },
  },
];
