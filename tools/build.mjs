// npm run build: installs what is missing and builds what is not up to date.
import { build } from "./compile/build.mjs";
import { parse } from "./lib/arguments.mjs";
import { ensureInstalled } from "./lib/bootstrap.mjs";
import { ExitCode, runMain } from "./lib/failure.mjs";

const HELP = `npm run build

Installs missing dependencies, then builds the addon (node-gyp) and the packages (tsdown) whose inputs have changed.
A machine without a C++ compiler builds everything but the addon, says so, and still exits 0.

Exit codes: 0 built, 1 a package does not build or dependencies cannot be installed, 2 wrong usage.
`;

await runMain(async () => {
  const options = parse(process.argv.slice(2), { help: { type: "boolean", short: "h" } }, "npm run build");
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  await ensureInstalled();
  await build();
  return ExitCode.ok;
});
