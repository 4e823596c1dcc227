import { suite } from "@pollio/conformance";
import { adapter } from "@pollio/node-ffi/plain-adapter";
import { describe, expect, test } from "vitest";

describe("@pollio/node-ffi/plain", () => {
  test("works without the helper object", () => {
    expect(adapter.module.backend.capabilities.allocationFree).toBe(false);
  });

  suite({ test: (name, fn, timeoutMs) => test(name, fn, timeoutMs), backend: adapter });
});
