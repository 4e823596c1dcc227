// What a table is: a run that fills a recording.

import type { Command } from "../harness/child.ts";
import { type Cores, pinned } from "../harness/cores.ts";
import type { Machine } from "../harness/machine.ts";
import { Recording } from "../harness/recording.ts";
import type { Entry } from "../participants/entry.ts";
import type { Measure, TableName, TableResult } from "../report/results.ts";

export interface Table {
  readonly name: TableName;
  readonly title: string;
  readonly measures: readonly Measure[];
  /** Rounds that count, by default. */
  readonly rounds: { readonly quick: number; readonly full: number };
  run(context: Context): Promise<void>;
}

export interface Context {
  readonly entries: readonly Entry[];
  readonly recording: Recording;
  readonly full: boolean;
  readonly rounds: number;
  /** Pins to the core where what is measured runs, to the other, or to these two. */
  readonly measured: (command: Command) => Command;
  readonly other: (command: Command) => Command;
  readonly both: (command: Command) => Command;
  /** Shows how far it is. */
  readonly progress: (text: string) => void;
}

export interface RunOptions {
  readonly entries: readonly Entry[];
  readonly cores: Cores;
  readonly machine: Machine;
  readonly full: boolean;
  /** In place of the table's own. */
  readonly rounds: number | undefined;
  readonly progress: (text: string) => void;
}

export async function runTable(table: Table, options: RunOptions): Promise<TableResult> {
  const { entries, cores, machine, full } = options;
  const recording = new Recording();
  const rounds = options.rounds ?? table.rounds[full ? "full" : "quick"];
  const start = performance.now();
  await table.run({
    entries,
    recording,
    full,
    rounds,
    measured: (command) => pinned(command, [cores.measured], cores),
    other: (command) => pinned(command, [cores.other], cores),
    both: (command) => pinned(command, [cores.measured, cores.other], cores),
    progress: (text) => options.progress(`${table.name}: ${text}`),
  });
  return {
    table: table.name,
    full,
    rounds,
    finished: new Date().toISOString(),
    seconds: Math.round((performance.now() - start) / 1000),
    machine,
    measures: recording.measured(table.measures),
    participants: recording.participants,
    absent: recording.absent,
    failed: recording.failed,
    series: recording.series,
  };
}
