import Table from "cli-table3";

const NUMBER = new Intl.NumberFormat("en-US");

/**
 * The rows as a table for humans.
 *
 * @param {readonly { name: string, files: number, bytes: number, unpackedBytes: number }[]} rows
 */
export function formatTable(rows) {
  const table = new Table({
    head: ["package", "files", "bytes packed", "bytes unpacked"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [] }, // no colours: the table is a result, and results are often kept in files
  });
  for (const { name, files, bytes, unpackedBytes } of rows) {
    table.push([name, ...[files, bytes, unpackedBytes].map((value) => NUMBER.format(value))]);
  }
  return table.toString();
}
