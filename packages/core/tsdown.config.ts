import { defineConfig } from "tsdown";
import shared, { later, texts } from "../../tsdown.shared.ts";

const { plugin, outputOptions } = later({ darwin: /core\/darwin\.ts$|systems\/darwin\// });

export default defineConfig({
  ...shared,
  entry: { index: "src/index.ts", backend: "src/backend/index.ts" },
  inputOptions: { preserveEntrySignatures: "allow-extension" },
  plugins: [...shared.plugins, plugin, texts(import.meta.dirname, { "wait-thread": "native/wait-thread.c" })],
  outputOptions: (options, _, { cjsDts }) => ({ ...options, ...shared.outputOptions, ...(!cjsDts && outputOptions) }),
});
