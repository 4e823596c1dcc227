import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { quiet, turns } from "../support/async.ts";
import { isLinux } from "../support/system.ts";
import { calledTimes } from "./watches.ts";

/** The interest and the trigger of a watch. */
export const watchChanges: readonly Case[] = [
  {
    name: "watch.pause.is-silent",
    covers: ["watch"],
    async run(fixture) {
      const { watch, Readiness, Interest } = fixture.module;
      for (const trigger of ["level", "edge", "oneshot", "edge-oneshot"] as const) {
        const { reader, writer } = fixture.pipe();
        const calls: number[] = [];
        const watching = watch(reader, (flags) => calls.push(flags), { trigger, interest: 0 });
        fixture.send(writer);
        await turns(5);
        fixture.close(writer);
        await turns(5);
        assert.deepEqual(calls, [], `${trigger}: not even for a hang-up`);
        watching.interest = Interest.Readable;
        await calledTimes(fixture, calls, 1);
        assert.equal(
          calls[0]! & (Readiness.Readable | Readiness.ReadClosed),
          Readiness.Readable | Readiness.ReadClosed,
        );
        watching.interest = 0;
        const told = calls.length;
        await turns(5);
        assert.equal(calls.length, told, `${trigger}: paused again`);
        watching.interest = Interest.Readable;
        await calledTimes(fixture, calls, told + 1);
        watching.close();
      }
    },
  },
  {
    name: "watch.pause.inside-its-callback",
    covers: ["watch"],
    async run(fixture) {
      const { reader } = fixture.readyPipe();
      const calls: number[] = [];
      const watching = fixture.module.watch(reader, (flags) => {
        calls.push(flags);
        watching.interest = 0;
      });
      for (let round = 1; round <= 10; round++) {
        await calledTimes(fixture, calls, round);
        await turns(4);
        assert.equal(calls.length, round);
        watching.interest = 1;
      }
      watching.close();
    },
  },
  {
    name: "watch.pause.beside-others",
    covers: ["watch", "readable"],
    async run(fixture) {
      const { watch, readable, Readiness } = fixture.module;
      const { reader } = fixture.readyPipe();
      const [quietCalls, calls]: [number[], number[]] = [[], []];
      const paused = watch(reader, (flags) => quietCalls.push(flags), { interest: 0 });
      const other = watch(reader, (flags) => calls.push(flags));
      await calledTimes(fixture, calls, 3);
      assert.equal(await fixture.within(readable(reader)), Readiness.Readable);
      assert.deepEqual(quietCalls, []);
      other.close();
      assert.equal(await fixture.within(readable(reader)), Readiness.Readable, "a promise beside a paused watch");
      paused.interest = 1;
      await calledTimes(fixture, quietCalls, 1);
      paused.close();
    },
  },
  {
    name: "watch.interest.changes-direction",
    covers: ["watch"],
    async run(fixture) {
      const { watch, Readiness, Interest } = fixture.module;
      const [one, other] = fixture.pair();
      const calls: number[] = [];
      const watching = watch(one, (flags) => calls.push(flags), { interest: Interest.Writable });
      await calledTimes(fixture, calls, 2);
      watching.interest = Interest.Readable;
      assert.equal(watching.interest, Interest.Readable);
      const told = calls.length;
      await turns(5);
      assert.equal(calls.length, told, "nothing can be read");
      fixture.send(other);
      await calledTimes(fixture, calls, told + 1);
      assert.notEqual(calls.at(-1)! & Readiness.Readable, 0);
      watching.close();
    },
  },
  {
    name: "watch.trigger.edge",
    covers: ["watch"],
    async run(fixture) {
      const { reader, writer } = fixture.readyPipe();
      const calls: number[] = [];
      const watching = fixture.module.watch(reader, (flags) => calls.push(flags), { trigger: "edge" });
      for (let round = 1; round <= 5; round++) {
        await calledTimes(fixture, calls, round);
        await turns(5);
        assert.equal(calls.length, round, "told once, though the bytes are still there");
        fixture.send(writer);
      }
      await calledTimes(fixture, calls, 6);
      watching.interest = 1;
      await calledTimes(fixture, calls, 7);
      watching.close();
    },
  },
  {
    name: "watch.trigger.oneshot",
    covers: ["watch"],
    async run(fixture) {
      for (const trigger of ["oneshot", "edge-oneshot"] as const) {
        const { reader, writer } = fixture.readyPipe();
        const calls: number[] = [];
        const watching = fixture.module.watch(reader, (flags) => calls.push(flags), { trigger });
        for (let round = 1; round <= 5; round++) {
          await calledTimes(fixture, calls, round);
          fixture.send(writer);
          await turns(5);
          assert.equal(calls.length, round, `${trigger}: once, until its interest is set`);
          // To what it was.
          watching.interest = 1;
        }
        await calledTimes(fixture, calls, 6);
        watching.close();
      }
    },
  },
  {
    name: "watch.trigger.oneshot-armed-inside-its-callback",
    covers: ["watch"],
    async run(fixture) {
      for (const trigger of ["oneshot", "edge-oneshot"] as const) {
        const { reader } = fixture.readyPipe();
        const calls: number[] = [];
        const watching = fixture.module.watch(
          reader,
          (flags) => {
            if (calls.push(flags) < 5) watching.interest = 1;
          },
          { trigger },
        );
        await calledTimes(fixture, calls, 5);
        await turns(5);
        assert.equal(calls.length, 5, trigger);
        watching.close();
      }
    },
  },
  {
    name: "watch.trigger.promises-beside-it",
    covers: ["watch", "readable", "writable"],
    async run(fixture) {
      const { watch, readable, writable, Readiness } = fixture.module;
      for (const trigger of ["level", "edge", "oneshot", "edge-oneshot"] as const) {
        const [one, other] = fixture.pair();
        fixture.send(other);
        const calls: number[] = [];
        const watching = watch(one, (flags) => calls.push(flags), { trigger });
        await calledTimes(fixture, calls, 1);
        await turns(3);
        const told = calls.length;
        for (let round = 0; round < 3; round++) {
          // The watch was called already; a promise resolves with whatever is ready.
          assert.notEqual((await fixture.within(readable(one), trigger)) & Readiness.Readable, 0);
          assert.notEqual((await fixture.within(readable(one, { timeoutMs: 0 }), trigger)) & Readiness.Readable, 0);
        }
        await turns(3);
        // Each change of a registration may make kqueue report an edge once more.
        const isExact = trigger === "oneshot" || (trigger !== "level" && isLinux(fixture.module));
        if (isExact) assert.equal(calls.length, told, `${trigger}: promises cause no second report`);
        assert.notEqual((await fixture.within(writable(one), trigger)) & Readiness.Writable, 0);
        fixture.drain(one);
        const pending = quiet(readable(one));
        await turns(3);
        fixture.send(other);
        assert.notEqual((await fixture.within(pending, trigger)) & Readiness.Readable, 0);
        watching.close();
        fixture.module.release(one);
      }
    },
  },
  {
    name: "watch.trigger.promises-come-first",
    covers: ["watch", "readable"],
    async run(fixture) {
      const { watch, readable, Readiness } = fixture.module;
      for (const trigger of ["edge", "oneshot", "edge-oneshot"] as const) {
        const { reader, writer } = fixture.pipe();
        const pending = quiet(readable(reader));
        const calls: number[] = [];
        const watching = watch(reader, (flags) => calls.push(flags), { trigger });
        await turns();
        fixture.send(writer);
        assert.equal(await fixture.within(pending, trigger), Readiness.Readable);
        await calledTimes(fixture, calls, 1);
        await turns(4);
        assert.equal(calls.length, 1, `${trigger}: once`);
        watching.close();
      }
    },
  },
];
