import { defineConfig } from "tsdown";

// worker, the children and probe are files of their own: threads and processes load them by URL, as plain JavaScript.
export default defineConfig({
  entry: ["src/index.ts", "src/worker.ts", "src/child.ts", "src/loop-child.ts", "src/probe.ts"],
  format: "esm",
  target: "node20",
  platform: "node",
  dts: true,
  clean: true,
  external: [/^@pollio\//, "fast-check", "bun:jsc"],
});
