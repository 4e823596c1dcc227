// npm start: installs what is missing, builds, and lets every backend serve real clients.
import { runMain } from "./lib/failure.mjs";
import { start } from "./start/main.mjs";

await runMain(() => start(process.argv.slice(2)));
