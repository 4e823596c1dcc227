// matrix.json, and the table that README.md shows of it.
import { existsSync, readFileSync } from "node:fs";
import { Failure } from "../lib/failure.ts";
import { inRoot } from "../lib/root.ts";
import type { Cell } from "./cell.ts";
import type { Place } from "./cells.ts";

export const REPORT = inRoot("conformance", "report", "matrix.json");

/** The cells of the runs before; none before the first. */
export function readReport(): Cell[] {
  return existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, "utf8")) : [];
}

export const NAMES = { node: "Node", bun: "Bun", deno: "Deno" };

/** "Node 20", "Bun 1.4": Node is known by its major version, the others by their first two numbers. */
export function runtimeTitle({ runtime, version }: Pick<Cell, "runtime" | "version">): string {
  const numbers = version.split(".").slice(0, runtime === "node" ? 1 : 2);
  return `${NAMES[runtime]} ${numbers.join(".")}`;
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

const MARKERS = /(<!-- matrix -->\n)[\s\S]*?(\n<!-- \/matrix -->)/;

/** The text with the table between its markers. */
export function withTable(readme: string, cells: readonly Cell[]): string {
  if (!MARKERS.test(readme)) throw new Failure("README.md has no '<!-- matrix -->' followed by '<!-- /matrix -->'");
  return readme.replace(MARKERS, (_, begin, end) => `${begin}${readmeTable(cells)}${end}`);
}
