// Renders a table's results for the terminal and for docs/performance.md.

import { busyLine, machineLine } from "../harness/machine.ts";
import type { Finding } from "./bounds.ts";
import { type Grid, markdownGrid, terminalGrid } from "./grid.ts";
import { gridsOf } from "./grids.ts";
import type { TableResult } from "./results.ts";

export function terminalText(result: TableResult, title: string): string {
  const heading = `\n${title}\n${"=".repeat(title.length)}`;
  return [heading, ...contextOf(result), ...gridsOf(result).map((grid) => `\n${terminalGrid(grid)}`)].join("\n");
}

export function markdownText(result: TableResult): string {
  const context = contextOf(result).map((line) => `- ${line}`);
  return [context.join("\n"), ...gridsOf(result).map(markdownGrid)].join("\n\n");
}

/** The machine, the participants, and who was absent or failed. */
function contextOf(result: TableResult): string[] {
  const { machine, finished, rounds, full, participants, absent, failed } = result;
  const busy = busyLine(machine);
  const legend = participants
    .filter(({ about, note }) => about !== undefined || note !== undefined)
    .map(({ name, about, note }) => `${name}: ${[about, note].filter((part) => part !== undefined).join("; ")}`);
  return [
    machineLine(machine),
    ...(busy === undefined ? [] : [`NOT reliable: ${busy}`]),
    `${finished.slice(0, 10)}, ${rounds} ${rounds === 1 ? "round" : "rounds"}${full ? "" : ", quick run"}`,
    ...grouped(legend),
    ...absent.map(({ name, reason }) => `${name}: ABSENT, ${firstLine(reason)}`),
    ...failed.map(({ name, reason }) => `${name}: FAILED, ${firstLine(reason)}`),
  ];
}

/** Merges participants that share a description. */
function grouped(legend: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const line of legend) {
    const [name = "", description = ""] = line.split(/: (.*)/s);
    groups.set(description, [...(groups.get(description) ?? []), name]);
  }
  return [...groups].map(([description, names]) => `${names.join(" and ")}: ${description}`);
}

function firstLine(reason: string): string {
  return reason.split("\n")[0] ?? "";
}

export function findingsGrid(findings: readonly Finding[]): Grid {
  return {
    title: "Bounds",
    head: ["", "bound", "measured", "noise", "verdict"],
    rows: findings.map(({ what, bound, measured, noise, verdict }) => [what, bound, measured, noise, verdict]),
    notes: [
      "The noise is the larger of two: how far apart the two runs of C were in the same measure, and twice the standard error of the " +
        "figure. A figure that is closer to its bound is not judged, nor is a short run on a busy machine.",
    ],
  };
}
