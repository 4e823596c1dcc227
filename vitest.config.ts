import { defineConfig } from "vitest/config";

// The runtime that these tests are for. It is given when files are only listed; else it is the one that runs this file.
const runtime = process.env.POLLIO_EXPECT_RUNTIME ?? (process.versions.bun === undefined ? "node" : "bun");

const include: Record<string, string[]> = {
  node: [
    "generator/test/**/*.test.ts",
    "packages/{core,napi,koffi,pollio}/test/**/*.test.ts",
    "conformance/test/**/*.test.ts",
    "conformance/kqueue-double/test/{*,node/*}.test.ts",
    "bench/test/**/*.test.ts",
    "scripts/test/**/*.test.mjs",
    "examples/test/**/*.test.ts",
  ],
  bun: [
    "packages/{bun,napi,koffi,pollio}/test/**/*.test.ts",
    "conformance/kqueue-double/test/bun/*.test.ts",
    "examples/test/**/*.test.ts",
  ],
};

export default defineConfig({
  test: {
    include: include[runtime] ?? [],
    setupFiles: ["scripts/checks/expect-runtime.mjs"],
    // Native code: what crashes must take one file with it, and not the run.
    pool: "forks",
    // Many tests start processes, and the machine may be busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
