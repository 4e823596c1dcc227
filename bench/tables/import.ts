// Table 6: what `import "pollio"` and the first OsPoller add to the runtime's own start-up. Times whole processes, with and without
// pollio in turn.

import { spawn } from "node:child_process";
import type { Command } from "../harness/child.ts";
import { rotated } from "../harness/recording.ts";
import { roundName, type Table } from "./table.ts";

export const START = "start";
/** Time on top of START, round by round. */
export const COST = "cost";
/** Likewise: processor time of all threads, which a busy machine hardly changes, and peak resident memory. */
export const CPU = "cpu";
export const MEMORY = "memory";

const WARM = 2;
const PROCESS_MS = 30_000;

export const importCost: Table = {
  name: "import",
  title: "Import",
  measures: [
    { name: START, unit: "ms" },
    { name: COST, unit: "ms" },
    { name: CPU, unit: "ms" },
    { name: MEMORY, unit: "bytes" },
  ],
  rounds: { quick: 7, full: 31 },
  async run({ entries, recording, measured, rounds, progress }) {
    const alone = await recording.prepare(entries, "start");
    const whole = new Map((await recording.prepare(entries, "import")).map((each) => [each.entry.name, each.command]));
    for (let round = -WARM; round < rounds; round++) {
      progress(roundName(round, rounds));
      for (const { entry, command } of rotated(alone, round)) {
        const importing = whole.get(entry.name);
        if (importing === undefined) continue;
        await recording.attempt(entry.name, async () => {
          const start = await runToEnd(measured(command));
          const all = await runToEnd(measured(importing));
          if (round < 0) return;
          recording.introduce(entry, {});
          recording.add(entry.name, START, start.ms);
          recording.add(entry.name, COST, all.ms - start.ms);
          recording.add(entry.name, CPU, all.cpuMs - start.cpuMs);
          recording.add(entry.name, MEMORY, (all.residentKiB - start.residentKiB) * 1024);
        });
      }
    }
  },
};

export interface Run {
  /** From the start of the process to its exit. */
  readonly ms: number;
  /** Printed by the program: see ../programs/javascript/import.mjs. */
  readonly cpuMs: number;
  readonly residentKiB: number;
}

export function runToEnd({ file, args, env }: Command): Promise<Run> {
  const start = performance.now();
  const child = spawn(file, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
    timeout: PROCESS_MS,
  });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  let ms = 0;
  child.on("exit", () => {
    ms = performance.now() - start;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) return resolve({ ms, ...JSON.parse(printed) });
      reject(new Error(`a process ended with ${signal === null ? `exit code ${code}` : signal}: ${said.trim()}`));
    });
  });
}
