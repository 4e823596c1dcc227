import { readFileSync } from "node:fs";
import { type Adapter, suite } from "@pollio/conformance";
import { describe, expect, test } from "vitest";

// By name: what is imported from JavaScript has no types here.
const { adapter } = (await import("../../backend.mjs" as string)) as { adapter: Adapter };

test("the whole backend is no more than 100 lines", () => {
  const text = readFileSync(new URL("../../backend.mjs", import.meta.url), "utf8");
  expect(text.split("\n").length - 1).toBeLessThanOrEqual(100);
});

describe("the backend by hand", () => {
  const { leftOut, notProvable } = suite({ test, backend: adapter });

  test("leaves out only what its adapter declares", () => {
    expect(leftOut.map(({ name }) => name).sort()).toEqual([
      "consuming.mounts",
      "consuming.mounts.without-a-poller",
      "consuming.pressure-stall",
      "consuming.sysctl",
      "consuming.sysctl.in-a-worker",
      "consuming.sysctl.without-a-poller",
      "descriptors.heap-does-not-grow",
      "left-behind.an-idle-asynchronous-wait-rests",
      "lost-pollers.nested.too-deeply",
      "lost-pollers.nested.too-deeply-between-two-waits",
      "memory.bytes-per-call.some",
    ]);
    expect(notProvable).toEqual([]);
  });
});
