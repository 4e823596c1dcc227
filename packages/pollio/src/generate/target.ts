// Which files --out stands for.

import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Kinds } from "./kinds-file.ts";
import { declarations, javascriptModule, typescriptModule } from "./module.ts";

/** A file and how its text is made. */
export interface TargetFile {
  readonly path: string;
  print(kinds: Kinds, from: string): string;
}

export interface Target {
  /** The module, and its declarations if it needs some. */
  readonly files: readonly TargetFile[];
  /** Where the module is, or was while the project used the other language: it has the previous tags. */
  readonly modules: readonly string[];
}

const ENDINGS = [".ts", ".mts", ".js", ".mjs"];

/** `--out` has an extension that no module has. */
export class WrongTarget extends Error {}

const DECLARATIONS: Readonly<Record<string, string>> = { ".js": ".d.ts", ".mjs": ".d.mts" };

/**
 * A path without an extension gets that of the existing module, else .ts in a project with a tsconfig.json, and .js in any
 * other.
 */
export function targetOf(out: string): Target {
  const [ending] = /\.[cm]?[jt]s$/.exec(out) ?? [];
  if (ending === undefined) {
    if (isFolder(out)) throw new WrongTarget(`${out} is a folder; name the module, such as ${join(out, "poller")}`);
    return targetOf(out + endingFor(out));
  }
  const stem = out.slice(0, -ending.length);
  if (stem.endsWith(".d"))
    throw new WrongTarget(`${out} is a file of declarations; name the module, ${stem.slice(0, -2)}.js`);
  const modules = ENDINGS.map((other) => stem + other);
  if (ending === ".ts" || ending === ".mts") return { files: [{ path: out, print: typescriptModule }], modules };
  const types = DECLARATIONS[ending];
  if (types === undefined) throw new WrongTarget(`${out} does not name an ES module: use .ts, .mts, .js or .mjs`);
  return {
    files: [
      { path: out, print: javascriptModule },
      { path: stem + types, print: declarations },
    ],
    modules,
  };
}

function isFolder(path: string): boolean {
  return /[/\\]$/.test(path) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function endingFor(out: string): string {
  const there = ENDINGS.find((ending) => existsSync(out + ending));
  return there ?? (isTypescript(dirname(resolve(out))) ? ".ts" : ".js");
}

/** Looks for a tsconfig.json, up to the folder of the package. */
function isTypescript(folder: string): boolean {
  if (existsSync(join(folder, "tsconfig.json"))) return true;
  const above = dirname(folder);
  return above !== folder && !existsSync(join(folder, "package.json")) && isTypescript(above);
}
