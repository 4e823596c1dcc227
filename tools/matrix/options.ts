import { command, integer, many, oneOf, parse } from "../lib/arguments.ts";
import { ExitCode, Failure } from "../lib/failure.ts";
import { CELLS, LIST, type Place, RUNTIMES } from "./cells.ts";

const ABOUT = `Runs the whole conformance suite with every backend in every runtime it supports. Missing runtimes are fetched from npm, without running
any script of a package. Each cell runs in processes of its own: a case that ends one has failed, and the others go on in another.

Writes matrix.json and index.html to conformance/report, and, when every cell has been run, the table in README.md and, if there is a
Chromium, docs/matrix.png. A run of some cells replaces only those in matrix.json; a run of some cases writes nothing. Expected failures
are listed with their reasons in ${LIST}; a listed case that passes fails its cell.`;
const EXIT_CODES = "0 every cell passed; 1 one did not, or --check found another table in README.md; 2 wrong usage";

export interface MatrixOptions {
  readonly runtime?: readonly string[];
  readonly backend?: readonly string[];
  readonly only?: readonly string[];
  readonly jobs?: number;
  /** Seconds. */
  readonly limit: number;
  readonly check?: true;
  readonly render?: true;
  readonly json?: true;
}

export function matrixOptions(args: readonly string[]): MatrixOptions {
  const backends = [...new Set(CELLS.map(({ backend }) => backend))];
  const options = parse<MatrixOptions>(
    command("npm run matrix", ABOUT, EXIT_CODES)
      .option(
        "--runtime <name>",
        `only in this runtime; repeatable: ${RUNTIMES.join(", ")}`,
        many(oneOf("runtime", RUNTIMES)),
      )
      .option("--backend <name>", "only this backend; repeatable", many(oneOf("backend", backends)))
      .option("--only <prefix>", "only cases whose names begin with this; repeatable", many(String))
      .option(
        "--jobs <n>",
        "cells that run at the same time, 1 to 16 (default: the cores, 2 at most)",
        integer("jobs", 1, 16),
      )
      .option(
        "--limit <s>",
        "seconds that a cell may take; cases not done by then have failed",
        integer("limit", 1, 86_400),
        900,
      )
      .option("--check", "change nothing that is committed: fail if the table in README.md is not what this run gives")
      .option("--render", "run nothing: write the table, the page and the picture from matrix.json")
      .option("--json", "print the cells as JSON on standard output"),
    args,
  );
  const { check, render, runtime, backend, only, jobs } = options;
  if (check && (runtime ?? backend ?? only) !== undefined)
    throw new Failure("--check is about the whole table: it takes no --runtime, --backend or --only", ExitCode.usage);
  if (render && (check ?? runtime ?? backend ?? only ?? jobs) !== undefined)
    throw new Failure("--render runs nothing: it takes no other option", ExitCode.usage);
  return options;
}

/** The cells that were asked for. */
export function chosenCells({ runtime, backend }: Pick<MatrixOptions, "runtime" | "backend">): readonly Place[] {
  const chosen = CELLS.filter(
    (cell) => (runtime?.includes(cell.key) ?? true) && (backend?.includes(cell.backend) ?? true),
  );
  if (chosen.length > 0) return chosen;
  throw new Failure(
    `${backend?.join(", ")} cannot run in ${runtime?.join(", ")}: there is no such cell`,
    ExitCode.usage,
  );
}
