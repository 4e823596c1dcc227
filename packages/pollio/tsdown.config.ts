import { defineConfig } from "tsdown";
import shared from "../../tsdown.shared.ts";

// The command is a folder of its own: what it is made of is bundled into it, so that whoever installs pollio installs no other
// people's packages, and the facade shares no file with it.
export default defineConfig([
  { ...shared, entry: ["src/index.ts"], outDir: "dist/facade" },
  { ...shared, entry: ["src/cli.ts"], outDir: "dist/command", dts: false },
]);
