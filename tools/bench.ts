// npm run bench: builds and measures.
import { benchOptions } from "../bench/options.ts";
import { build } from "./compile/build.ts";

export async function main(args: string[]): Promise<number> {
  const options = benchOptions(args);
  await build();
  // Only now: loading the libraries that draw the pictures takes a second.
  const { bench } = await import("../bench/main.ts");
  return bench(options);
}
