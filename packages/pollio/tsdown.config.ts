import { defineConfig } from "tsdown";
import shared, { ownRequire, program } from "../../tsdown.shared.ts";
import { licences } from "./licences.ts";

/** The command, and the scripts that it runs in processes of their own. */
const command = {
  cli: "src/cli.ts",
  "self-test": "src/doctor/self-test.ts",
  participant: "src/bench/participant.ts",
};

// The command is a folder of its own with its dependencies bundled in, so that pollio has no third-party dependencies and the
// facade shares no file with the command.
export default defineConfig([
  {
    ...shared,
    entry: ["src/index.ts"],
    external: [...shared.external, "#own"],
    outDir: "dist/facade",
  },
  { ...shared, entry: ["src/own/{node,bun,deno}.ts"], plugins: [ownRequire], outDir: "dist/own", dts: false },
  // npm's epoll is CommonJS, whose default import is the whole module: so it has no other face.
  {
    ...shared,
    entry: ["src/epoll/index.ts"],
    external: [...shared.external, "pollio"],
    plugins: shared.plugins.filter(({ name }) => name !== "faces"),
    outDir: "dist/epoll",
  },
  { ...program, entry: command, outDir: "dist/command", plugins: [licences()] },
]);
