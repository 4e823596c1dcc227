// The machine that figures depend on.

import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import type { Cores } from "./cores.ts";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly virtual: boolean;
  /** Which cores processes are pinned to, or that they are not. */
  readonly pinning: string;
  /** The one-minute load average at the start of the run: what else the machine was doing. */
  readonly load: number;
}

export function describeMachine({ taskset, measured, other }: Cores): Machine {
  const [processor] = cpus();
  return {
    processor: processor?.model.trim() ?? "unknown processor",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${distribution()}, Linux ${release()}`,
    virtual: /^flags\s*:.*\bhypervisor\b/m.test(textOf("/proc/cpuinfo")),
    pinning:
      taskset === undefined
        ? "NOT pinned: taskset is not installed"
        : `pinned to core ${measured}, load generators to core ${other}`,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

export function machineLine(machine: Machine): string {
  const { processor, cores, memoryGiB, system, virtual, pinning } = machine;
  return `${processor} × ${cores}${virtual ? " (virtual machine)" : ""}, ${memoryGiB} GiB, ${system}; ${pinning}`;
}

/** Above this load average, others use the processors too, and the figures are rough. */
const BUSY = 0.5;

/** A warning if the machine was not idle. */
export function busyLine({ load }: Machine): string | undefined {
  return load > BUSY ? `the machine was busy at the start (load average ${load})` : undefined;
}

function distribution(): string {
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(textOf("/etc/os-release"))?.[1] ?? "Linux";
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
