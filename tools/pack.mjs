// npm run pack: makes the archives that are published, checks them and prints their sizes.
import { runMain } from "./lib/failure.mjs";
import { pack } from "./pack/main.mjs";

await runMain(() => pack(process.argv.slice(2)));
