// Runs in a child process: blocks in a wait that the parent interrupts with signals, and reports the result.
import { writeSync } from "node:fs";
import type { Adapter } from "./adapter.ts";
import { complete } from "./complete.ts";
import { leaveBehind } from "./support/left-behind.ts";

const [url, mode, burden] = process.argv.slice(2) as [string, "return" | "throw" | "retry", string | undefined];
const { adapter } = (await import(url)) as { adapter: Adapter };
const { OsPoller, eventLoopTurn, sys } = complete(adapter).module;

/** Milliseconds of a wait that signals do not end. */
const RETRIED_MS = 400.5;

let handled = 0;
process.on("SIGUSR2", () => {
  handled++;
});

const poller = mode === "return" ? new OsPoller() : new OsPoller({ interrupts: mode });
if (burden === "left-behind") {
  const fds = new Int32Array(2);
  sys.pipe(fds);
  sys.write(fds[1]!, Uint8Array.of(1));
  leaveBehind({ sys }, poller, sys.dup(fds[0]!));
}
say({ ready: true });
say(mode === "retry" ? retriedWait() : blockingWait());
await eventLoopTurn();
say({ handled });
say(waitThatWorks());
poller.close();
process.exit(0);

/** What a wait without a timeout returns or throws. */
function blockingWait(): Record<string, unknown> {
  try {
    const { length, interrupted } = poller.wait(-1);
    return { length, interrupted };
  } catch (thrown) {
    const error = thrown as Error & { code: string; errno: number; syscall: string };
    const isPollerError = error instanceof (adapter.module.PollerError as unknown as ErrorConstructor);
    return { isPollerError, code: error.code, errno: error.errno, syscall: error.syscall };
  }
}

/** What a wait with a timeout returns, and after how many milliseconds. */
function retriedWait(): Record<string, unknown> {
  const start = process.hrtime.bigint();
  const { length, interrupted } = poller.wait(RETRIED_MS);
  return { length, interrupted, late: Number(process.hrtime.bigint() - start) / 1e6 - RETRIED_MS };
}

/** A late signal may end a wait or two, which are repeated as a caller would. */
function waitThatWorks(): Record<string, unknown> {
  const fds = new Int32Array(2);
  sys.pipe(fds);
  sys.write(fds[1]!, Uint8Array.of(1));
  poller.add({ fd: fds[0]!, kind: 2 });
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      const ready = poller.wait(1_000);
      if (!ready.interrupted)
        return { fd: fds[0]!, length: ready.length, seen: ready.fd(0), interrupted: ready.interrupted };
    } catch (error) {
      if ((error as { code?: string }).code !== "EINTR") throw error;
    }
  }
  return { length: 0 };
}

/** Written synchronously: a stream would wait for the event loop, which the next wait blocks. */
function say(message: Record<string, unknown>): void {
  writeSync(1, `${JSON.stringify(message)}\n`);
}
