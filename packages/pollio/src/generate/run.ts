// One run of `pollio generate`: reads, checks and prints, then writes or compares.

import { existsSync, mkdirSync, readFileSync, type Stats, statSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Diagnostic, sortDiagnostics } from "../../../../spec-tools/diagnostics.ts";
import { loadKinds } from "./kinds-file.ts";
import { MARK } from "./marks.ts";
import { checkPrevious, kindsOfModule } from "./previous.ts";
import type { Target, TargetFile } from "./target.ts";

export interface Run {
  /** The YAML file, as messages name it. */
  readonly kinds: string;
  readonly target: Target;
  /** Compare only, and write nothing. */
  readonly check: boolean;
}

export interface FileState {
  readonly path: string;
  /** Its state before this run. */
  readonly was: "missing" | "stale" | "up to date";
}

export type Result =
  | { readonly kind: "unreadable" | "unwritable"; readonly path: string; readonly reason: string }
  | { readonly kind: "foreign"; readonly path: string }
  | { readonly kind: "wrong"; readonly problems: readonly Diagnostic[] }
  | { readonly kind: "done"; readonly files: readonly FileState[]; readonly names: readonly string[] };

export function run(how: Run): Result {
  try {
    return attempt(how);
  } catch (error) {
    if (error instanceof FileError) return error.result;
    throw error;
  }
}

/** A file that cannot be read or written. */
class FileError extends Error {
  readonly result: Result;

  constructor(kind: "unreadable" | "unwritable", path: string, reason: string) {
    super(reason);
    this.result = { kind, path, reason };
  }
}

function attempt({ kinds: name, target, check }: Run): Result {
  const text = read(name);
  const isOurs = ({ text }: { text: string }) => text.startsWith(MARK);
  const foreign = target.files.flatMap(({ path }) => existing(path)).find((file) => !isOurs(file));
  if (foreign !== undefined) return { kind: "foreign", path: foreign.path };
  const modules = target.modules.flatMap(existing).filter(isOurs);
  const { problems, loaded } = loadKinds(name, text);
  if (loaded === undefined) return { kind: "wrong", problems: sortDiagnostics(problems) };
  for (const { path, text } of modules) {
    const previous = kindsOfModule(text);
    if (previous === undefined) return { kind: "unreadable", path, reason: "it no longer contains its kinds" };
    checkPrevious(loaded, previous, basename(path));
  }
  const all = sortDiagnostics([...problems, ...loaded.context.problems]);
  if (all.length > 0) return { kind: "wrong", problems: all };
  const files = target.files.map((file) => bring(file, file.print(loaded.kinds, basename(name)), check));
  return { kind: "done", files, names: loaded.kinds.all.map((kind) => kind.name) };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new FileError("unreadable", path, reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function existing(path: string): { path: string; text: string }[] {
  const stats = statsOf(path);
  if (stats === undefined) return [];
  // Reading a device may never end.
  if (!stats.isFile()) throw new FileError("unwritable", path, "it exists and is not a regular file");
  return [{ path, text: read(path) }];
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new FileError("unwritable", path, reasonOf(error));
  }
}

/** Not by the option `recursive`: below /proc, which takes no folders, Node 20 then tries for ever. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  mkdirSync(path);
}

function bring({ path }: TargetFile, text: string, check: boolean): FileState {
  const was = !existsSync(path) ? "missing" : read(path) === text ? "up to date" : "stale";
  if (!check && was !== "up to date") {
    try {
      makeFolder(dirname(path));
      writeFileSync(path, text);
    } catch (error) {
      throw new FileError("unwritable", path, reasonOf(error));
    }
  }
  return { path, was };
}
