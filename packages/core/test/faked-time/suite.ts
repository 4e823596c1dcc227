// Time that a test fakes must not stop I/O. It is called from packages/*/test/faked-time.test.ts.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("program.mjs", import.meta.url));

/**
 * In a process of its own: Node passes what another process sends on by process.nextTick, so that vitest, which sends its messages from
 * process to process, loses one that comes while that is faked, and waits for it forever.
 */
export function fakedTimeSuite(name: string): void {
  test("while time is faked, what is ready is reported, and a poll, a timeout and a turn of the event loop end", async () => {
    const { VITEST: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, `@pollio/${name}`], {
      env,
      timeout: 60_000,
    });
    expect(JSON.parse(stdout)).toEqual({ ready: [1, 1, 1, 1, 1, 1], poll: 0, timeout: 0, turn: "done" });
  });
}
