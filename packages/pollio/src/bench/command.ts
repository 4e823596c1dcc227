// The verb bench: a quick table of the time per call in this runtime.

import { mkdtempSync, rmSync } from "node:fs";
import { cpus, release, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { BACKENDS, type BackendName, ORDER } from "../backends.ts";
import { script } from "../child.ts";
import { runtimeText, thisHost } from "../host.ts";
import { entryOf } from "../installed.ts";
import { Exit, paints, print, printJson, progress, say, table, UsageError } from "../output.ts";
import { orderHere } from "../trial.ts";
import { compileLoop } from "./compile.ts";
import { measure } from "./measure.ts";
import { Participant } from "./participants.ts";
import { pin } from "./pin.ts";
import { type Figures, SCENARIOS } from "./scenarios.ts";
import { median, medianRatio } from "./statistics.ts";

export interface BenchOptions {
  readonly backend?: readonly string[];
  readonly rounds: number;
  readonly json?: boolean;
}

const LOOP = fileURLToPath(new URL("../../native/loop.c", import.meta.url));
const QUICK = ["empty", "one", "full", "change"];
const scenarios = SCENARIOS.filter(({ name }) => QUICK.includes(name));

interface Row {
  readonly name: string;
  /** Medians, by scenario. */
  readonly nanoseconds: Readonly<Record<string, number>>;
  readonly ratioToC: Readonly<Record<string, number>> | undefined;
}

export async function bench({ backend, rounds, json = false }: BenchOptions): Promise<number> {
  if (!Number.isInteger(rounds) || rounds < 1) throw new UsageError("--rounds must be an integer of at least 1");
  if (process.platform !== "linux")
    throw new UsageError(`the benchmark supports only Linux, and this is ${process.platform}`);
  const folder = mkdtempSync(join(tmpdir(), "pollio-bench-"));
  try {
    return await run(folder, names(backend), rounds, json);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function names(wanted: readonly string[] | undefined): readonly string[] {
  const here = orderHere({ backends: BACKENDS, order: ORDER, host: thisHost() });
  const wrong = wanted?.find((name) => !here.includes(name));
  if (wrong !== undefined) {
    throw new UsageError(`"${wrong}" is not a backend for ${runtimeText(thisHost())}; known: ${here.join(", ")}`);
  }
  const installed = here.filter((name) => entry(name) !== undefined);
  const absent = wanted?.find((name) => !installed.includes(name));
  if (absent !== undefined) throw new UsageError(`"${absent}" is not installed; for details, run: pollio doctor`);
  return wanted ?? installed;
}

function entry(name: string): string | undefined {
  return entryOf(BACKENDS[name as BackendName].package);
}

async function run(folder: string, backends: readonly string[], rounds: number, json: boolean): Promise<number> {
  const compiled = compileLoop(LOOP, folder);
  const participants = [
    ...("program" in compiled ? [new Participant("C", [...pin, compiled.program])] : []),
    ...backends.map((name) => {
      const url = pathToFileURL(entry(name)!).href;
      return new Participant(name, [...pin, process.execPath, script("participant"), url]);
    }),
  ];
  try {
    const figures = await measure(participants, scenarios, rounds, (round) => progress(`round ${round} of ${rounds} `));
    progress("");
    const rows = participants.map(({ name }) => rowOf(name, figures));
    if (json) printJson({ ok: true, ...machine(), rounds, c: compiled, scenarios, rows });
    else tell(rows, "reason" in compiled ? compiled.reason : undefined);
    return Exit.ok;
  } catch (error) {
    progress("");
    say(
      paints(process.stderr).red(`${error instanceof Error ? error.message : error}; for details, run: pollio doctor`),
    );
    return Exit.failed;
  } finally {
    for (const participant of participants) participant.end();
  }
}

function rowOf(name: string, figures: Figures): Row {
  const each = <Value>(value: (series: Record<string, number[]>) => Value) =>
    Object.fromEntries(scenarios.map((scenario) => [scenario.name, value(figures[scenario.name]!)]));
  const hasC = figures[scenarios[0]!.name]!.C !== undefined;
  return {
    name,
    nanoseconds: each((series) => median(series[name]!)),
    ratioToC: hasC ? each((series) => medianRatio(series[name]!, series.C!)) : undefined,
  };
}

function machine() {
  const all = cpus();
  return {
    cpu: all[0]?.model ?? "unknown processor",
    cores: all.length,
    kernel: release(),
    runtime: thisHost(),
    pinned: pin.length > 0,
  };
}

function tell(rows: readonly Row[], noC: string | undefined): void {
  const { cpu, cores, kernel, pinned } = machine();
  print(
    `${cpu} × ${cores}, Linux ${kernel}, ${runtimeText(thisHost())}, ${pinned ? "pinned to one core" : "not pinned"}`,
  );
  const head = ["nanoseconds (× C)", ...scenarios.map(({ title }) => title)];
  print(
    table(
      head,
      rows.map((row) => [row.name, ...scenarios.map(({ name }) => cell(row, name))]),
    ),
  );
  print(noC === undefined ? NOTE : `No row for C: ${noC}.`);
}

const NOTE =
  "The C loop has one thread. With a second, idle thread, which every JavaScript runtime has, it takes about 1.1 × as long.";

function cell({ nanoseconds, ratioToC }: Row, scenario: string): string {
  const figure = nanoseconds[scenario]!;
  const digits = figure < 10_000 ? figure.toFixed(0) : `${(figure / 1000).toFixed(0)}k`;
  return ratioToC === undefined ? digits : `${digits} (${ratioToC[scenario]!.toFixed(2)})`;
}
