// A table as a reader sees it, and how it is printed on a terminal and in Markdown.

import Table from "cli-table3";

export interface Grid {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below it. */
  readonly notes?: readonly string[];
}

export function terminalGrid({ title, head, rows, notes = [] }: Grid): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
  });
  for (const row of rows) table.push([...row]);
  return [title, table.toString(), ...notes].join("\n");
}

export function markdownGrid({ title, head, rows, notes = [] }: Grid): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = `|${head.map((_, column) => (column === 0 ? "---" : "--:")).join("|")}|`;
  return [`**${title}**`, "", line(head), rule, ...rows.map(line), ...notes.flatMap((note) => ["", note])].join("\n");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}
