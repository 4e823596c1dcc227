// npm run matrix: the conformance suite with every backend in every runtime.
import { runMain } from "./lib/failure.mjs";
import { matrix } from "./matrix/main.mjs";

await runMain(() => matrix(process.argv.slice(2)));
