import { defineConfig } from "tsdown";
import shared, { texts } from "../../tsdown.shared.ts";

export default defineConfig({
  ...shared,
  entry: ["src/index.ts", "src/adapter.ts"],
  plugins: [...shared.plugins, texts(import.meta.dirname, { "wait-worker": "src/wait-worker.ts" })],
});
