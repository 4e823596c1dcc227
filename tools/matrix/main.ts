// npm run matrix: the conformance suite with every backend in every runtime.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { build } from "../compile/build.ts";
import { ExitCode, Failure } from "../lib/failure.ts";
import { inParallel } from "../lib/parallel.ts";
import { inRoot, shown } from "../lib/root.ts";
import { ensureRuntime } from "../lib/runtimes.ts";
import { bold, dim, green, progressLine, red, say, warn } from "../lib/say.ts";
import { type Cell, runCell } from "./cell.ts";
import { CELLS, checkExpected, listOf, type Place, readExpected } from "./cells.ts";
import { chosenCells, type MatrixOptions, matrixOptions } from "./options.ts";
import { PAGE, pageOf } from "./page.ts";
import { merged, REPORT, readReport, withTable } from "./report.ts";
import { takePicture } from "./screenshot.ts";

const README = inRoot("README.md");
/** How many failures of a cell are printed. */
const SHOWN_FAILURES = 10;

export async function main(args: readonly string[]): Promise<number> {
  const options = matrixOptions(args);
  const cells = options.render ? [] : await runCells(options);
  if (options.json) process.stdout.write(`${JSON.stringify(cells, null, 2)}\n`);
  const sound =
    options.only !== undefined || (await publish(merged(readReport(), cells, CELLS), options.check === true));
  return sound && cells.every(({ failed }) => failed === 0) ? ExitCode.ok : ExitCode.failed;
}

async function runCells(options: MatrixOptions): Promise<Cell[]> {
  const chosen = chosenCells(options);
  const expected = readExpected();
  checkExpected(expected, CELLS);
  await prepare(chosen);
  const progress = new Progress(chosen.length);
  return inParallel(chosen, options.jobs ?? Math.min(2, availableParallelism()), async (place) => {
    const start = performance.now();
    const cell = await runCell(place, {
      listed: listOf(expected, place),
      limitMs: options.limit * 1_000,
      only: options.only,
      onCase: (done, total) => progress.at(place, done, total),
    });
    progress.done(place, cell, (performance.now() - start) / 1000);
    return cell;
  });
}

/** Builds, and fetches the runtimes. */
async function prepare(chosen: readonly Place[]): Promise<void> {
  const addon = await build();
  if (!addon.built && chosen.some(({ backend }) => backend === "napi"))
    throw new Failure(`the addon is not built: ${addon.reason}; fix: ${addon.fix}`);
  for (const key of new Set(chosen.map((place) => place.key))) await ensureRuntime(key);
}

/** One line for the cells under way, and a line for each that is done. */
class Progress {
  readonly #line = progressLine();
  readonly #running = new Map<Place, string>();
  readonly #total: number;
  #done = 0;

  constructor(total: number) {
    this.#total = total;
  }

  at(place: Place, done: number, total: number): void {
    this.#running.set(place, `${place.key} ${place.backend} ${done + 1}/${total}`);
    const running = [...this.#running.values()].join(" · ");
    this.#line.update(`${bold("matrix")} ${this.#done} of ${this.#total} cells · ${running}`);
  }

  done(place: Place, { passed, failed, expectedFailures, cases }: Cell, seconds: number): void {
    this.#running.delete(place);
    this.#done += 1;
    const count = `${String(this.#done).padStart(2)} of ${this.#total}`;
    const title = bold(`${place.name} ${place.version} ${place.backend}`.padEnd(22));
    const verdict = failed === 0 ? green(`${passed} passed`) : `${passed} passed, ${red(`${failed} failed`)}`;
    const known = expectedFailures === 0 ? "" : `, ${expectedFailures} failed as expected`;
    this.#line.done(`${count}  ${title} ${verdict}${known} ${dim(`${seconds.toFixed(0)} s`)}`);
    const failures = cases.filter(({ status }) => status === "failed");
    for (const { name, message } of failures.slice(0, SHOWN_FAILURES)) say(red(`    ${name}: ${message}`));
    if (failures.length > SHOWN_FAILURES) say(red(`    and ${failures.length - SHOWN_FAILURES} more`));
  }
}

/** Writes what there is to read. Returns false if `check` finds that README.md shows something else. */
async function publish(cells: readonly Cell[], check: boolean): Promise<boolean> {
  mkdirSync(dirname(REPORT), { recursive: true });
  writeFileSync(REPORT, `${JSON.stringify(cells, null, 2)}\n`);
  writeFileSync(PAGE, pageOf(cells));
  say(`wrote ${shown(REPORT)} and ${shown(PAGE)}`);
  if (cells.length < CELLS.length) {
    warn(`README.md was left alone: ${CELLS.length - cells.length} of ${CELLS.length} cells have never been run here`);
    return true;
  }
  const before = readFileSync(README, "utf8");
  const after = withTable(before, cells);
  if (check) {
    if (after !== before)
      say(red("the table in README.md is not what this run gives; fix: npm run matrix -- --render"));
    return after === before;
  }
  writeFileSync(README, after);
  say("wrote the table in README.md");
  await takePicture();
  return true;
}
