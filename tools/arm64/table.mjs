import Table from "cli-table3";

/**
 * The rows as a table for humans.
 *
 * @param {readonly import("./verdict.mjs").Row[]} rows
 */
export function formatTable(rows) {
  const table = new Table({
    head: ["backend", "runtime, emulated", "passed", "failed as expected", "problems", "seconds"],
    colAligns: ["left", "left", "right", "right", "right", "right"],
    style: { head: [], border: [] }, // no colours: the table is a result, and results are often kept in files
  });
  for (const { backend, runtime, passed, expected, problems, seconds } of rows) {
    table.push([backend, runtime, passed, expected.length, problems.length, seconds.toFixed(1)]);
  }
  return table.toString();
}
