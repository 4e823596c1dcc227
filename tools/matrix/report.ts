// What is written of the cells: matrix.json, the table in README.md, the page, and its picture, which the system's Chromium takes through
// Playwright's client, because that downloads nothing.
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import Handlebars from "handlebars";
import { ensureChromium, launchChromium } from "../lib/browser.ts";
import { replaceBetween } from "../lib/marked.ts";
import { inRoot, shown } from "../lib/root.ts";
import { say, warn } from "../lib/say.ts";
import type { Cell, Place } from "./cell.ts";

export const REPORT = inRoot("conformance", "report", "matrix.json");

/** The cells of the runs before; none before the first. */
export function readReport(): Cell[] {
  return existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, "utf8")) : [];
}

export const NAMES = { node: "Node", bun: "Bun", deno: "Deno" };

/** "Node 20", "Bun 1.4", "Bun 1.4 musl": Node is known by its major version, the others by their first two numbers. */
function runtimeTitle({ runtime, version }: Pick<Cell, "runtime" | "version">): string {
  const [numbers = "", ...libc] = version.split(" ");
  const short = numbers.split(".").slice(0, runtime === "node" ? 1 : 2);
  return [NAMES[runtime], short.join("."), ...libc].join(" ");
}

/** Every place's cell of this run, or else of the runs before; none of a version that a runtime no longer has. */
export function merged(before: readonly Cell[], now: readonly Cell[], places: readonly Place[]): Cell[] {
  return places.flatMap(({ name, version, backend }) => {
    const isHere = (cell: Cell) => cell.runtime === name && cell.version === version && cell.backend === backend;
    return now.find(isHere) ?? before.find(isHere) ?? [];
  });
}

/** Rows by backend and columns by runtime, in the order of the cells. */
export function grid<Own extends Pick<Cell, "runtime" | "version" | "backend">>(cells: readonly Own[]) {
  const runtimes = [...new Map(cells.map((cell) => [`${cell.runtime} ${cell.version}`, cell])).values()];
  const backends = [...new Set(cells.map(({ backend }) => backend))];
  const cellAt = (backend: string, { runtime, version }: Own) =>
    cells.find((cell) => cell.backend === backend && cell.runtime === runtime && cell.version === version);
  const rows = backends.map((backend) => ({ backend, cells: runtimes.map((runtime) => cellAt(backend, runtime)) }));
  return { runtimes, rows };
}

export function readmeTable(cells: readonly Cell[]): string {
  const { runtimes, rows } = grid(cells);
  const line = (texts: string[]) => `| ${texts.join(" | ")} |`;
  return [
    line(["backend", ...runtimes.map(runtimeTitle)]),
    `|---|${"--:|".repeat(runtimes.length)}`,
    ...rows.map(({ backend, cells: row }) => line([backend, ...row.map((cell) => (cell ? verdict(cell) : ""))])),
  ].join("\n");
}

function verdict({ passed, failed, expectedFailures }: Cell): string {
  const parts = [`${passed}`];
  if (failed > 0) parts.push(`**${failed} failed**`);
  if (expectedFailures > 0) parts.push(`${expectedFailures} expected to fail`);
  return parts.join(", ");
}

/** The text with the table between its markers. */
export const withTable = (readme: string, cells: readonly Cell[]) =>
  replaceBetween(readme, ["<!-- matrix -->", "<!-- /matrix -->"], readmeTable(cells));

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

const PICTURE = inRoot("docs", "matrix.png");

/** Takes the picture, or says why it cannot. */
export async function takePicture(): Promise<void> {
  const { path, reason } = await ensureChromium("matrix");
  if (path === undefined) return warn(`the picture of the page was NOT TAKEN: ${reason}`);
  const browser = await launchChromium(path);
  try {
    const page = await browser.newPage({ colorScheme: "light", viewport: { width: 1160, height: 1_060 } });
    await page.goto(pathToFileURL(PAGE).href);
    // Opens the first cell that something failed in, which has the most to show.
    const failing = page.locator("button.cell.bad, button.cell.known");
    await ((await failing.count()) > 0 ? failing.first() : page.locator("button.cell").last()).click();
    await page.evaluate("scrollTo(0, 0)");
    await page.screenshot({ path: PICTURE });
  } finally {
    await browser.close();
  }
  say(`took ${shown(PICTURE)}`);
}
