// The page: one file that contains its style, its script and all results.
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { inRoot } from "../lib/root.ts";
import type { Cell } from "./cell.ts";
import { grid, NAMES } from "./report.ts";

export const PAGE = inRoot("conformance", "report", "index.html");

const part = (name: string) => readFileSync(inRoot("docs", "matrix", name), "utf8");

export function pageOf(cells: readonly Cell[]): string {
  const { runtimes, rows } = grid(cells);
  const total = (key: "passed" | "failed" | "expectedFailures") => cells.reduce((sum, cell) => sum + cell[key], 0);
  return Handlebars.compile(part("page.hbs"), { strict: true })({
    style: part("style.css"),
    script: part("page.js"),
    // Nothing inside a script element may look like the element's end.
    data: JSON.stringify(cells.map((cell) => ({ id: idOf(cell), cases: cell.cases }))).replaceAll("<", "\\u003c"),
    ok: total("failed") === 0,
    cells: cells.length,
    passed: total("passed").toLocaleString("en"),
    failed: total("failed").toLocaleString("en"),
    expected: total("expectedFailures").toLocaleString("en"),
    runtimes: runtimes.map(({ runtime, version }) => ({ name: NAMES[runtime], version })),
    rows: rows.map(({ backend, cells: row }) => ({ backend, cells: row.map((cell) => (cell ? look(cell) : null)) })),
  });
}

const idOf = ({ runtime, version, backend }: Cell) => `${runtime}-${version}-${backend}`;

function look(cell: Cell) {
  const { passed, failed, expectedFailures: expected, runtime, version, backend } = cell;
  const note = failed > 0 ? `${failed} failed` : expected > 0 ? `${expected} expected to fail` : "passed";
  const state = failed > 0 ? "bad" : expected > 0 ? "known" : "good";
  return { id: idOf(cell), label: `${backend} in ${NAMES[runtime]} ${version}`, state, passed, note };
}
