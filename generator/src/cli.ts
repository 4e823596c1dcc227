// npm run generate
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { formatDiagnostic } from "../../spec-tools/diagnostics.ts";
import { type Options, type Result, run } from "./run.ts";

const OK = 0;
const FAILED = 1;
const USAGE = 2;
const FIX = "npm run generate";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const program = new Command("npm run generate --")
  .description(
    "Generates generated/, docs/api.md, docs/architecture.md and spec/schema.json from spec/ and templates/.",
  )
  .option("--check", "only compare: list missing, stale and orphaned files, and write nothing")
  .option("--root <dir>", "the folder that holds spec/ and templates/", repository)
  .addHelpText("after", "\nExit codes: 0 done or up to date, 1 wrong spec or out of date (--check), 2 wrong usage")
  .allowExcessArguments(false)
  .exitOverride();

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  try {
    program.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? OK : USAGE;
  }
  const { root, check = false } = program.opts<Options>();
  const absent = ["spec", "templates"].find((folder) => !existsSync(join(root, folder)));
  if (absent !== undefined) {
    console.error(`error: ${root} has no folder ${absent}; --root must be the folder that holds spec/ and templates/`);
    return USAGE;
  }
  return report(run({ root, check }), check);
}

function report(result: Result, check: boolean): number {
  if (result.kind === "wrong") {
    for (const diagnostic of result.diagnostics) console.error(formatDiagnostic(diagnostic));
    console.error(`${count(result.diagnostics.length, "problem")} in the spec; nothing was written`);
    return FAILED;
  }
  if (result.kind === "unprintable") {
    for (const line of result.lines) console.error(line);
    console.error("a type in the spec or a template is not valid TypeScript; nothing was written");
    return FAILED;
  }
  const { missing, stale, orphans } = result.differences;
  const total = missing.length + stale.length + orphans.length;
  const say = (paths: readonly string[], word: string) => {
    for (const path of paths) (check ? console.error : console.log)(`${word} ${path}`);
  };
  say(missing, check ? "missing" : "created");
  say(stale, check ? "stale" : "changed");
  say(orphans, check ? "orphaned" : "deleted");
  if (check && total > 0) {
    console.error(`${count(total, "file")} out of date; fix: ${FIX}`);
    return FAILED;
  }
  console.log(total === 0 ? `${count(result.files.size, "file")} up to date` : `${count(total, "file")} updated`);
  return OK;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
