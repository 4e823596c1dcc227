// Loaded by name: what is imported from JavaScript has no types here.

import { readFileSync } from "node:fs";
import { type Adapter, suite } from "@pollio/conformance";
import { beforeAll, describe, expect, test } from "vitest";

const { adapter } = (await import("../backend/backend.mjs" as string)) as { adapter: Adapter };

/** The cases that the backend does not pass, and why. Under Bun each of koffi's calls allocates, so it passes them all. */
const EXCLUSIONS: readonly { readonly case: string; readonly reason: string }[] =
  process.versions.bun !== undefined
    ? []
    : [
        {
          case: "memory.bytes-per-call.some",
          reason:
            "allocationFree is false because of read and write; wait, which this case measures, allocates nothing",
        },
      ];

test("the whole backend is no more than 100 lines", () => {
  const text = (name: string) => readFileSync(new URL(`../backend/${name}`, import.meta.url), "utf8");
  expect((text("backend.mjs") + text("wait-worker.mjs")).split("\n").length - 1).toBeLessThanOrEqual(100);
});

describe("the backend by hand", () => {
  // The worker that waits is started by the first asynchronous wait, and kept: its descriptors are no leak of the first case.
  beforeAll(async () => {
    const poller = new adapter.module.OsPoller();
    await poller.waitAsync(0);
    poller.close();
  });

  const excluded = new Map(EXCLUSIONS.map(({ case: name, reason }) => [name, reason]));
  const { cases } = suite({
    backend: adapter,
    test: (name, fn, timeoutMs) => {
      const reason = excluded.get(name);
      if (reason === undefined) test(name, fn, timeoutMs);
      // An exclusion that is no longer needed fails.
      else test.fails(`${name}, excluded: ${reason}`, fn, timeoutMs);
    },
  });

  test("each exclusion is a case", () => {
    expect([...excluded.keys()].filter((name) => !cases.includes(name))).toEqual([]);
  });
});
