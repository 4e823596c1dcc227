import { expect, test } from "vitest";
import { compiledWaitThread } from "../../core/src/waits/host-thread.ts";
import { refusedWorkerTest } from "../../core/test/watchers/refused.ts";
import { watcherSuite } from "../../core/test/watchers/suite.ts";
import { createWatch } from "../src/watcher.ts";
import { opened } from "./worker-backend.ts";

// In Node, workers use it. Bun offers something better, and ends if a worker is terminated while its own worker loads koffi.
if (process.versions.bun === undefined) {
  watcherSuite("@pollio/koffi with a worker", new URL("./worker-backend.ts", import.meta.url), opened);
  refusedWorkerTest(opened, createWatch(opened, { only: "worker", worker: "/nowhere/wait-worker.js" }));
} else {
  test("Bun compiles a wait thread, so no worker is needed", () => {
    expect(compiledWaitThread(opened)).toBeDefined();
  });
}
