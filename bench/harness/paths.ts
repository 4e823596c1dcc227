import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "../../tools/lib/failure.ts";
import { inRoot, root } from "../../tools/lib/root.ts";

/** A file in bench/programs. */
export function program(...parts: readonly string[]): string {
  return inRoot("bench", "programs", ...parts);
}

/** Where things compiled or fetched only for the benchmarks go; ignored by git. */
export function buildFolder(...parts: readonly string[]): string {
  return inRoot("bench", "build", ...parts);
}

/** The URL of a module in a built package, for a child process to import; `checkout` is this checkout or another. */
export function distUrl(name: string, entry: string, checkout: string = root): string {
  const path = join(checkout, `packages/${name}/dist/${entry}.js`);
  if (!existsSync(path)) throw new Failure(`${path} does not exist; fix: run \`npm run build\` in that checkout`);
  return pathToFileURL(path).href;
}
