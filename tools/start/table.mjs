import Table from "cli-table3";

const NUMBER = new Intl.NumberFormat("en-US");
/** @type {[keyof import("./job.mjs").Row, string][]} */
const COLUMNS = [
  ["backend", "backend"],
  ["runtime", "runtime"],
  ["connections", "connections"],
  ["messages", "messages"],
  ["bytes", "bytes"],
  ["errors", "errors"],
  ["messagesPerSecond", "messages per second"],
];

/**
 * The rows as a table for humans.
 *
 * @param {readonly import("./job.mjs").Row[]} rows
 */
export function formatTable(rows) {
  const table = new Table({
    head: COLUMNS.map(([, title]) => title),
    colAligns: COLUMNS.map(([name]) => (name === "backend" || name === "runtime" ? "left" : "right")),
    style: { head: [], border: [] }, // no colours: the table is a result, and results are often kept in files
  });
  for (const row of rows) {
    table.push(COLUMNS.map(([name]) => (typeof row[name] === "number" ? NUMBER.format(row[name]) : row[name])));
  }
  return table.toString();
}
