// Deno 2.9: the event loop of a worker that has loaded a Node-API addon stays open when the worker has ended.
//
//   deno run -A --node-modules-dir=manual docs/known-limits/deno-worker-addon.mjs
//
// It prints how many descriptors of event loops (epolls and eventfds) are open after some workers than were before.
import { readdirSync, readlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

const WORKERS = 5;

/** What each worker does before it is terminated. */
const DEEDS = {
  nothing: () => {},
  "load an addon": () => createRequire(import.meta.url)("koffi"),
  "start a worker that blocks": () => start("block"),
  "start a worker that idles": () => start("nothing"),
  block: () => {
    parentPort.postMessage("ready");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
};

function start(deed) {
  const worker = new Worker(new URL(import.meta.url), { workerData: deed });
  return new Promise((resolve) => worker.once("message", () => resolve(worker)));
}

/** Descriptors that belong to event loops. */
function countLoops() {
  const targets = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return ""; // the listing's own
    }
  });
  return targets.filter((target) => /eventpoll|eventfd/.test(target)).length;
}

if (isMainThread) {
  for (const deed of ["nothing", "load an addon", "start a worker that idles", "start a worker that blocks"]) {
    const before = countLoops();
    const workers = await Promise.all(Array.from({ length: WORKERS }, () => start(deed)));
    await Promise.all(workers.map((worker) => worker.terminate()));
    await sleep(2_000);
    console.log(`${WORKERS} workers that ${deed}: ${countLoops() - before} more`);
  }
  process.exit(0);
} else {
  parentPort.on("message", () => {});
  await DEEDS[workerData]();
  parentPort.postMessage("ready");
}
