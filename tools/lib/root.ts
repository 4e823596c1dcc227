import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path inside the repository. */
export const inRoot = (...parts: string[]): string => join(root, ...parts);

/** A path as messages show it: relative to the repository's root. */
export const shown = (path: string): string => relative(root, path) || ".";
