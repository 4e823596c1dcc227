// npm run bench: installs what is missing, builds, and measures.
import { benchOptions, HELP } from "../bench/options.mjs";
import { build } from "./compile/build.mjs";
import { ensureInstalled } from "./lib/bootstrap.mjs";
import { ExitCode, runMain } from "./lib/failure.mjs";

await runMain(async () => {
  const options = benchOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  await ensureInstalled();
  await build();
  // Here, because it needs what was installed above.
  const { tsImport } = await import("tsx/esm/api");
  const { bench } = await tsImport("../bench/main.ts", import.meta.url);
  return bench(options);
});
