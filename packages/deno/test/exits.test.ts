// What a worker that exits during a wait leaves behind.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";

interface Left {
  eventfds: number;
  /** Contexts of Linux AIO, each of which is a mapping. */
  contexts: number;
}

function count(): Left {
  const targets = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return ""; // the descriptor of this listing
    }
  });
  const maps = readFileSync("/proc/self/maps", "utf8").split("\n");
  return {
    eventfds: targets.filter((target) => target.includes("eventfd")).length,
    contexts: maps.filter((map) => map.includes("[aio]")).length,
  };
}

/** How many more are open after a worker than before it. */
async function leftBy(workerData: { late?: boolean; pooled?: boolean }): Promise<Left> {
  const before = count();
  const worker = new Worker(new URL("./exits/worker.mjs", import.meta.url), { workerData });
  await new Promise((resolve, reject) => worker.once("exit", resolve).once("error", reject));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const after = count();
  return { eventfds: after.eventfds - before.eventfds, contexts: after.contexts - before.contexts };
}

// Deno leaves one eventfd of its own open, whatever the worker does.
describe.runIf(process.versions.deno !== undefined && process.platform === "linux")("a worker that exits", () => {
  test("while a call of Deno's pool is under way leaves no descriptor of ours open", async () => {
    const { eventfds } = await leftBy({ pooled: true });
    expect((await leftBy({ pooled: true, late: true })).eventfds).toBe(eventfds);
  });

  test("while Deno's event loop waits leaves no descriptor of ours and no context open", async () => {
    const { eventfds } = await leftBy({ pooled: true });
    expect(await leftBy({})).toEqual({ eventfds, contexts: 0 });
  });
});
