// npm run matrix: the conformance suite with every backend in every runtime.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { Option } from "commander";
import { prepareMusl } from "../../conformance/musl/prepare.ts";
import { build } from "../compile/build.ts";
import { command, integer, many, only, parse } from "../lib/arguments.ts";
import { ExitCode, Failure } from "../lib/failure.ts";
import { inParallel } from "../lib/parallel.ts";
import { inRoot, shown } from "../lib/root.ts";
import { ensureRuntime } from "../lib/runtimes.ts";
import { bold, dim, green, progressLine, red, say, warn } from "../lib/say.ts";
import { CELLS, type Cell, checkExpected, LIST, listOf, type Place, RUNTIMES, readExpected, runCell } from "./cell.ts";
import { merged, PAGE, pageOf, REPORT, readReport, takePicture, withTable } from "./report.ts";

const README = inRoot("README.md");
/** How many failures of a cell are printed. */
const SHOWN_FAILURES = 10;

const ABOUT = `Runs the whole conformance suite with every backend in every runtime it supports. Missing runtimes are fetched from npm, without running
any script of a package. Each cell runs in processes of its own: a case that ends one has failed, and the others go on in another.

Writes matrix.json and index.html to conformance/report, and, if every cell was run, the table in README.md and, if there is a
Chromium, docs/matrix.png. A run of some cells replaces only those in matrix.json; a run of some cases writes nothing. Expected failures
are listed with their reasons in ${LIST}; a listed case that passes fails its cell.`;
const EXIT_CODES = "0 every cell passed; 1 one did not, or --check found another table in README.md; 2 wrong usage";

interface MatrixOptions extends Readonly<Record<"check" | "render" | "json", true | undefined>> {
  readonly runtime?: readonly string[];
  readonly backend?: readonly string[];
  readonly only?: readonly string[];
  readonly jobs?: number;
  readonly limit: number;
}

export function matrixOptions(args: readonly string[]): MatrixOptions {
  const backends = [...new Set(CELLS.map(({ backend }) => backend))];
  const check = "change nothing that is committed: fail if the table in README.md is not what this run gives";
  const render = "run nothing: write the table, the page and the picture from matrix.json";
  const jobs = "cells that run at the same time, 1 to 16 (default: the cores, 2 at most)";
  const limit = "seconds that a cell may take; cases not done by then have failed";
  return parse<MatrixOptions>(
    command("npm run matrix", ABOUT, EXIT_CODES)
      .option(...only("runtime", RUNTIMES))
      .option(...only("backend", backends))
      .option("--only <prefix>", "only cases whose names begin with this; repeatable", many(String))
      .option("--jobs <n>", jobs, integer("jobs", 1, 16))
      .option("--limit <s>", limit, integer("limit", 1, 86_400), 900)
      .addOption(new Option("--check", check).conflicts(["runtime", "backend", "only", "render"]))
      .addOption(new Option("--render", render).conflicts(["runtime", "backend", "only", "jobs"]))
      .option("--json", "print the cells as JSON on standard output"),
    args,
  );
}

/** The cells that were asked for. */
export function chosenCells({ runtime, backend }: Pick<MatrixOptions, "runtime" | "backend">): readonly Place[] {
  const chosen = CELLS.filter(
    (cell) => (runtime?.includes(cell.key) ?? true) && (backend?.includes(cell.backend) ?? true),
  );
  if (chosen.length > 0) return chosen;
  const [backends, runtimes] = [backend?.join(", "), runtime?.join(", ")];
  throw new Failure(`${backends} cannot run in ${runtimes}: there is no such cell`, ExitCode.usage);
}

export async function main(args: readonly string[]): Promise<number> {
  const options = matrixOptions(args);
  const cells = options.render ? readReport() : await runCells(options);
  if (options.json) process.stdout.write(`${JSON.stringify(cells, null, 2)}\n`);
  const sound = options.only !== undefined || (await publish(cells, options.check === true));
  return sound && cells.every(({ failed }) => failed === 0) ? ExitCode.ok : ExitCode.failed;
}

async function runCells(options: MatrixOptions): Promise<Cell[]> {
  const chosen = chosenCells(options);
  const expected = readExpected();
  checkExpected(expected, CELLS);
  const addon = await build();
  if (!addon.built && chosen.some(({ backend }) => backend === "napi"))
    throw new Failure(`the addon is not built: ${addon.reason}; fix: ${addon.fix}`);
  for (const key of new Set(chosen.map((place) => place.key))) {
    const path = await ensureRuntime(key);
    if (key === "bun-musl") await prepareMusl(path);
  }
  const line = progressLine();
  const label = bold("matrix");
  let finished = 0;
  return inParallel(chosen, options.jobs ?? Math.min(2, availableParallelism()), async (place) => {
    const start = performance.now();
    const onCase = (done: number, total: number) =>
      line.update(
        `${label} ${finished} of ${chosen.length} cells · ${place.key} ${place.backend} ${done + 1}/${total}`,
      );
    const how = { limitMs: options.limit * 1_000, only: options.only, onCase };
    const cell = await runCell(place, listOf(expected, place), how);
    finished += 1;
    line.done(`${finished} of ${chosen.length}  ${report(place, cell, (performance.now() - start) / 1000)}`);
    return cell;
  });
}

/** One line for each cell that is done. */
function report(place: Place, { passed, failed, expectedFailures, cases }: Cell, seconds: number): string {
  const title = bold(`${place.name} ${place.version} ${place.backend}`.padEnd(22));
  const verdict = failed === 0 ? green(`${passed} passed`) : `${passed} passed, ${red(`${failed} failed`)}`;
  const known = expectedFailures === 0 ? "" : `, ${expectedFailures} failed as expected`;
  const failures = cases.filter(({ status }) => status === "failed");
  const shown = failures.slice(0, SHOWN_FAILURES).map(({ name, message, details }) => `${name}: ${details ?? message}`);
  if (failures.length > shown.length) shown.push(`and ${failures.length - shown.length} more`);
  const first = `${title} ${verdict}${known} ${dim(`${seconds.toFixed(0)} s`)}`;
  return [first, ...shown.map((text) => red(`    ${text}`))].join("\n");
}

/** Writes what there is to read. Returns false if `check` finds that README.md shows something else. */
async function publish(cells: readonly Cell[], check: boolean): Promise<boolean> {
  const all = merged(readReport(), cells, CELLS);
  mkdirSync(dirname(REPORT), { recursive: true });
  writeFileSync(REPORT, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(PAGE, pageOf(all));
  say(`wrote ${shown(REPORT)} and ${shown(PAGE)}`);
  if (cells.length < CELLS.length) {
    warn(`README.md was left alone: its table takes all ${CELLS.length} cells, and these are ${cells.length}`);
    return true;
  }
  const before = readFileSync(README, "utf8");
  const after = withTable(before, cells);
  if (check) {
    if (after !== before) say(red("README.md has another table; fix: npm run matrix -- --render"));
    return after === before;
  }
  writeFileSync(README, after);
  say("wrote the table in README.md");
  await takePicture();
  return true;
}
