import { defineConfig } from "tsdown";
import shared from "../../tsdown.shared.ts";

export default defineConfig({
  ...shared,
  entry: ["src/index.ts", "src/plain.ts", "src/adapter.ts", "src/plain-adapter.ts", "src/wait-worker.ts"],
});
