// matrix.json, and the table that README.md shows of it.
import { existsSync, readFileSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";

/** @typedef {import("./cell.mjs").Cell} Cell */

export const REPORT = inRoot("conformance", "report", "matrix.json");

/** @returns {Cell[]} */
export function readReport(path = REPORT) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : [];
}

/**
 * One case a line, so that a diff names cases.
 *
 * @param {readonly Cell[]} cells
 */
export function reportText(cells) {
  const text = cells.map(({ cases, ...head }) => {
    const lines = cases.map((each) => `    ${JSON.stringify(each)}`).join(",\n");
    return `  ${JSON.stringify(head).slice(0, -1)},"cases":[\n${lines}\n  ]}`;
  });
  return `[\n${text.join(",\n")}\n]\n`;
}

/** @param {Pick<Cell, "runtime" | "version">} cell "Node 20" @returns {string} */
export function runtimeTitle({ runtime, version }) {
  const name = { node: "Node", bun: "Bun", deno: "Deno" }[runtime];
  // Of Node the major version is what people know; of the others the first two numbers.
  return `${name} ${version
    .split(".")
    .slice(0, runtime === "node" ? 1 : 2)
    .join(".")}`;
}

/**
 * Cells of a run in the place of those of before. A runtime that has another version now takes the place of the old one.
 *
 * @param {readonly Cell[]} before
 * @param {readonly Cell[]} now
 * @param {readonly import("./cells.mjs").Place[]} places All cells there are, in their order.
 * @returns {Cell[]}
 */
export function merged(before, now, places) {
  return places.flatMap(({ name, version, backend }) => {
    const here = (/** @type {Cell} */ cell) =>
      cell.runtime === name && cell.version === version && cell.backend === backend;
    return now.find(here) ?? before.find(here) ?? [];
  });
}

/**
 * Rows by backend, columns by runtime, in the order in which they come first.
 *
 * @param {readonly Cell[]} cells
 */
export function grid(cells) {
  const runtimes = [...new Map(cells.map((cell) => [`${cell.runtime} ${cell.version}`, cell])).values()];
  const backends = [...new Set(cells.map(({ backend }) => backend))];
  return {
    runtimes,
    rows: backends.map((backend) => ({
      backend,
      cells: runtimes.map(({ runtime, version }) =>
        cells.find((cell) => cell.backend === backend && cell.runtime === runtime && cell.version === version),
      ),
    })),
  };
}

/** @param {readonly Cell[]} cells */
export function readmeTable(cells) {
  const { runtimes, rows } = grid(cells);
  const line = (/** @type {string[]} */ texts) => `| ${texts.join(" | ")} |`;
  return [
    line(["backend", ...runtimes.map((cell) => `${runtimeTitle(cell)}`)]),
    `|---|${"--:|".repeat(runtimes.length)}`,
    ...rows.map(({ backend, cells: row }) => line([backend, ...row.map((cell) => (cell ? verdict(cell) : ""))])),
  ].join("\n");
}

/** @param {Cell} cell */
function verdict({ passed, failed, expectedFailures }) {
  const parts = [`${passed}`];
  if (failed > 0) parts.push(`**${failed} failed**`);
  if (expectedFailures > 0) parts.push(`${expectedFailures} expected to fail`);
  return parts.join(", ");
}

const MARKERS = /(<!-- matrix -->\n)[\s\S]*?(\n<!-- \/matrix -->)/;

/**
 * The text with the table between its markers.
 *
 * @param {string} readme
 * @param {readonly Cell[]} cells
 */
export function withTable(readme, cells) {
  if (!MARKERS.test(readme))
    throw new Failure("README.md has no '<!-- matrix -->' with a '<!-- /matrix -->' behind it");
  return readme.replace(MARKERS, (_, begin, end) => `${begin}${readmeTable(cells)}${end}`);
}
