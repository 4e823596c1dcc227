// Runs before each test file: under Bun, `vitest` without --bun silently runs Node, and tests would pass for the wrong runtime.
import { currentRuntime, isCurrentRuntime } from "../runtimes/current.ts";

const expected = process.env.POLLIO_EXPECT_RUNTIME;
if (expected !== undefined && !isCurrentRuntime(expected)) {
  throw new Error(`POLLIO_EXPECT_RUNTIME is '${expected}', but this test file runs under ${currentRuntime()}`);
}
