import { defineConfig } from "tsdown";
import shared, { texts } from "../../tsdown.shared.ts";

export default defineConfig({
  ...shared,
  entry: { index: "src/index.ts", backend: "src/backend/index.ts" },
  plugins: [...shared.plugins, texts(import.meta.dirname, { "wait-thread": "native/wait-thread.c" })],
});
