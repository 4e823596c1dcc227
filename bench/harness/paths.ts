import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "../../tools/lib/failure.mjs";
import { inRoot, root } from "../../tools/lib/root.mjs";

/** A file of bench/programs. */
export function program(...parts: readonly string[]): string {
  return inRoot("bench", "programs", ...parts);
}

/** Where what is compiled and fetched for the benchmarks alone is kept; ignored by git. */
export function buildFolder(...parts: readonly string[]): string {
  return inRoot("bench", "build", ...parts);
}

/** A module of a package that is built, as a URL that a child process can import; `checkout` is this one or another. */
export function distUrl(name: string, entry: string, checkout: string = root): string {
  const path = join(checkout, `packages/${name}/dist/${entry}.js`);
  if (!existsSync(path)) throw new Failure(`${path} is not there: run \`npm run build\` in that checkout`);
  return pathToFileURL(path).href;
}
