import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Case } from "../case.ts";
import { begin } from "../support/async.ts";
import { assertOwnError } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { type Child, isBun, startChild } from "../support/processes.ts";
import { isLinux } from "../support/system.ts";

/** How long to check that a process stays alive. */
const WATCHED_MS = 250;

/** A child process in the given mode; its poller waits for standard input. */
export function start(
  fixture: Fixture,
  mode: string,
  flags: readonly string[] = [],
): Child & { exit: Promise<number | null> } {
  const child = startChild(fixture, "./loop-child.js", flags, [fixture.backend.url!, mode], { stdin: "pipe" });
  const exit = once(child.process, "exit").then(([code]) => code as number | null);
  return { ...child, exit };
}

/** Expects the process to end by itself, with exit code 0. */
export function endsByItself(name: string, mode: string, what: string): Case {
  return {
    name,
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, mode);
      assert.deepEqual(await child.next(), { mode });
      assert.equal(await fixture.within(child.exit, what), 0, what);
    },
  };
}

/** Expects the process to live until its poller reports something. */
export function livesOn(name: string, mode: string, what: string): Case {
  return {
    name,
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, mode);
      assert.deepEqual(await child.next(), { mode });
      await sleep(WATCHED_MS);
      assert.equal(child.process.exitCode, null, what);
      child.process.stdin!.write("x");
      assert.deepEqual(await fixture.within(child.next(), "its wait"), { length: 1, fd: 0 });
      assert.equal(await fixture.within(child.exit, "its end"), 0, "afterwards it ends by itself");
    },
  };
}

/** Whether a pending wait keeps its process, its thread and its poller alive. */
export const keepAlive: readonly Case[] = [
  {
    name: "alive.ref-and-unref",
    covers: ["ref", "unref", "waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      for (let i = 0; i < 3; i++) {
        assert.equal(poller.unref(), poller, "both return the poller");
        assert.equal(poller.ref(), poller);
      }
      poller.unref().unref();
      const pending = begin(poller);
      poller.ref().unref();
      poller.notify();
      // The timer in `within` keeps this process alive.
      assert.equal((await fixture.within(pending)).length, 0, "the wait still works");
    },
  },
  {
    name: "alive.closed",
    covers: ["ref:ERR_POLLER_CLOSED", "unref:ERR_POLLER_CLOSED"],
    run(fixture) {
      const poller = fixture.poller();
      poller.unref();
      poller.close();
      assertOwnError(fixture.module, () => poller.ref(), "ERR_POLLER_CLOSED");
      assertOwnError(fixture.module, () => poller.unref(), "ERR_POLLER_CLOSED");
    },
  },
  livesOn("alive.a-pending-wait-keeps-the-process", "pending", "a pending wait keeps it"),
  {
    ...livesOn("alive.a-wait-over-stale-events-keeps-the-process", "left-behind", "a wait in a pause keeps it too"),
    when: isLinux,
  },
  {
    ...endsByItself("alive.unref-over-stale-events", "unref-left-behind", "a pause does not count either"),
    when: isLinux,
  },
  livesOn("alive.ref-keeps-it-again", "ref-again", "ref undoes unref"),
  livesOn("alive.iterating-keeps-the-process", "iterate", "a pending next keeps it"),
  endsByItself("alive.unref-lets-it-end", "unref", "a pending wait that is not counted"),
  endsByItself("alive.unref-before-the-wait", "unref-first", "a wait that was never counted"),
  endsByItself("alive.unref-with-a-timeout", "unref-timeout", "its timer is not counted either"),
  endsByItself("alive.nothing-pending", "idle", "an idle poller"),
  endsByItself("alive.settled", "settled", "waits that are over"),
  endsByItself("alive.aborted", "aborted", "a wait that was aborted"),
  endsByItself("alive.closed-while-pending", "closed", "a poller that was closed"),
  endsByItself("alive.a-worker-is-terminated", "terminate", "the process goes on without its worker"),
  endsByItself("alive.a-worker-ends-itself", "worker-exit", "a worker that exits with a wait pending"),
  endsByItself("alive.a-worker-with-unref-ends", "worker-unref", "a worker that has nothing else to do"),
  {
    name: "alive.timeouts-are-waited-for",
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, "timeout");
      assert.deepEqual(await child.next(), { mode: "timeout" });
      const { length, elapsed } = await fixture.within(child.next(), "its wait");
      assert.equal(length, 0);
      assert.ok((elapsed as number) >= 100, `after ${elapsed} ms`);
      assert.equal(await fixture.within(child.exit), 0);
    },
  },
  {
    name: "alive.exit-ends-at-once",
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      for (const mode of ["exit", "exit-with-a-worker"]) {
        const child = start(fixture, mode);
        assert.deepEqual(await child.next(), { mode });
        assert.equal(await fixture.within(child.exit, mode), 7, "process.exit(7) with a wait pending");
      }
    },
  },
  {
    name: "alive.an-uncaught-error-ends-it",
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, "throw");
      assert.deepEqual(await child.next(), { mode: "throw" });
      assert.equal(await fixture.within(child.exit), 1, "an uncaught error with a wait pending");
    },
  },
  {
    name: "alive.a-pending-wait-keeps-its-poller",
    covers: [],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const child = start(fixture, "collect", isBun ? [] : ["--expose-gc"]);
      const { collected, waiting } = await fixture.within(child.next());
      assert.ok((collected as number) > 0, "pollers without a pending wait are collected");
      assert.equal(waiting, 20);
      assert.deepEqual(await fixture.within(child.next(), "their waits"), { settled: 20 });
      assert.equal(await fixture.within(child.exit), 0);
    },
  },
];
