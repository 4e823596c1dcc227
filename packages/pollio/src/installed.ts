// Finds installed packages from here, where the facade looks too.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** The path of a package's entry, or undefined if it is not installed. */
export function entryOf(specifier: string): string | undefined {
  try {
    return require.resolve(specifier);
  } catch {
    return undefined;
  }
}

/** From the package.json above the entry, which may not be exported. */
export function versionOf(name: string): string | undefined {
  const entry = entryOf(name);
  return entry === undefined ? undefined : versionAbove(dirname(entry), name);
}

function versionAbove(folder: string, name: string): string | undefined {
  const path = join(folder, "package.json");
  const manifest = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  if (manifest.name === name) return manifest.version;
  const above = dirname(folder);
  return above === folder ? undefined : versionAbove(above, name);
}
