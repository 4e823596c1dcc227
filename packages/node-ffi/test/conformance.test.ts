import { suite } from "@pollio/conformance";
import { adapter } from "@pollio/node-ffi/adapter";
import { describe, expect, test } from "vitest";

describe("@pollio/node-ffi", () => {
  test("has the helper object; without it, this would repeat plain.test.ts", () => {
    expect(adapter.module.backend.capabilities.allocationFree).toBe(true);
  });

  suite({ test: (name, fn, timeoutMs) => test(name, fn, timeoutMs), backend: adapter });
});
