// npm run test:packed: installs what is published into empty projects, and does there what the README says.
import { runMain } from "./lib/failure.mjs";
import { testPacked } from "./packed/main.mjs";

await runMain(() => testPacked(process.argv.slice(2)));
