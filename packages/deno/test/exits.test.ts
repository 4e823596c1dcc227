// A worker that exits before the promise of its last call is kept.
import { readdirSync, readlinkSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";

function countEventfds(): number {
  const targets = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return ""; // the descriptor of this listing
    }
  });
  return targets.filter((target) => target.includes("eventfd")).length;
}

/** How many more eventfds are open after a worker than before it. */
async function leftBy(late: boolean): Promise<number> {
  const before = countEventfds();
  const worker = new Worker(new URL("./exits/worker.mjs", import.meta.url), { workerData: { late } });
  await new Promise((resolve, reject) => worker.once("exit", resolve).once("error", reject));
  await new Promise((resolve) => setTimeout(resolve, 300));
  return countEventfds() - before;
}

// Deno leaves one of its own open, whatever the worker does.
test.runIf(process.versions.deno !== undefined && process.platform === "linux")(
  "a worker that exits while a call is under way leaves no descriptor of ours open",
  async () => {
    expect(await leftBy(true)).toBe(await leftBy(false));
  },
);
