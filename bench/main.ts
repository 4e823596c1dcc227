// npm run bench: measures one table after another, then prints and stores the results.

import { resolve } from "node:path";
import { ExitCode, Failure } from "../tools/lib/failure.ts";
import { shown } from "../tools/lib/root.ts";
import { dim, progressLine, say, warn } from "../tools/lib/say.ts";
import { findCores } from "./harness/cores.ts";
import { busyLine, describeMachine } from "./harness/machine.ts";
import type { BenchOptions } from "./options.ts";
import { participants } from "./participants/table.ts";
import { findings } from "./report/bounds.ts";
import { writeDocument } from "./report/document.ts";
import { terminalGrid } from "./report/grid.ts";
import { LOCAL, PUBLISHED, readResults, type TableResult, writeResult } from "./report/results.ts";
import { findingsGrid, terminalText } from "./report/text.ts";
import { echo } from "./tables/echo.ts";
import { http } from "./tables/http.ts";
import { importCost } from "./tables/import.ts";
import { latency } from "./tables/latency.ts";
import { perCall } from "./tables/per-call.ts";
import { scale } from "./tables/scale.ts";
import { runTable, type Table } from "./tables/table.ts";

const TABLES: Readonly<Record<TableResult["table"], Table>> = {
  "per-call": perCall,
  latency,
  echo,
  http,
  scale,
  import: importCost,
};

const LOG_MS = 30_000;
/** Exit code of --check when a bound is not met. */
const NOT_MET = 3;

/** Runs the command and returns its exit code. */
export async function bench(options: BenchOptions): Promise<number> {
  // Children must not outlive this process, and the exit handler that kills them does not run if a signal kills us.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(ExitCode.failed));
  const folder = options.publish ? PUBLISHED : LOCAL;
  const results = options.report ? stored(folder, options) : await measure(options, folder);
  const found = findings(results);
  if (options.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  else {
    for (const result of results) console.log(terminalText(result, TABLES[result.table].title));
    if (found.length > 0) console.log(`\n${terminalGrid(findingsGrid(found))}`);
  }
  if (options.publish) {
    for (const path of await writeDocument(readResults(folder))) say(dim(`wrote ${shown(path)}`));
  }
  const whole = options.report || results.length === options.only.length;
  if (!whole || results.some(({ failed }) => failed.length > 0)) return ExitCode.failed;
  return options.check && found.some(({ verdict }) => verdict === "NOT met") ? NOT_MET : ExitCode.ok;
}

function stored(folder: string, { only }: BenchOptions): TableResult[] {
  const results = readResults(folder).filter(({ table }) => only.includes(table));
  if (results.length === 0) throw new Failure(`nothing has been measured yet: ${shown(folder)} contains no results`);
  return results;
}

async function measure(options: BenchOptions, folder: string): Promise<TableResult[]> {
  const { full, rounds } = options;
  const entries = participants({ full, beside: options.beside && resolve(options.beside) });
  const cores = findCores();
  // Only once: while we measure, the load is our own.
  const machine = describeMachine(cores);
  const busy = busyLine(machine);
  if (busy !== undefined) warn(`${busy}: treat these figures as rough`);
  const line = progressLine();
  const progress = process.stderr.isTTY ? line.update : seldom(say);
  const results: TableResult[] = [];
  for (const name of options.only) {
    const result = await runTable(TABLES[name], { entries, cores, machine, full, rounds, progress }).catch((error) => {
      if (!(error instanceof Failure)) throw error;
      warn(`\n${name} was NOT measured: ${error.message}`);
    });
    if (result === undefined) continue;
    line.done(`${name}: measured in ${result.seconds} s, ${shown(writeResult(folder, result))}`);
    results.push(result);
  }
  return results;
}

/** Shows progress in a log without flooding it. */
function seldom(write: (text: string) => void): (text: string) => void {
  let last = performance.now();
  return (text) => {
    if (performance.now() - last < LOG_MS) return;
    last = performance.now();
    write(dim(text));
  };
}
