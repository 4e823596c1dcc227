// Table 5: what `import "pollio"` and the first OsPoller take on top of the runtime's own start-up: whole processes, from start to
// end, each kind in turn.

import { spawn } from "node:child_process";
import type { Command } from "../harness/child.ts";
import { rotated } from "../harness/recording.ts";
import type { Table } from "./table.ts";

export const START = "start";
/** On top of START, round by round. */
export const COST = "cost";

const WARM = 2;
const PROCESS_MS = 30_000;

export const importCost: Table = {
  name: "import",
  title: "Import",
  measures: [
    { name: START, unit: "ms" },
    { name: COST, unit: "ms" },
  ],
  rounds: { quick: 7, full: 31 },
  async run({ entries, recording, measured, rounds, progress }) {
    const alone = await recording.prepare(entries, "start");
    const whole = new Map((await recording.prepare(entries, "import")).map((each) => [each.entry.name, each.command]));
    for (let round = -WARM; round < rounds; round++) {
      progress(round < 0 ? "warming up" : `round ${round + 1} of ${rounds}`);
      for (const { entry, command } of rotated(alone, round)) {
        const importing = whole.get(entry.name);
        if (importing === undefined) continue;
        await recording.attempt(entry.name, async () => {
          const start = await milliseconds(measured(command));
          const all = await milliseconds(measured(importing));
          if (round < 0) return;
          recording.introduce(entry, {});
          recording.add(entry.name, START, start);
          recording.add(entry.name, COST, all - start);
        });
      }
    }
  },
};

/** From the start of a process to its end. */
export function milliseconds({ file, args, env }: Command): Promise<number> {
  const start = performance.now();
  const child = spawn(file, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...env },
    timeout: PROCESS_MS,
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (code === 0) return resolve(performance.now() - start);
      const how = signal === null ? `exit code ${code}` : signal;
      child.on("close", () => reject(new Error(`a process ended with ${how}: ${said.trim()}`)));
    });
  });
}
