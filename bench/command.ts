// npm run bench: builds and measures.

import { build } from "../tools/compile/build.ts";
import { benchOptions } from "./options.ts";

export async function main(args: string[]): Promise<number> {
  const options = benchOptions(args);
  await build();
  // Only now: loading the libraries that draw the pictures takes a second.
  const { bench } = await import("./main.ts");
  return bench(options);
}
