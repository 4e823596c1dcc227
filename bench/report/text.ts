// A table's run in words and grids, for a terminal and for docs/performance.md.

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

/** What the figures depend on, who took part, and who did not. */
function contextOf(result: TableResult): string[] {
  const { machine, finished, rounds, full, participants, absent, failed } = result;
  const busy = busyLine(machine);
  const legend = participants
    .filter(({ about, note }) => about !== undefined || note !== undefined)
    .map(({ name, about, note }) => `${name}: ${[about, note].filter((part) => part !== undefined).join("; ")}`);
  return [
    machineLine(machine),
    ...(busy === undefined ? [] : [`NOT to be relied on: ${busy}`]),
    `${finished.slice(0, 10)}, ${rounds} ${rounds === 1 ? "round" : "rounds"}${full ? "" : ", a quick run"}`,
    ...grouped(legend),
    ...absent.map(({ name, reason }) => `${name}: ABSENT, ${firstLine(reason)}`),
    ...failed.map(({ name, reason }) => `${name}: FAILED, ${firstLine(reason)}`),
  ];
}

/** Those of whom the same is said, together. */
function grouped(legend: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const line of legend) {
    const [name = "", said = ""] = line.split(/: (.*)/s);
    groups.set(said, [...(groups.get(said) ?? []), name]);
  }
  return [...groups].map(([said, names]) => `${names.join(" and ")}: ${said}`);
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
      "The noise is how far C was from C in the same measure of the same run; a figure within it of its bound counts as met.",
    ],
  };
}
