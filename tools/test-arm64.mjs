// npm run test:arm64: the conformance suite with arm64 runtimes, under emulation.
import { testArm64 } from "./arm64/main.mjs";
import { runMain } from "./lib/failure.mjs";

await runMain(() => testArm64(process.argv.slice(2)));
