// npm test: installs what is missing, builds, and runs every check under every runtime.
import { check } from "./checks/main.mjs";
import { runMain } from "./lib/failure.mjs";

await runMain(() => check(process.argv.slice(2)));
