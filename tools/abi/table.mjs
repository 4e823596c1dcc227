import Table from "cli-table3";

/**
 * The rows as a table for humans: a line for each target.
 *
 * @param {readonly import("./main.mjs").Row[]} rows
 */
export function formatTable(rows) {
  const table = new Table({
    head: ["target", "layout check", "addon", "seconds"],
    colAligns: ["left", "left", "left", "right"],
    style: { head: [], border: [] }, // no colours: the table is a result, and results are often kept in files
  });
  for (const target of new Set(rows.map((row) => row.target))) {
    const own = rows.filter((row) => row.target === target);
    const seconds = own.reduce((sum, row) => sum + row.seconds, 0);
    table.push([target, verdict(own, "layout"), verdict(own, "addon"), seconds.toFixed(1)]);
  }
  return table.toString();
}

/**
 * @param {readonly import("./main.mjs").Row[]} rows
 * @param {"layout" | "addon"} what
 */
function verdict(rows, what) {
  const row = rows.find((candidate) => candidate.what === what);
  if (row === undefined) return "not compiled";
  if (row.ok) return "compiles";
  return ["DOES NOT COMPILE", ...row.wrong].join("\n");
}
