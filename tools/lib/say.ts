// What the commands print: words go to standard error, because standard output is for results.
import { styleText } from "node:util";
import Table from "cli-table3";

/** `styleText` leaves the colour out where standard error is no terminal, and follows NO_COLOR and FORCE_COLOR. */
const paint = (format: Parameters<typeof styleText>[0]) => (text: string) =>
  styleText(format, text, { stream: process.stderr });

export const bold = paint("bold");
export const dim = paint("dim");
export const red = paint("red");
export const green = paint("green");
export const yellow = paint("yellow");

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Says what must not be overlooked. */
export function warn(text: string): void {
  say(yellow(text));
}

/** A line that is rewritten in place on a terminal. Elsewhere only `done` writes, which keeps a log short. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr) {
  return {
    update(text: string): void {
      if (stream.isTTY) stream.write(`\r\x1b[2K${text.slice(0, (stream.columns || 80) - 1)}`);
    },
    done(text: string): void {
      stream.write(`${stream.isTTY ? "\r\x1b[2K" : ""}${text}\n`);
    },
  };
}

const NUMBER = new Intl.NumberFormat("en-US");

/** A column's title and the value of its cells; a title that starts with ">" is right-aligned, as figures are. */
type Columns<Row> = Readonly<Record<string, (row: Row) => string | number>>;

/** Rows as a table for people. Numbers get separators; there are no colours, because results are often kept in files. */
export function formatTable<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const titles = Object.keys(columns);
  const table = new Table({
    head: titles.map((title) => title.replace(/^>/, "")),
    colAligns: titles.map((title) => (title.startsWith(">") ? "right" : "left")),
    style: { head: [], border: [], compact: true },
  });
  const text = (value: string | number) => (typeof value === "number" ? NUMBER.format(value) : value);
  for (const row of rows) table.push(Object.values(columns).map((cell) => text(cell(row))));
  return table.toString();
}

/** Prints results, as JSON or as a table. */
export function printRows<Row>(rows: readonly Row[], json: boolean | undefined, columns: Columns<Row>): void {
  process.stdout.write(`${json ? JSON.stringify(rows, null, 2) : formatTable(rows, columns)}\n`);
}
