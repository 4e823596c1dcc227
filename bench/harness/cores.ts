// Which cores this process may use, and how a command is pinned to some of them.

import { readFileSync } from "node:fs";
import { which } from "../../tools/lib/run.ts";
import type { Command } from "./child.ts";

export interface Cores {
  /** Where measured processes run. */
  readonly measured: number;
  /** Where load generators run: another core, if there is one. */
  readonly other: number;
  /** Path of taskset; without it nothing is pinned. */
  readonly taskset: string | undefined;
}

export function findCores(): Cores {
  const allowed = parseCpuList(
    /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0",
  );
  const [measured = 0, other = measured] = allowed;
  return { measured, other, taskset: which("taskset") };
}

/** Parses a list such as "0-2,5", in the kernel's format (proc_pid_status(5)). */
export function parseCpuList(text: string): number[] {
  return text.split(",").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

export function pinned(command: Command, on: readonly number[], { taskset }: Cores): Command {
  if (taskset === undefined) return command;
  return { ...command, file: taskset, args: ["-c", on.join(","), command.file, ...command.args] };
}
