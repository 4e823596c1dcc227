// npm run check:abi: compiles the layout checks and the addon against the headers of the other systems.
import { checkAbi } from "./abi/main.mjs";
import { runMain } from "./lib/failure.mjs";

await runMain(() => checkAbi(process.argv.slice(2)));
