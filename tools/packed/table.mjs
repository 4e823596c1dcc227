import Table from "cli-table3";

/**
 * The rows as a table for humans: a line for each project.
 *
 * @param {readonly import("./journal.mjs").Row[]} rows
 */
export function formatTable(rows) {
  const table = new Table({
    head: ["where", "steps", "seconds"],
    colAligns: ["left", "left", "right"],
    style: { head: [], border: [] }, // no colours: the table is a result, and results are often kept in files
  });
  for (const where of new Set(rows.map((row) => row.where))) {
    const own = rows.filter((row) => row.where === where);
    const steps = own.map(({ step, state }) => (state === "ok" ? step : `${step}: ${state.toUpperCase()}`));
    table.push([where, steps.join("\n"), own.map(({ seconds }) => seconds.toFixed(1)).join("\n")]);
  }
  return table.toString();
}
