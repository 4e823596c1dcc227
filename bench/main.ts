// npm run bench: every backend against a C loop, in one run, pinned to one core and asked in turn.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, release, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { Command } from "commander";
import { type HeapRow, measureHeap } from "./heap.ts";
import { type LatencyRow, measureLatency } from "./latency.ts";
import { Participant } from "./participant.ts";
import { backends, type Measured, pin, runtimeCommand } from "./runtimes.ts";
import { median, medianRatio } from "./statistics.ts";

interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly iterations: number;
}

const SCENARIOS: readonly Scenario[] = [
  { name: "empty", title: "nothing ready", iterations: 100_000 },
  { name: "one", title: "one ready", iterations: 100_000 },
  { name: "full", title: "19,900 ready, by index", iterations: 30 },
  { name: "iterate", title: "19,900 ready, by iterator", iterations: 30 },
  { name: "change", title: "add and delete", iterations: 30_000 },
  { name: "register", title: "registerAll 10,000", iterations: 10 },
];

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
  .parse()
  .opts<{ rounds: number; beside?: string; json: boolean; heap: boolean; latency: boolean }>();

const folder = mkdtempSync(join(tmpdir(), "pollio-bench-"));
try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
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
  const figures = await run(participants);
  for (const participant of participants) participant.end();
  const heap = options.heap ? await measureHeap() : [];
  const latency = options.latency ? await measureLatency() : [];
  if (options.json) process.stdout.write(`${JSON.stringify({ figures, heap, latency }, null, 2)}\n`);
  else print(participants, figures, heap, latency);
}

function participant({ name, runtime, url }: Measured, label: string): Participant {
  const script = fileURLToPath(new URL("participant.mjs", import.meta.url));
  return new Participant(`${name} (${runtime}${label})`, [...pin, ...runtimeCommand(runtime), script, url]);
}

type Figures = Record<string, Record<string, number[]>>;

async function run(participants: readonly Participant[]): Promise<Figures> {
  const figures: Figures = {};
  // The first rounds compile and warm; they are not counted.
  for (let round = -3; round < options.rounds; round++) {
    process.stderr.write(`\rround ${Math.max(round + 1, 0)} of ${options.rounds} `);
    for (const { name, iterations } of SCENARIOS) {
      for (const participant of participants) {
        const nanoseconds = await participant.measure(name, iterations);
        if (round < 0) continue;
        figures[name] ??= {};
        figures[name][participant.name] ??= [];
        figures[name][participant.name]!.push(nanoseconds);
      }
    }
  }
  process.stderr.write("\n");
  return figures;
}

function compile(): string {
  const output = join(folder, "loop");
  const source = fileURLToPath(new URL("native/loop.c", import.meta.url));
  execFileSync(process.env.CC ?? "cc", ["-O2", "-pthread", "-o", output, source], { stdio: "inherit" });
  return output;
}

function print(
  participants: readonly Participant[],
  figures: Figures,
  heap: readonly HeapRow[],
  latency: readonly LatencyRow[],
): void {
  const [cpu] = cpus();
  console.log(`${cpu?.model ?? "unknown processor"} × ${cpus().length}, Linux ${release()}, Node ${process.version}`);
  console.log(pin.length > 0 ? `pinned to one core (${pin.join(" ")})` : "NOT pinned: taskset is not here");
  const table = new Table({ head: ["median ns (ratio to C)", ...SCENARIOS.map(({ title }) => title)] });
  for (const { name } of participants) {
    table.push([name, ...SCENARIOS.map((scenario) => cell(figures[scenario.name]!, name))]);
  }
  console.log(table.toString());
  if (heap.length > 0) console.log(heapTable(heap));
  if (latency.length > 0) console.log(latencyTable(latency));
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
