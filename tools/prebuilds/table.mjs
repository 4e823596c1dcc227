import Table from "cli-table3";

const NUMBER = new Intl.NumberFormat("en-US");

/**
 * The rows as a table for humans.
 *
 * @param {readonly import("./main.mjs").Row[]} rows
 */
export function formatTable(rows) {
  const table = new Table({
    head: ["prebuilt for", "file", "by", "bytes", "loaded here", "seconds"],
    colAligns: ["left", "left", "left", "right", "left", "right"],
    style: { head: [], border: [] }, // no colours: the table is a result, and results are often kept in files
  });
  for (const { target, file, compiler, ok, bytes, loaded, seconds } of rows) {
    const size = ok ? NUMBER.format(bytes) : "NOT MADE";
    table.push([target, file, compiler, size, loaded ? "yes" : "no", seconds.toFixed(1)]);
  }
  return table.toString();
}
