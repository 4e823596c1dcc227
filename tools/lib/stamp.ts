// Stamps: a hash of everything a result was made from, kept beside the result, so that nothing is made twice.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Folders that never hold inputs. */
const NO_INPUTS = /(^|\/)(node_modules|dist|build|\.git)\//;

/** The files at or below a path; none when it does not exist. */
export function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => !NO_INPUTS.test(`${name}/`));
  return names.map((name) => join(path, name)).filter((file) => statSync(file).isFile());
}

/** A hash over files and further values. Names are relative to `base`, so that a copied tree has the same hash. */
export function hashInputs(base: string, paths: readonly string[], values: readonly string[] = []): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesBelow).sort()) {
    const content = readFileSync(file);
    hash.update(`${relative(base, file)}\0${content.length}\0`).update(content);
  }
  // JSON, so that ["ab"] and ["a", "b"] differ.
  return hash.update(JSON.stringify(values)).digest("hex");
}

export const isUpToDate = (path: string, hash: string): boolean =>
  existsSync(path) && readFileSync(path, "utf8") === hash;

export function writeStamp(path: string, hash: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, hash);
}
