// The verb generate: how a run is told, and how it is repeated.

import { relative } from "node:path";
import { formatDiagnostic } from "../../../../spec-tools/diagnostics.ts";
import { count, Exit, paints, print, printJson, say, UsageError } from "../output.ts";
import { type Result, type Run, run } from "./run.ts";
import { targetOf, WrongTarget } from "./target.ts";
import { watch } from "./watch.ts";

export interface GenerateOptions {
  readonly kinds: string;
  readonly out: string;
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
}

export async function generate(options: GenerateOptions): Promise<number> {
  const { kinds, out, check = false, json = false } = options;
  if (check && options.watch)
    throw new UsageError("--check writes nothing and --watch writes: one of them can be given");
  // Anew each time, because the target may hang on what is there.
  const once = () => {
    const how: Run = { kinds, target: target(out), check };
    return report(run(how), how, json, mendOf(options));
  };
  if (!options.watch) return once();
  once();
  if (!json) say(`watching ${kinds}; Ctrl-C ends it`);
  await watch(kinds, once);
  return Exit.ok;
}

function target(out: string) {
  try {
    return targetOf(out);
  } catch (error) {
    if (error instanceof WrongTarget) throw new UsageError(error.message);
    throw error;
  }
}

function mendOf({ kinds, out }: GenerateOptions): string {
  return `npx pollio generate --kinds ${quoted(kinds)} --out ${quoted(out)}`;
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function report(result: Result, { check }: Run, json: boolean, mend: string): number {
  const ok = result.kind === "done" && !(check && result.files.some(({ was }) => was !== "up to date"));
  if (json) printJson({ ok, ...jsonOf(result), ...(ok ? {} : { mend: result.kind === "done" ? mend : undefined }) });
  else if (result.kind === "done") tell(result, check, mend);
  else for (const line of complaints(result)) say(line);
  return ok ? Exit.ok : Exit.failed;
}

function jsonOf(result: Result): object {
  if (result.kind === "done") return { kinds: result.names, files: result.files };
  if (result.kind === "wrong") return { problems: result.problems };
  return { problems: [{ file: result.path, message: complaints(result)[0] }] };
}

function complaints(result: Exclude<Result, { kind: "done" }>): string[] {
  const { red } = paints(process.stderr);
  if (result.kind === "wrong") {
    const problems = count(result.problems.length, "problem");
    return [...result.problems.map(formatDiagnostic), red(`${problems}; nothing was written`)];
  }
  if (result.kind === "unreadable") return [`${result.path} cannot be read: ${result.reason}`];
  return [`${result.path} is there already and was not made by pollio generate; name another --out, or delete it`];
}

function tell({ files, names }: Extract<Result, { kind: "done" }>, check: boolean, mend: string): void {
  const differing = files.filter(({ was }) => was !== "up to date");
  if (!check) {
    for (const { path, was } of files) print(`${VERBS[was]} ${relative(".", path)}`);
    print(`${count(names.length, "kind")}: ${names.join(", ")}`);
  } else if (differing.length === 0) {
    print(`${count(files.length, "file")} up to date`);
  } else {
    for (const { path, was } of differing) say(`${was} ${relative(".", path)}`);
    say(paints(process.stderr).red(`${count(differing.length, "file")} out of date; mend with: ${mend}`));
  }
}

const VERBS = { missing: "created", stale: "changed", "up to date": "unchanged" } as const;
