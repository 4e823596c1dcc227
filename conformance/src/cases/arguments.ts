import assert from "node:assert/strict";
import type { BackendModule } from "../adapter.ts";
import type { Case } from "../case.ts";
import {
  type BadValue,
  badFlags,
  badKinds,
  badTimeouts,
  badTriggers,
  noDescriptors,
  noNumbers,
  noOptions,
  noTriggers,
  numbersOnly,
} from "../support/bad-values.ts";
import { assertRefusedEitherWay } from "../support/errors.ts";
import { assertSilent, assertWorks } from "../support/events.ts";
import { refuses } from "../support/refuses.ts";

/** Errors raised before any syscall, so that nothing is registered or opened. */
export const argumentChecks: readonly Case[] = [
  {
    name: "errors.add.event",
    covers: ["add:ERR_INVALID_ARG_TYPE", "add:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      const noEvents = noNumbers.filter(([label]) => !/object|array|function/.test(label));
      refuses(fixture, (event) => poller.add(event), [...noEvents, ["a number", reader]], []);
      refuses(fixture, (fd) => poller.add({ fd, kind: 2 }), noNumbers, noDescriptors);
      refuses(fixture, (kind) => poller.add({ fd: reader, kind }), noNumbers, badKinds);
      assertSilent(poller, "nothing was registered");
      assertWorks(poller, reader);
    },
  },
  {
    name: "errors.add.interest",
    covers: ["add:ERR_INVALID_ARG_TYPE", "add:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      refuses(fixture, (interest) => poller.add({ fd: reader, kind: 2 }, { interest }), numbersOnly, badFlags);
      assertSilent(poller, "nothing was registered");
      assertWorks(poller, reader);
    },
  },
  {
    name: "errors.add.trigger",
    covers: ["add:ERR_INVALID_ARG_TYPE", "add:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      refuses(fixture, (trigger) => poller.add({ fd: reader, kind: 2 }, { trigger }), noTriggers, badTriggers);
      assertSilent(poller, "nothing was registered");
      assertWorks(poller, reader);
    },
  },
  {
    name: "errors.add.options",
    covers: ["add:ERR_INVALID_ARG_TYPE", "add"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      refuses(fixture, (options) => poller.add({ fd: reader, kind: 2 }, options), noOptions, []);
      for (const options of [{ edge: true }, { Interest: 1 }, { interest: 1, triger: "edge" }]) {
        assertRefusedEitherWay(() => poller.add({ fd: reader, kind: 2 }, options as never), JSON.stringify(options));
      }
      assertSilent(poller, "nothing was registered");
      poller.add({ fd: reader, kind: 2 }, { interest: undefined, trigger: undefined } as never);
      assert.equal(poller.wait(1_000).length, 1, "undefined counts as left out");
    },
  },
  {
    name: "errors.delete.fd",
    covers: ["delete:ERR_INVALID_ARG_TYPE", "delete:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      refuses(fixture, (fd) => poller.delete(fd), noNumbers, noDescriptors);
      assert.equal([...poller.wait(1_000)].length, 1, "the registration is still there");
    },
  },
  {
    name: "errors.wait.timeout",
    covers: ["wait:ERR_INVALID_ARG_TYPE", "wait:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const poller = fixture.poller();
      // Something is ready, so that a wait that begins anyway returns at once.
      poller.add({ fd: fixture.readyPipe().reader, kind: 2 });
      refuses(fixture, (timeout) => poller.wait(timeout), noNumbers, badTimeouts);
      assert.equal(poller.wait(-1).length, 1);
    },
  },
  {
    name: "errors.wait.before-any-syscall",
    covers: [],
    needs: ["instrument"],
    run(fixture) {
      let waits = 0;
      const module = fixture.backend.instrument!(() => {
        waits++;
      });
      const poller = fixture.poller(undefined, module);
      const { reader } = fixture.readyPipe();
      poller.add({ fd: reader, kind: 2 });
      const ready = poller.wait(0);
      assert.equal(waits, 1, "the observer sees waits");
      for (const timeout of [Number.NaN, -2, "0", undefined, null, 1n]) {
        assert.throws(() => poller.wait(timeout as never));
      }
      assert.equal(waits, 1, "none of the calls reached the kernel");
      assert.deepEqual([ready.length, ready.fd(0)], [1, reader], "the previous batch is unchanged");
    },
  },
  {
    name: "errors.constructor.options",
    covers: ["OsPoller"],
    run(fixture) {
      const { OsPoller } = fixture.module;
      const counts: BadValue[] = [0, -1, 1_048_577, 1.5, Number.NaN, Number.POSITIVE_INFINITY].map((value) => [
        String(value),
        value,
      ]);
      refuses(fixture, (maxEvents) => new OsPoller({ maxEvents }), numbersOnly, counts);
      const times: BadValue[] = [-1, 1_000_001, 0.5, Number.NaN, Number.POSITIVE_INFINITY].map((value) => [
        String(value),
        value,
      ]);
      refuses(fixture, (spin) => new OsPoller({ spin }), numbersOnly, times);
      const words: BadValue[] = ["", "ignore", "Return", "toString"].map((value) => [value, value]);
      refuses(fixture, (interrupts) => new OsPoller({ interrupts }), noTriggers, words);
      refuses(fixture, (options) => new OsPoller(options), noOptions, []);
      for (const options of [{ maxevents: 5 }, { maxEvents: 5, timeout: 1 }, { Interrupts: "throw" }]) {
        assertRefusedEitherWay(() => new OsPoller(options as never), JSON.stringify(options));
      }
    },
  },
  {
    name: "errors.wake.garbage",
    covers: ["wake", "wake:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const { wake } = fixture.module;
      const { waker } = fixture.poller();
      const garbage: unknown[] = [undefined, null, 1, "waker", true, {}, [], { fd: waker.fd }, { state: waker.state }];
      for (const fd of [undefined, null, "5", 1n, -1, 1.5, Number.NaN, 2 ** 31, {}])
        garbage.push({ fd, state: waker.state });
      for (const state of [undefined, null, 5, {}, new ArrayBuffer(64), new Int32Array(16), new SharedArrayBuffer(0)]) {
        garbage.push({ fd: waker.fd, state });
      }
      for (const value of garbage) {
        assertRefusedEitherWay(() => wake(value as never), `wake(${describe(value)})`);
      }
      assert.equal(wake(waker), true, "the real one still works");
    },
  },
  {
    name: "errors.sockets.arguments",
    covers: ["listenTcp", "connectTcp", "accept", "localAddress"].flatMap((name) => [
      `${name}:ERR_INVALID_ARG_TYPE`,
      `${name}:ERR_OUT_OF_RANGE`,
    ]),
    run(fixture) {
      const { accept, listenTcp, localAddress } = fixture.module;
      refuses(fixture, (fd) => accept(fd), noNumbers, noDescriptors);
      refuses(fixture, (fd) => localAddress(fd), noNumbers, noDescriptors);
      const ports: BadValue[] = [-1, 65_536, 1.5, Number.NaN].map((value) => [String(value), value]);
      const hosts = noNumbers.filter(([label]) => !/undefined|string/.test(label));
      const backlogs: BadValue[] = [-1, 1.5, 2 ** 31, Number.NaN].map((value) => [String(value), value]);
      const host = "127.0.0.1";
      refuses(fixture, (backlog) => listenTcp({ host, port: 0, backlog }), numbersOnly, backlogs);
      const flags: BadValue[] = ["yes", 1, null, {}].map((value) => [String(value), value]);
      refuses(fixture, (reusePort) => listenTcp({ host, port: 0, reusePort }), flags, []);
      for (const open of both(fixture.module)) {
        refuses(fixture, (options) => open(options as never), [...noOptions, ["undefined", undefined]], []);
        refuses(fixture, (port) => open({ host, port }), numbersOnly, ports);
        refuses(fixture, (value) => open({ host: value, port: 1 }), hosts, []);
        refuses(fixture, (path) => open({ path }), hosts, []);
        assertRefusedEitherWay(() => open({ host, port: 1, prot: 1 }), "an unknown option");
      }
    },
  },
];

function both({ listenTcp, connectTcp }: BackendModule): ((options: Record<string, unknown>) => number)[] {
  return [(options) => listenTcp(options as never), (options) => connectTcp(options as never)];
}

function describe(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? `${part}n` : part)) ?? String(value)
  );
}
