// Reads imports from the sources. Imports of types count.

import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The source files in a folder, by path from the root. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file).split(sep).join("/"))
    .filter((file) => /\.(ts|mts|mjs)$/.test(file) && !/\/(node_modules|dist|test)\//.test(file));
}

export function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import\(?)\s*"([^"]+)"/g)].map((match) => match[1]!);
}
