import { suite } from "@pollio/conformance";
import { adapter } from "@pollio/koffi/adapter";
import { describe, expect, test } from "vitest";

// Without --bun, vitest runs in Node without a word: a run that means another runtime has to say so.
test("runs in the runtime that is meant", () => {
  const runtime = process.versions.bun === undefined ? "node" : "bun";
  expect(runtime).toBe(process.env.POLLIO_EXPECT_RUNTIME ?? "node");
});

describe("@pollio/koffi", () => {
  suite({ test: (name, fn, timeoutMs) => test(name, fn, timeoutMs), backend: adapter });
});
