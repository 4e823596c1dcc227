// A table as a reader sees it, printed on a terminal or in Markdown.

import { formatTable } from "../../tools/lib/say.ts";

export interface Grid {
  readonly title: string;
  /** Titles of the columns, all different. All columns but the first are figures. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below the table. */
  readonly notes?: readonly string[];
}

export function terminalGrid({ title, head, rows, notes = [] }: Grid): string {
  const columns = head.map((name, column) => {
    return [column === 0 ? name : `>${name}`, (row: readonly string[]) => row[column] ?? ""] as const;
  });
  return [title, formatTable(rows, Object.fromEntries(columns)), ...notes].join("\n");
}

export function markdownGrid({ title, head, rows, notes = [] }: Grid): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = `|${head.map((_, column) => (column === 0 ? "---" : "--:")).join("|")}|`;
  return [`**${title}**`, "", line(head), rule, ...rows.map(line), ...notes.flatMap((note) => ["", note])].join("\n");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}
