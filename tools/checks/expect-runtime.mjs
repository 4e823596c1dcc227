// Runs before each test file: `vitest` under Bun silently runs Node when --bun is forgotten, and the tests would pass for the
// wrong runtime.
import { currentRuntime, isCurrentRuntime } from "../runtimes/current.mjs";

const expected = process.env.POLLIO_EXPECT_RUNTIME;
if (expected !== undefined && !isCurrentRuntime(expected)) {
  throw new Error(`POLLIO_EXPECT_RUNTIME is '${expected}', and this test file runs under ${currentRuntime()}`);
}
