// The conformance suite with every poller's events taken by another thread, as those of a poller that holds a file which a look
// from outside would rob of its event (waits/taker.ts). It is called from packages/*/test/taken.test.ts.

import { suite } from "@pollio/conformance";
import { describe, expect, test } from "vitest";
import { type BackendAdapter, TAKE_ALWAYS } from "../src/backend/adapter.ts";

/** What an asynchronous wait has to do with; npm run test:all runs everything. */
const THEMES = ["async.", "iterate.", "host.", "keep-alive.", "shared.", "nesting.", "wake.", "workers.", "leaks."];

const HUNDRED = {
  case: "async.a-hundred-pollers",
  reason: "a hundred workers start, one for each poller, which takes longer than the case waits",
};

/** `byWorker` says that the backend has no native thread for it. */
export async function takenSuite(name: string, { byWorker = false } = {}): Promise<void> {
  process.env[TAKE_ALWAYS] = "1";
  const { adapter } = (await import(`@pollio/${name}/adapter`)) as { adapter: BackendAdapter };
  const { OsPoller } = adapter.module;
  // A worker that waits is kept for the next wait, and so are its descriptors. It is there when it has taken the wake-up.
  const first = new OsPoller();
  const woken = first.waitAsync();
  setTimeout(() => first.notify(), 50);
  await woken;
  first.close();

  test("every poller's events are taken: it has a descriptor more", async () => {
    const descriptors = async (): Promise<number> => (await import("node:fs")).readdirSync("/proc/self/fd").length;
    const poller = new OsPoller();
    const before = await descriptors();
    const wait = poller.waitAsync(200);
    expect((await descriptors()) - before).toBeGreaterThan(0);
    await wait;
    expect((await descriptors()) - before).toBe(1);
    poller.close();
  });

  describe(`@pollio/${name} with every event taken`, () => {
    suite({
      test(name, run, timeoutMs) {
        if (process.env.POLLIO_TEST_ALL !== undefined || THEMES.some((theme) => name.startsWith(theme))) {
          test(name, run, timeoutMs);
        }
      },
      backend: byWorker ? { ...adapter, exclusions: [HUNDRED] } : adapter,
    });
  });
}
