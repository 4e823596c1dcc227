// npm run bench: every backend against a C loop, in one run, pinned to one core and asked in turn.

import { mkdtempSync, rmSync } from "node:fs";
import { cpus, release, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { Command } from "commander";
import { compileLoop } from "../packages/pollio/src/bench/compile.ts";
import { measure } from "../packages/pollio/src/bench/measure.ts";
import { Participant } from "../packages/pollio/src/bench/participants.ts";
import { pin } from "../packages/pollio/src/bench/pin.ts";
import { type Figures, SCENARIOS } from "../packages/pollio/src/bench/scenarios.ts";
import { median, medianRatio } from "../packages/pollio/src/bench/statistics.ts";
import { type HeapRow, measureHeap } from "./heap.ts";
import { type ImportCostRow, measureImportCost } from "./import-cost.ts";
import { type LatencyRow, measureLatency } from "./latency.ts";
import { backends, type Measured, runtimeCommand } from "./runtimes.ts";

const options = new Command("npm run bench --")
  .description("Times every backend against a C loop in the same run; ratios count, nanoseconds are this machine's.")
  .option("--rounds <n>", "how often each is asked", Number, 11)
  .option(
    "--beside <folder>",
    "another checkout, built, whose backends are measured in the same run, twice for the noise",
  )
  .option("--json", "print the figures as JSON on standard output", false)
  .option("--no-heap", "leave out the bytes of heap a call")
  .option("--no-latency", "leave out the round trips of a wake-up")
  .option("--no-calls", "leave out what a call takes")
  .option("--no-import-cost", "leave out what importing takes")
  .parse()
  .opts<{
    rounds: number;
    beside?: string;
    json: boolean;
    heap: boolean;
    latency: boolean;
    calls: boolean;
    importCost: boolean;
  }>();

const folder = mkdtempSync(join(tmpdir(), "pollio-bench-"));
try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const [participants, figures] = options.calls ? await measureCalls() : [[], {}];
  const heap = options.heap ? await measureHeap() : [];
  const latency = options.latency ? await measureLatency() : [];
  const importCost = options.importCost ? await measureImportCost(options.rounds * 2) : [];
  if (options.json) process.stdout.write(`${JSON.stringify({ figures, heap, latency, importCost }, null, 2)}\n`);
  else print(participants, figures, heap, latency, importCost);
}

async function measureCalls(): Promise<[Participant[], Figures]> {
  const c = compile();
  const { beside } = options;
  const participants = [
    new Participant("C", [...pin, c]),
    new Participant("C again", [...pin, c]),
    new Participant("C, two threads", [...pin, c, "threaded"]),
    ...backends().map((measured) => participant(measured, "")),
    ...(beside === undefined ? [] : [", before", ", before again"]).flatMap((label) =>
      backends(resolve(beside!)).map((measured) => participant(measured, label)),
    ),
  ];
  const figures = await measure(participants, SCENARIOS, options.rounds, (round) => {
    process.stderr.write(`\rround ${round} of ${options.rounds} `);
  });
  process.stderr.write("\n");
  for (const participant of participants) participant.end();
  return [participants, figures];
}

function participant({ name, runtime, url }: Measured, label: string): Participant {
  const script = fileURLToPath(new URL("../packages/pollio/dist/command/participant.js", import.meta.url));
  return new Participant(`${name} (${runtime}${label})`, [...pin, ...runtimeCommand(runtime), script, url]);
}

function compile(): string {
  const compiled = compileLoop(fileURLToPath(new URL("../packages/pollio/native/loop.c", import.meta.url)), folder);
  if ("reason" in compiled) throw new Error(compiled.reason);
  return compiled.program;
}

function print(
  participants: readonly Participant[],
  figures: Figures,
  heap: readonly HeapRow[],
  latency: readonly LatencyRow[],
  importCost: readonly ImportCostRow[],
): void {
  const [cpu] = cpus();
  console.log(`${cpu?.model ?? "unknown processor"} × ${cpus().length}, Linux ${release()}, Node ${process.version}`);
  console.log(pin.length > 0 ? `pinned to one core (${pin.join(" ")})` : "NOT pinned: taskset is not here");
  const table = new Table({ head: ["median ns (ratio to C)", ...SCENARIOS.map(({ title }) => title)] });
  for (const { name } of participants) {
    table.push([name, ...SCENARIOS.map((scenario) => cell(figures[scenario.name]!, name))]);
  }
  if (participants.length > 0) console.log(table.toString());
  if (heap.length > 0) console.log(heapTable(heap));
  if (latency.length > 0) console.log(latencyTable(latency));
  if (importCost.length > 0) console.log(importCostTable(importCost));
}

function importCostTable(rows: readonly ImportCostRow[]): string {
  const table = new Table({
    head: ["import cost, ms", "the runtime alone", 'import "pollio" and an OsPoller on top', "promised"],
  });
  for (const { name, bare, cost, promised } of rows) {
    const verdict = promised === undefined ? "" : `< ${promised}: ${cost < promised ? "kept" : "NOT KEPT"}`;
    table.push([name, bare.toFixed(1), cost.toFixed(1), verdict]);
  }
  return table.toString();
}

function heapTable(rows: readonly HeapRow[]): string {
  const table = new Table({ head: ["heap, bytes a call", ...Object.keys(rows[0]!.bytes)] });
  for (const row of rows) table.push([row.name, ...Object.values(row.bytes).map((value) => value.toFixed(3))]);
  return table.toString();
}

function latencyTable(rows: readonly LatencyRow[]): string {
  const table = new Table({
    head: ["wake-up, µs", "wait p50", "wait p99", "waitAsync p50", "waitAsync p99", "p50 ratio"],
  });
  for (const { name, blocking, async } of rows) {
    const figures = [blocking.p50, blocking.p99, async.p50, async.p99, async.p50 / blocking.p50];
    table.push([name, ...figures.map((value) => value.toFixed(2))]);
  }
  return table.toString();
}

function cell(series: Record<string, number[]>, name: string): string {
  const values = series[name]!;
  const figure = median(values);
  const digits = figure < 10_000 ? figure.toFixed(0) : `${(figure / 1000).toFixed(0)}k`;
  return `${digits} (${medianRatio(values, series.C!).toFixed(3)})`;
}
