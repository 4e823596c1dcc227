// npm run bench: builds and measures.
import { bench } from "../bench/main.ts";
import { benchOptions, HELP } from "../bench/options.mjs";
import { build } from "./compile/build.ts";
import { ExitCode } from "./lib/failure.ts";

export async function main(args: string[]): Promise<number> {
  const options = benchOptions(args);
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  await build();
  return bench(options);
}
