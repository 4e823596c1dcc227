// What must become of a wait when nobody can be started to wait in its place.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { PollerError } from "../../src/arguments/errors.ts";
import type { Watch } from "../../src/backend/seam.ts";
import { Watched, type Watching } from "./watched.ts";

/** `watch` waits in a worker whose module does not exist. */
export function refusedWorkerTest(backend: Watching, watch: Watch): void {
  test("each wait fails with a PollerError where the worker that is to wait cannot be started", async () => {
    const failures: (PollerError | undefined)[] = [];
    const one = new Watched({ ...backend, watch }, (failure) => failures.push(failure));
    for (let round = 1; round <= 2; round++) {
      one.watcher.arm();
      const end = performance.now() + 5000;
      while (failures.length < round && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(failures).toHaveLength(round);
      expect(failures.at(-1)).toMatchObject({ name: "PollerError", code: "ERR_WAIT_THREAD" });
    }
    one.close();
  });
}

/** For backends that wait in a native thread in this runtime. */
export function refusedThreadTest(name: string): void {
  test("a wait fails with a PollerError where the operating system refuses a thread, and the next one works", async () => {
    const child = fileURLToPath(new URL("./refused-thread.mjs", import.meta.url));
    const adapter = fileURLToPath(new URL(`../../../${name}/dist/adapter.js`, import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [child, adapter], { timeout: 20_000 });
    expect(JSON.parse(stdout)).toEqual([
      { name: "PollerError", code: "EAGAIN", errno: -11, syscall: "pthread_create" },
      { length: 0 },
    ]);
  });
}
