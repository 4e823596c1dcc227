// A table: measures to show, and a run that records them.

import type { Command } from "../harness/child.ts";
import { type Cores, pinned } from "../harness/cores.ts";
import type { Machine } from "../harness/machine.ts";
import { Recording } from "../harness/recording.ts";
import type { Entry } from "../participants/entry.ts";
import type { Measure, TableName, TableResult } from "../report/results.ts";

/** A quick run, or everything with more rounds. */
export type Size = "quick" | "full";

export interface Table {
  readonly name: TableName;
  readonly title: string;
  readonly measures: readonly Measure[];
  /** Default number of rounds, without warm-up. */
  readonly rounds: Readonly<Record<Size, number>>;
  run(context: Context): Promise<void>;
}

export interface Context {
  readonly entries: readonly Entry[];
  readonly recording: Recording;
  readonly size: Size;
  readonly rounds: number;
  /** Whether the machine has a core for the measured processes, and another one for load generators. */
  readonly twoCores: boolean;
  /** Pin a command to the measured core, to the other core, or to both. */
  readonly measured: (command: Command) => Command;
  readonly other: (command: Command) => Command;
  readonly both: (command: Command) => Command;
  /** Shows how far the run has come. */
  readonly progress: (text: string) => void;
}

export interface RunOptions {
  readonly entries: readonly Entry[];
  readonly cores: Cores;
  readonly machine: Machine;
  readonly full: boolean;
  /** Overrides the table's default. */
  readonly rounds: number | undefined;
  readonly progress: (text: string) => void;
}

export async function runTable(table: Table, options: RunOptions): Promise<TableResult> {
  const { entries, cores, machine, full } = options;
  const recording = new Recording();
  const size = full ? "full" : "quick";
  const rounds = options.rounds ?? table.rounds[size];
  const start = performance.now();
  await table.run({
    entries,
    recording,
    size,
    rounds,
    twoCores: cores.measured !== cores.other,
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

/** How progress names a round; negative ones only warm up. */
export function roundName(round: number, rounds: number): string {
  return round < 0 ? "warming up" : `round ${round + 1} of ${rounds}`;
}
