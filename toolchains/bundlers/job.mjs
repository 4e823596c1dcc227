// node <bundler>.mjs <entry> <output> <esm | cjs> [external package]: makes one file, in the working directory.

import { basename, dirname, resolve } from "node:path";

export function job() {
  const [entry = "", output = "", format = "", ...external] = process.argv.slice(2);
  const path = resolve(output);
  return {
    entry: resolve(entry),
    folder: dirname(path),
    file: basename(path),
    format: /** @type {"esm" | "cjs"} */ (format),
    external,
  };
}
