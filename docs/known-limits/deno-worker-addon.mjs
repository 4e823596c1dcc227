// Deno 2.9: the event loop of a worker that has loaded a Node-API addon stays open after the worker has ended.
//
//   deno run -A --node-modules-dir=manual docs/known-limits/deno-worker-addon.mjs
//
// It prints how many more event-loop descriptors (epolls and eventfds) are open after some workers than before.
import { readdirSync, readlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

const WORKERS = 5;

/** What a worker can do before it is terminated. */
const TASKS = {
  nothing: () => {},
  "load an addon": () => createRequire(import.meta.url)("koffi"),
  "start a worker that blocks": () => start("block"),
  "start a worker that idles": () => start("nothing"),
  block: () => {
    parentPort.postMessage("ready");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
};

function start(task) {
  const worker = new Worker(new URL(import.meta.url), { workerData: task });
  return new Promise((resolve) => worker.once("message", () => resolve(worker)));
}

/** Counts the descriptors that belong to event loops. */
function countLoops() {
  const targets = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return ""; // the descriptor of this listing
    }
  });
  return targets.filter((target) => /eventpoll|eventfd/.test(target)).length;
}

if (isMainThread) {
  for (const task of ["nothing", "load an addon", "start a worker that idles", "start a worker that blocks"]) {
    const before = countLoops();
    const workers = await Promise.all(Array.from({ length: WORKERS }, () => start(task)));
    await Promise.all(workers.map((worker) => worker.terminate()));
    await sleep(2_000);
    console.log(`${WORKERS} workers that ${task}: ${countLoops() - before} more descriptors`);
  }
  process.exit(0);
} else {
  parentPort.on("message", () => {});
  await TASKS[workerData]();
  parentPort.postMessage("ready");
}
