import { defineConfig } from "tsdown";
import shared from "../../tsdown.shared.ts";
import { licences } from "./licences.ts";

/** The command, and what it runs in processes of their own. */
const command = {
  cli: "src/cli.ts",
  "self-test": "src/doctor/self-test.ts",
  participant: "src/bench/participant.ts",
};

// The command is a folder of its own: what it is made of is bundled into it, so that whoever installs pollio installs no other
// people's packages, and the facade shares no file with it.
export default defineConfig([
  { ...shared, entry: ["src/index.ts"], outDir: "dist/facade" },
  { ...shared, entry: command, outDir: "dist/command", dts: false, plugins: [licences()] },
]);
