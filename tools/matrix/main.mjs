import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { build } from "../compile/build.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { inRoot, shown } from "../lib/root.mjs";
import { ensureRuntime } from "../lib/runtimes.mjs";
import { bold, dim, green, progressLine, red, say } from "../lib/say.mjs";
import { runCell } from "./cell.mjs";
import { allCells } from "./cells.mjs";
import { checkExpected, listOf, readExpected } from "./expected.mjs";
import { chosenCells, HELP, matrixOptions } from "./options.mjs";
import { PAGE, pageOf } from "./page.mjs";
import { inParallel } from "./pool.mjs";
import { merged, REPORT, readReport, reportText, withTable } from "./report.mjs";
import { takePictures } from "./screenshot.mjs";

/**
 * @typedef {import("./cell.mjs").Cell} Cell
 * @typedef {import("./cells.mjs").Place} Place
 */

const README = inRoot("README.md");
/** What a cell that fails says of its failures, at most. */
const SHOWN_FAILURES = 10;

/**
 * The command npm run matrix.
 *
 * @param {string[]} args
 * @returns {Promise<number>} The exit code.
 */
export async function matrix(args) {
  const options = matrixOptions(args);
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  await ensureInstalled();
  if (options.check) return compare();
  const places = await allCells();
  if (options.render) {
    await publish(readReport());
    return ExitCode.ok;
  }
  const cells = await runCells(places, options);
  if (options.json) process.stdout.write(reportText(cells));
  if (options.only === undefined) await publish(merged(readReport(), cells, places));
  return cells.every(({ failed }) => failed === 0) ? ExitCode.ok : ExitCode.failed;
}

/**
 * @param {readonly Place[]} places
 * @param {import("./options.mjs").MatrixOptions} options
 */
async function runCells(places, options) {
  const chosen = chosenCells(places, options);
  const expected = await readExpected();
  checkExpected(expected, places);
  await prepare(chosen);
  const progress = new Progress(chosen.length);
  const room = options.jobs ?? Math.min(2, availableParallelism());
  return inParallel(chosen, room, async (place) => {
    const start = performance.now();
    const cell = await runCell(place, {
      listed: listOf(expected, place),
      limitMs: options.limitMs,
      ...(options.only && { only: options.only }),
      onCase: (done, total) => progress.at(place, done, total),
    });
    progress.done(place, cell, (performance.now() - start) / 1000);
    return cell;
  });
}

/**
 * Builds, and fetches the runtimes.
 *
 * @param {readonly Place[]} chosen
 */
async function prepare(chosen) {
  const addon = await build();
  if (!addon.built && chosen.some(({ backend }) => backend === "napi"))
    throw new Failure(`the addon is not built: ${addon.reason}; mend: ${addon.mend}`);
  for (const key of new Set(chosen.map((place) => place.key))) await ensureRuntime(key);
}

/** What is under way, in one line, and a line for each cell that is done. */
class Progress {
  #line = progressLine();
  /** @type {Map<Place, string>} */
  #running = new Map();
  #done = 0;

  /** @param {number} total */
  constructor(total) {
    this.total = total;
  }

  /**
   * @param {Place} place
   * @param {number} done
   * @param {number} total
   */
  at(place, done, total) {
    this.#running.set(place, `${place.key} ${place.backend} ${done + 1}/${total}`);
    this.#line.update(
      `${bold("matrix")} ${this.#done} of ${this.total} cells · ${[...this.#running.values()].join(" · ")}`,
    );
  }

  /**
   * @param {Place} place
   * @param {Cell} cell
   * @param {number} seconds
   */
  done(place, { passed, failed, expectedFailures, cases }, seconds) {
    this.#running.delete(place);
    this.#done += 1;
    const count = `${String(this.#done).padStart(2)} of ${this.total}`;
    const title = bold(`${place.name} ${place.version} ${place.backend}`.padEnd(22));
    const verdict = failed === 0 ? green(`${passed} passed`) : `${passed} passed, ${red(`${failed} failed`)}`;
    const known = expectedFailures === 0 ? "" : `, ${expectedFailures} failed as expected`;
    this.#line.done(`${count}  ${title} ${verdict}${known} ${dim(`${seconds.toFixed(0)} s`)}`);
    const failures = cases.filter(({ status }) => status === "failed");
    for (const { name, message, details } of failures.slice(0, SHOWN_FAILURES))
      say(red(`    ${name}: ${details ?? message}`));
    if (failures.length > SHOWN_FAILURES) say(red(`    and ${failures.length - SHOWN_FAILURES} more`));
  }
}

/** @param {Cell[]} cells */
async function publish(cells) {
  mkdirSync(dirname(REPORT), { recursive: true });
  writeFileSync(REPORT, reportText(cells));
  writeFileSync(PAGE, await pageOf(cells));
  writeFileSync(README, withTable(readFileSync(README, "utf8"), cells));
  say(`wrote ${[REPORT, PAGE, README].map(shown).join(", ")}`);
  await takePictures();
}

async function compare() {
  const cells = readReport();
  const readme = readFileSync(README, "utf8");
  const wrong = [];
  if (withTable(readme, cells) !== readme) wrong.push(shown(README));
  if ((await pageOf(cells)) !== readFileSync(PAGE, "utf8")) wrong.push(shown(PAGE));
  for (const path of wrong) say(red(`${path} is not what ${shown(REPORT)} says; npm run matrix -- --render writes it`));
  return wrong.length === 0 ? ExitCode.ok : ExitCode.failed;
}
