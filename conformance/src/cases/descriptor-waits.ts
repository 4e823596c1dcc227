import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "../case.ts";
import { outcomeOf, quiet, turns, watched } from "../support/async.ts";
import { thrownBy } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { raiseLimit } from "../support/limits.ts";
import { countListeners } from "../support/signals.ts";
import { isLinux } from "../support/system.ts";

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** How late a wait may end on a busy machine. */
const LATENESS_MS = 2_000;

/** Fills what a descriptor can be written to, so that a write would block. */
function fill(fixture: Fixture, fd: number): void {
  const bytes = new Uint8Array(65_536);
  while (fixture.module.sys.write(fd, bytes) > 0);
}

/** Where the two directions of a hang-up are separate, it looks like a half-close. */
const tellsHangUps: NonNullable<Case["when"]> = ({ backend }) => backend.capabilities.hangUpsAlone;

/** Awaiting one descriptor by a promise. */
export const descriptorWaits: readonly Case[] = [
  {
    name: "descriptors.readable",
    covers: ["readable"],
    async run(fixture) {
      const { readable, Readiness } = fixture.module;
      const { reader, writer } = fixture.pipe();
      for (let round = 0; round < 20; round++) {
        const pending = quiet(readable(reader));
        const settled = watched(pending);
        await turns(round % 4);
        assert.equal(settled(), false, "nothing can be read");
        fixture.send(writer);
        assert.equal(await fixture.within(pending), Readiness.Readable);
        assert.equal(await fixture.within(readable(reader)), Readiness.Readable, "it still holds");
        fixture.drain(reader);
      }
      fixture.close(writer);
      const ended = await fixture.within(readable(reader));
      assert.notEqual(ended & Readiness.ReadClosed, 0, "the end of the stream serves a reader");
    },
  },
  {
    name: "descriptors.writable",
    covers: ["writable"],
    async run(fixture) {
      const { writable, Readiness } = fixture.module;
      const { reader, writer } = fixture.pipe();
      assert.equal(await fixture.within(writable(writer)), Readiness.Writable);
      fill(fixture, writer);
      const pending = quiet(writable(writer));
      const settled = watched(pending);
      await turns(5);
      assert.equal(settled(), false, "it is full");
      fixture.drain(reader);
      assert.equal(await fixture.within(pending), Readiness.Writable);
      fixture.close(reader);
      const ended = await fixture.within(writable(writer));
      assert.notEqual(ended & (Readiness.WriteClosed | Readiness.Error), 0, "no reader serves a writer");
    },
  },
  {
    name: "descriptors.ready",
    covers: ["ready"],
    async run(fixture) {
      const { ready, Interest, Readiness } = fixture.module;
      const [one, other] = fixture.pair();
      fixture.send(other);
      assert.equal(await fixture.within(ready(one)), Readiness.Readable, "reading by default");
      const both = Interest.Readable | Interest.Writable;
      const flags = await fixture.within(ready(one, { interest: both }));
      assert.ok((flags & both) !== 0, `${flags}`);
      const writing = await fixture.within(ready(one, { interest: Interest.Writable }));
      assert.notEqual(writing & Readiness.Writable, 0);
    },
  },
  {
    name: "descriptors.each-is-served-by-its-own-readiness",
    covers: ["readable", "writable", "ready"],
    when: tellsHangUps,
    async run(fixture) {
      const { readable, writable, ready, Readiness } = fixture.module;
      const [one, other] = fixture.pair();
      fill(fixture, one);
      const reading = quiet(readable(one));
      const writing = quiet(writable(one));
      const ending = quiet(ready(one, { interest: 0 }));
      const settled = [reading, writing, ending].map(watched);
      const states = (): boolean[] => settled.map((each) => each());
      await turns(5);
      assert.deepEqual(states(), [false, false, false]);
      fixture.send(other);
      assert.notEqual((await fixture.within(reading)) & Readiness.Readable, 0);
      assert.deepEqual(states(), [true, false, false], "what can be read serves the reader");
      fixture.drain(other);
      assert.notEqual((await fixture.within(writing)) & Readiness.Writable, 0);
      await turns(5);
      assert.deepEqual(states(), [true, true, false], "what can be written serves the writer");
      fixture.close(other);
      const hangUp = Readiness.ReadClosed | Readiness.WriteClosed;
      assert.equal((await fixture.within(ending)) & hangUp, hangUp, "a hang-up serves every wait");
    },
  },
  {
    name: "descriptors.an-end-serves-its-direction",
    covers: ["readable", "writable"],
    async run(fixture) {
      const { readable, writable, Readiness } = fixture.module;
      const [one, other] = fixture.pair();
      fill(fixture, one);
      const [reading, writing] = [quiet(readable(one)), quiet(writable(one))];
      await turns();
      fixture.close(other);
      assert.notEqual((await fixture.within(reading)) & Readiness.ReadClosed, 0);
      assert.notEqual((await fixture.within(writing)) & Readiness.WriteClosed, 0);
    },
  },
  {
    name: "descriptors.a-hang-up-serves-everybody",
    covers: ["readable", "writable", "ready"],
    when: tellsHangUps,
    async run(fixture) {
      const { readable, writable, ready, Readiness } = fixture.module;
      const [one, other] = fixture.pair();
      fill(fixture, one);
      const waits = [readable(one), writable(one), ready(one, { interest: 0 })].map(quiet);
      await turns();
      fixture.close(other);
      for (const flags of await fixture.within(Promise.all(waits))) {
        assert.notEqual(flags & Readiness.ReadClosed, 0, "each is given all flags");
        assert.notEqual(flags & Readiness.WriteClosed, 0, "each is given all flags");
      }
    },
  },
  {
    name: "descriptors.an-error-serves-everybody",
    covers: ["readable", "writable", "ready"],
    when: tellsHangUps,
    async run(fixture) {
      const { connectTcp, ready, readable, Readiness } = fixture.module;
      const { server, port } = fixture.listener();
      fixture.close(server);
      const fd = fixture.own(connectTcp({ host: "127.0.0.1", port }));
      const [ending, reading] = [quiet(ready(fd, { interest: 0 })), quiet(readable(fd))];
      for (const flags of await fixture.within(Promise.all([ending, reading]))) {
        assert.notEqual(flags & (Readiness.Error | Readiness.WriteClosed), 0);
      }
      const { reader, writer } = fixture.pipe();
      const noReader = quiet(ready(writer, { interest: 0 }));
      const settled = watched(noReader);
      assert.equal(await fixture.within(fixture.module.writable(writer)), Readiness.Writable);
      assert.equal(settled(), false, "to be writable is not what it waits for");
      fixture.close(reader);
      assert.notEqual((await fixture.within(noReader)) & (Readiness.Error | Readiness.WriteClosed), 0);
    },
  },
  {
    name: "descriptors.any-number-of-waiters",
    covers: ["readable"],
    async run(fixture) {
      const { readable, Readiness } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const waits = Array.from({ length: 10_000 }, () => quiet(readable(reader)));
      await turns();
      fixture.send(writer);
      const flags = await fixture.within(Promise.all(waits));
      assert.deepEqual([...new Set(flags)], [Readiness.Readable], "one event serves them all");
    },
  },
  {
    name: "descriptors.thousands-of-descriptors",
    covers: ["readable", "release"],
    timeoutMs: 60_000,
    async run(fixture) {
      const { readable, release, Readiness } = fixture.module;
      raiseLimit(fixture, 8_000);
      // Not duplicates: the kernel allows one file 500 ways through two levels of epolls (fs/eventpoll.c, path_limits).
      const pipes = Array.from({ length: 3_000 }, () => fixture.pipe());
      const waits = pipes.flatMap(({ reader }) => [readable(reader), readable(reader)]).map(quiet);
      await turns();
      for (const { writer } of pipes) fixture.send(writer);
      const flags = await fixture.within(Promise.all(waits));
      assert.deepEqual([...new Set(flags)], [Readiness.Readable], "more than one look takes");
      const polls = await fixture.within(Promise.all(pipes.map(({ reader }) => readable(reader, { timeoutMs: 0 }))));
      assert.deepEqual([...new Set(polls)], [Readiness.Readable], "0 ms resolves with what is ready");
      for (const { reader } of pipes) release(reader);
    },
  },
  {
    name: "descriptors.timeout.never-early",
    covers: ["readable", "writable", "ready"],
    async run(fixture) {
      const { readable, ready } = fixture.module;
      const { reader } = fixture.pipe();
      for (const timeoutMs of [0, 0.001, 0.5, 1, 1.5, 2.999, 5, 25.5]) {
        for (const wait of [readable, ready]) {
          const start = now();
          assert.equal(await fixture.within(wait(reader, { timeoutMs })), 0, "the time is up");
          const elapsed = now() - start;
          assert.ok(elapsed >= timeoutMs, `${timeoutMs} ms ended after ${elapsed} ms`);
          assert.ok(elapsed < timeoutMs + LATENESS_MS, `${timeoutMs} ms took ${elapsed} ms`);
        }
      }
      const full = fixture.pipe().writer;
      fill(fixture, full);
      assert.equal(await fixture.within(fixture.module.writable(full, { timeoutMs: 3 })), 0);
    },
  },
  {
    name: "descriptors.timeout.zero-tells-what-is-ready",
    covers: ["readable", "writable", "ready"],
    async run(fixture) {
      const { readable, writable, ready, Readiness } = fixture.module;
      const { reader, writer } = fixture.pipe();
      for (let round = 0; round < 20; round++) {
        assert.equal(await fixture.within(readable(reader, { timeoutMs: 0 })), 0);
        fixture.send(writer);
        assert.equal(await fixture.within(readable(reader, { timeoutMs: 0 })), Readiness.Readable);
        assert.equal(await fixture.within(ready(reader, { timeoutMs: -0 })), Readiness.Readable);
        assert.equal(await fixture.within(writable(writer, { timeoutMs: 0 })), Readiness.Writable);
        fixture.drain(reader);
      }
    },
  },
  {
    name: "descriptors.timeout.of-one-ends-no-other",
    covers: ["readable"],
    async run(fixture) {
      const { readable, Readiness } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const endless = [undefined, -1, Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 40];
      const waits = endless.map((timeoutMs) => quiet(readable(reader, timeoutMs === undefined ? {} : { timeoutMs })));
      const settled = waits.map(watched);
      assert.equal(await fixture.within(readable(reader, { timeoutMs: 20 })), 0);
      await sleep(10);
      assert.deepEqual(
        settled.map((each) => each()),
        waits.map(() => false),
      );
      fixture.send(writer);
      for (const flags of await fixture.within(Promise.all(waits))) assert.equal(flags, Readiness.Readable);
    },
  },
  {
    name: "descriptors.abort.before",
    covers: ["readable", "writable", "ready"],
    async run(fixture) {
      const { readable, writable, ready } = fixture.module;
      const { reader, writer } = fixture.readyPipe();
      const reason = new Error("never mind");
      for (const each of [reason, "a word", 5, null]) {
        const signal = AbortSignal.abort(each);
        const waits = [readable(reader, { signal }), writable(writer, { signal }), ready(reader, { signal })];
        for (const wait of waits) assert.equal(thrownBy(await outcomeOf(fixture.within(wait))), each);
      }
    },
  },
  {
    name: "descriptors.abort.later",
    covers: ["readable"],
    async run(fixture) {
      const { readable, Readiness } = fixture.module;
      const { reader, writer } = fixture.pipe();
      for (let round = 0; round < 20; round++) {
        const controller = new AbortController();
        const options = { signal: controller.signal, ...(round % 2 === 0 && { timeoutMs: 60_000 }) };
        const [aborted, other] = [quiet(readable(reader, options)), quiet(readable(reader))];
        await turns(round % 3);
        const reason = new Error(`round ${round}`);
        controller.abort(reason);
        assert.equal(thrownBy(await outcomeOf(fixture.within(aborted))), reason);
        fixture.send(writer);
        assert.equal(await fixture.within(other), Readiness.Readable, "who did not abort waits on");
        fixture.drain(reader);
      }
    },
  },
  {
    name: "descriptors.abort.in-the-same-turn-as-the-event",
    covers: ["readable"],
    async run(fixture) {
      const { readable, watch, Readiness } = fixture.module;
      for (let round = 0; round < 10; round++) {
        const { reader, writer } = fixture.pipe();
        const { reader: first, writer: firstWriter } = fixture.pipe();
        const controller = new AbortController();
        // One of the two events comes first. Whatever the order, the promise settles once, and no event is lost.
        const watching = watch(first, () => controller.abort("aborted"));
        const aborted = quiet(readable(reader, { signal: controller.signal }));
        fixture.send(round % 2 === 0 ? writer : firstWriter);
        fixture.send(round % 2 === 0 ? firstWriter : writer);
        const outcome = await fixture.within(aborted.catch((reason: unknown) => reason));
        assert.ok(outcome === "aborted" || outcome === Readiness.Readable, String(outcome));
        watching.close();
        assert.equal(await fixture.within(readable(reader)), Readiness.Readable, "it is reported again");
        for (const fd of [first, reader]) fixture.module.release(fd);
      }
      const { reader, writer } = fixture.pipe();
      const controller = new AbortController();
      const aborted = quiet(readable(reader, { signal: controller.signal }));
      await turns();
      fixture.send(writer);
      controller.abort("before its turn");
      assert.equal(thrownBy(await outcomeOf(fixture.within(aborted))), "before its turn");
    },
  },
  {
    name: "descriptors.abort.listeners-are-removed",
    covers: ["readable", "readable:ERR_DESCRIPTOR_RELEASED", "release"],
    async run(fixture) {
      const { readable, release } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const { signal } = new AbortController();
      const listeners = countListeners(signal);
      const pending = quiet(readable(reader, { signal }));
      assert.equal(listeners(), 1, "a pending promise listens");
      fixture.send(writer);
      await fixture.within(pending);
      assert.equal(listeners(), 0, "after an event");
      fixture.drain(reader);
      await fixture.within(readable(reader, { signal, timeoutMs: 1 }));
      await fixture.within(readable(reader, { signal, timeoutMs: 0 }));
      assert.equal(listeners(), 0, "after a timeout");
      await assert.rejects(fixture.within(readable(2 ** 31 - 1, { signal })), { code: "EBADF" });
      assert.equal(listeners(), 0, "after a refusal");
      const released = quiet(readable(reader, { signal }));
      release(reader);
      await assert.rejects(fixture.within(released), { code: "ERR_DESCRIPTOR_RELEASED" });
      assert.equal(listeners(), 0, "after a release");
    },
  },
  {
    name: "descriptors.beside-pollers-of-ones-own",
    covers: ["readable", "waitAsync", "add"],
    async run(fixture) {
      const { readable, Readiness } = fixture.module;
      const poller = fixture.poller();
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 2 });
      for (let round = 0; round < 10; round++) {
        const waits = [quiet(readable(reader)), quiet(poller.waitAsync())] as const;
        await turns();
        fixture.send(writer);
        const [flags, ready] = await fixture.within(Promise.all(waits));
        assert.deepEqual([flags, ready.fd(0)], [Readiness.Readable, reader]);
        fixture.drain(reader);
      }
      const pending = quiet(poller.waitAsync());
      // A kqueue counts as readable until the cause was fetched.
      if (isLinux(fixture.module)) {
        assert.equal(await fixture.within(readable(poller.fd, { timeoutMs: 5 })), 0, "a poller is a descriptor too");
      }
      fixture.send(writer);
      assert.equal(await fixture.within(readable(poller.fd)), Readiness.Readable);
      assert.equal((await fixture.within(pending)).length, 1);
    },
  },
];
