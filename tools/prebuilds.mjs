// npm run prebuilds: makes the addons that @pollio/napi is published with.
import { runMain } from "./lib/failure.mjs";
import { prebuilds } from "./prebuilds/main.mjs";

await runMain(() => prebuilds(process.argv.slice(2)));
