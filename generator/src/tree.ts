// Compares the files on disk with the generated ones.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compareText } from "../../spec-tools/diagnostics.ts";
import type { Files } from "./emit/render.ts";

export interface Differences {
  readonly missing: readonly string[];
  readonly stale: readonly string[];
  /** Files under generated/ that are no longer emitted. */
  readonly orphans: readonly string[];
}

export function compareTree(root: string, files: Files): Differences {
  const missing: string[] = [];
  const stale: string[] = [];
  for (const [path, text] of files) {
    if (!existsSync(join(root, path))) missing.push(path);
    else if (readFileSync(join(root, path), "utf8") !== text) stale.push(path);
  }
  return { missing, stale, orphans: listFiles(root, "generated").filter((path) => !files.has(path)) };
}

/** Writes only what differs, so that builds that compare modification times do not start over. */
export function writeTree(root: string, files: Files, { missing, stale, orphans }: Differences): void {
  for (const path of [...missing, ...stale]) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path)!);
  }
  for (const path of orphans) {
    rmSync(join(root, path));
    removeEmpty(root, dirname(path));
  }
}

function listFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const paths = entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(root, path) : [path];
  });
  return paths.sort(compareText);
}

function removeEmpty(root: string, folder: string): void {
  if (folder === "generated" || folder === "." || readdirSync(join(root, folder)).length > 0) return;
  rmdirSync(join(root, folder));
  removeEmpty(root, dirname(folder));
}
