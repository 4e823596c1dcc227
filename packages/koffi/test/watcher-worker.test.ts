import { expect, test } from "vitest";
import { compiledWaitThread } from "../../core/src/waits/host-thread.ts";
import { watcherSuite } from "../../core/test/watchers/suite.ts";
import { opened } from "./worker-backend.ts";

// In Node, workers use it. Bun offers something better, and ends if a worker is terminated while its own worker loads koffi.
if (process.versions.bun === undefined) {
  watcherSuite("@pollio/koffi with a worker", new URL("./worker-backend.ts", import.meta.url), opened);
} else {
  test("Bun compiles a wait thread, so no worker is needed", () => {
    expect(compiledWaitThread()).toBeDefined();
  });
}
