// How every package is built: ES modules with their types, and the generated code inside.
import type { UserConfig } from "tsdown";

const shared: UserConfig = {
  format: "esm",
  platform: "node",
  target: "node20.19",
  outDir: "dist",
  dts: true,
  clean: true,
  fixedExtension: false,
  external: [/^@pollio\//, "koffi", "fast-check", /^bun/],
  logLevel: "warn",
};

export default shared;
