// Time that a test fakes must not stop I/O. It is called from packages/*/test/faked-time.test.ts.

import FakeTimers from "@sinonjs/fake-timers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Poller, PollerOptions } from "../../../../generated/core/interfaces.ts";
import type { Sys } from "../../../../generated/core/sys.ts";

interface Module {
  readonly OsPoller: new (options: PollerOptions) => Poller;
  readonly sys: Pick<Sys, "pipe" | "read" | "write" | "close">;
  eventLoopTurn(): Promise<void>;
}

/** As it is before it is faked. */
const realTimeout = setTimeout;
const PATIENCE_MS = 5_000;

const within = <T>(promise: Promise<T>): Promise<T | "never"> =>
  Promise.race([promise, new Promise<"never">((resolve) => realTimeout(resolve, PATIENCE_MS, "never"))]);

export function fakedTimeSuite(module: Module): void {
  const { OsPoller, sys, eventLoopTurn } = module;
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => {
    clock = FakeTimers.install({ ignoreMissingTimers: true });
  });
  afterEach(() => clock.uninstall());

  describe("while time is faked", () => {
    test("what is ready, and what becomes ready, is reported", async () => {
      using poller = new OsPoller({ maxEvents: 2 });
      const fds = new Int32Array(2);
      expect(sys.pipe(fds)).toBe(0);
      poller.add({ fd: fds[0]!, kind: 2 });
      for (let round = 0; round < 3; round++) {
        const pending = poller.waitAsync();
        sys.write(fds[1]!, Uint8Array.of(1));
        expect(await within(pending.then(({ length }) => length))).toBe(1);
        expect(await within(poller.waitAsync().then(({ length }) => length))).toBe(1);
        sys.read(fds[0]!, new Uint8Array(1));
      }
      poller.delete(fds[0]!);
      for (const fd of fds) sys.close(fd);
    });

    test("a poll, a timeout and a turn of the event loop end", async () => {
      using poller = new OsPoller({ maxEvents: 2 });
      expect(await within(poller.waitAsync(0).then(({ length }) => length))).toBe(0);
      expect(await within(poller.waitAsync(20).then(({ length }) => length))).toBe(0);
      expect(await within(eventLoopTurn())).toBeUndefined();
    });
  });
}
