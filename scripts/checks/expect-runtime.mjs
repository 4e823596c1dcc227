// Runs before each test file: `vitest` under Bun silently runs Node when --bun is forgotten, and the tests would pass for the
// wrong runtime.
const expected = process.env.POLLIO_EXPECT_RUNTIME;
const actual = process.versions.bun === undefined ? "node" : "bun";
if (expected !== undefined && expected !== actual) {
  throw new Error(`POLLIO_EXPECT_RUNTIME is '${expected}', and this test file runs under ${actual}`);
}
