// The page: one file, with its style, its script and all results in it.
import { readFileSync } from "node:fs";
import { inRoot } from "../lib/root.mjs";
import { grid } from "./report.mjs";

/** @typedef {import("./cell.mjs").Cell} Cell */

export const PAGE = inRoot("conformance", "report", "index.html");

const NAMES = { node: "Node", bun: "Bun", deno: "Deno" };
/** What page.js calls a status, by its place here. */
const STATUSES = ["passed", "failed", "expected", "not provable"];

/** @param {string} name */
const part = (name) => readFileSync(inRoot("tools", "matrix", "page", name), "utf8");

/**
 * @param {readonly Cell[]} cells
 * @returns {Promise<string>}
 */
export async function pageOf(cells) {
  const { default: Handlebars } = await import("handlebars"); // here, because --help works before anything is installed
  const template = Handlebars.compile(part("page.hbs"), { strict: true });
  const { runtimes, rows } = grid(cells);
  const total = (/** @type {"passed" | "failed" | "expectedFailures"} */ key) =>
    cells.reduce((sum, cell) => sum + cell[key], 0);
  return template({
    style: part("style.css"),
    script: part("page.js"),
    data: embedded(compact(cells)),
    well: total("failed") === 0,
    cells: cells.length,
    passed: total("passed").toLocaleString("en"),
    failed: total("failed").toLocaleString("en"),
    expected: total("expectedFailures").toLocaleString("en"),
    runtimes: runtimes.map(({ runtime, version }) => ({ name: NAMES[runtime], version })),
    rows: rows.map(({ backend, cells: row }) => ({ backend, cells: row.map((cell) => (cell ? look(cell) : null)) })),
  });
}

/** @param {Cell} cell */
const idOf = ({ runtime, version, backend }) => `${runtime}-${version}-${backend}`;

/** @param {Cell} cell */
function look(cell) {
  const { passed, failed, expectedFailures } = cell;
  const note =
    failed > 0 ? `${failed} failed` : expectedFailures > 0 ? `${expectedFailures} expected to fail` : "passed";
  const state = failed > 0 ? "bad" : expectedFailures > 0 ? "known" : "good";
  return { id: idOf(cell), label: `${cell.backend} in ${NAMES[cell.runtime]} ${cell.version}`, state, passed, note };
}

/**
 * The cases without what repeats: a name is a number in a list, and so is a status.
 *
 * @param {readonly Cell[]} cells
 */
function compact(cells) {
  /** @type {Map<string, number>} */
  const names = new Map();
  const numberOf = (/** @type {string} */ name) => {
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name);
  };
  const packed = cells.map((cell) => ({
    id: idOf(cell),
    cases: cell.cases.map(({ name, status, milliseconds, message = "", reason = "" }) => {
      const head = [numberOf(name), STATUSES.indexOf(status), milliseconds];
      return message + reason === "" ? head : [...head, message, reason];
    }),
  }));
  return { names: [...names.keys()], cells: packed };
}

/**
 * JSON inside a script element: nothing in it may look like the element's end.
 *
 * @param {unknown} value
 */
function embedded(value) {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
