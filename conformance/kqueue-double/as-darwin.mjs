// `node --import ./conformance/kqueue-double/as-darwin.mjs …`: this process, its workers and the Nodes that it starts take this system for
// macOS, as pretend.cjs says. Tests that only Linux can pass fail here before they fail on a Mac.

import { createRequire } from "node:module";
import { buildAddon, buildLibrary } from "./build.mjs";

// Compiled once, by the process that starts the others: compiling starts Nodes too.
process.env.POLLIO_AS_DARWIN ??= JSON.stringify([buildLibrary(), buildAddon()]);
createRequire(import.meta.url)("./pretend.cjs");
