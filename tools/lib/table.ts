import Table from "cli-table3";

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
