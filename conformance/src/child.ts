// Runs in a child process: blocks in a wait that the parent interrupts with signals, and reports the result.
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Adapter } from "./adapter.ts";
import { complete } from "./complete.ts";
import { leaveBehind } from "./support/left-behind.ts";

const [url, mode, burden] = process.argv.slice(2) as [string, "return" | "throw", string | undefined];
const { adapter } = (await import(url)) as { adapter: Adapter };
const { OsPoller, sys } = complete(adapter).module;

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
say(blockingWait());
// A signal is handled where the event loop polls, which the current turn may have passed and Deno may skip.
for (let turn = 0; turn < 1_000 && handled === 0; turn++) await sleep(1);
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
