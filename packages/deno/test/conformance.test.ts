import { suite } from "@pollio/conformance";
import { adapter } from "@pollio/deno/adapter";
import { describe, expect, test } from "vitest";

test("runs in the expected runtime", () => {
  expect(process.versions.deno).toBeDefined();
});

describe("@pollio/deno", () => {
  suite({ test: (name, fn, timeoutMs) => test(name, fn, timeoutMs), backend: adapter });
});
