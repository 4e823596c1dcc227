import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import type { Fixture } from "../support/fixture.ts";
import { startChild } from "../support/processes.ts";

/** A child that blocks without a timeout, interrupted by a signal it has a handler for: what came of it, in three lines. */
async function interrupt(fixture: Fixture, mode: "return" | "throw" | "retry"): Promise<Record<string, unknown>[]> {
  const child = startChild(fixture, "./child.js", [], [fixture.backend.url!, mode]);
  assert.deepEqual(await child.next(), { ready: true });
  return [await child.signalUntilItSpeaks("SIGUSR2"), await child.next(), await child.next()];
}

function assertWorksAfterwards([, handled, next]: Record<string, unknown>[]): void {
  assert.ok((handled!.handled as number) >= 1, "the handler ran once the event loop had its turn");
  assert.deepEqual([next!.length, next!.interrupted], [1, false], "the next wait works");
  assert.equal(next!.seen, next!.fd);
}

export const signals: readonly Case[] = [
  {
    name: "signals.return",
    covers: ["wait"],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const seen = await interrupt(fixture, "return");
      assert.deepEqual(seen[0], { length: 0, interrupted: true });
      assertWorksAfterwards(seen);
      fixture.witness("wait");
    },
  },
  {
    name: "signals.throw",
    covers: ["wait:EINTR"],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const seen = await interrupt(fixture, "throw");
      const { isPollerError, code, errno, syscall } = seen[0]!;
      assert.equal(isPollerError, true);
      assert.deepEqual([code, errno], ["EINTR", -fixture.module.errno.EINTR!]);
      assert.match(String(syscall), /^(epoll_wait|epoll_pwait2|kevent)$/);
      assertWorksAfterwards(seen);
      fixture.witness(`wait:${String(code)}`);
    },
  },
  {
    name: "signals.retry",
    covers: ["wait", "eventLoopTurn"],
    needs: ["url"],
    timeoutMs: 30_000,
    async run(fixture) {
      const seen = await interrupt(fixture, "retry");
      const { late, ...batch } = seen[0]!;
      assert.deepEqual(batch, { length: 0, interrupted: false });
      assert.ok((late as number) >= 0, `the signals ended the wait ${-(late as number)} ms early`);
      assertWorksAfterwards(seen);
      fixture.witness("wait");
      fixture.witness("eventLoopTurn");
    },
  },
  {
    name: "signals.none",
    covers: ["wait", "ReadyEvents.interrupted"],
    run(fixture) {
      const poller = fixture.poller({ interrupts: "throw" });
      assert.equal(poller.wait(0).interrupted, false);
      assert.equal(poller.wait(5).interrupted, false, "a timeout is no interruption");
      poller.notify();
      assert.equal(poller.wait(5_000).interrupted, false, "nor is a wake");
      poller.add({ fd: fixture.readyPipe().reader, kind: 2 });
      assert.equal(poller.wait(5_000).interrupted, false, "nor are events");
    },
  },
];
