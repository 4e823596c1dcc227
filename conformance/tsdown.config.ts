import { defineConfig } from "tsdown";

// Threads and processes load all but the first two by URL, as plain JavaScript: each is a file of its own.
export default defineConfig({
  entry: {
    index: "src/index.ts",
    "runner/index": "src/runner/index.ts",
    "runner/child": "src/runner/child.ts",
    worker: "src/worker.ts",
    child: "src/child.ts",
    "loop-child": "src/loop-child.ts",
    "consuming-child": "src/consuming-child.ts",
    probe: "src/probe.ts",
  },
  format: "esm",
  target: "node20",
  platform: "node",
  dts: true,
  clean: true,
  external: [/^@pollio\//, "fast-check", "bun:jsc"],
});
