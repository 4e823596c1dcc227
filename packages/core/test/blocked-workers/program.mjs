// Eight workers block in wait(-1), and the process is made to end: program.mjs <package> crash|exit|natural|terminate. With `whole`,
// one worker measures its waits instead.

import { writeSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

const WORKERS = 8;

const [name, how] = isMainThread ? process.argv.slice(2) : workerData;
const say = (/** @type {unknown} */ message) => writeSync(1, `${JSON.stringify(message)}\n`);

if (!isMainThread) {
  const { OsPoller } = await import(name);
  if (how === "whole") parentPort.postMessage(wholeWaits(OsPoller));
  else block(OsPoller);
} else if (how === "whole") {
  new Worker(new URL(import.meta.url), { workerData: [name, how] }).once("message", say);
} else {
  const workers = Array.from(
    { length: WORKERS },
    () => new Worker(new URL(import.meta.url), { workerData: [name, how] }),
  );
  let ready = 0;
  for (const worker of workers) worker.once("message", () => ++ready === WORKERS && setTimeout(end, 100, workers));
}

/** @param {any} OsPoller */
function block(OsPoller) {
  const poller = new OsPoller({ maxEvents: 2 });
  parentPort.postMessage("ready");
  // A wait that a wake or a slice ended would begin again.
  for (;;) poller.wait(-1);
}

/** @param {Worker[]} workers */
async function end(workers) {
  // Compared with the clock of the parent process.
  say(Date.now());
  if (how === "crash") throw new Error("thrown on purpose");
  if (how === "exit") process.exit(7);
  if (how === "natural") for (const worker of workers) worker.unref();
  if (how === "terminate") await Promise.all(workers.map((worker) => worker.terminate()));
}

/**
 * How each wait of a worker ended: events and milliseconds after the end of its timeout.
 *
 * @param {any} OsPoller
 */
function wholeWaits(OsPoller) {
  const poller = new OsPoller({ maxEvents: 2 });
  return [0, 3.25, 50, 50.5, 120, 217.75].map((timeoutMs) => {
    const start = performance.now();
    const { length, interrupted } = poller.wait(timeoutMs);
    return { length, interrupted, late: performance.now() - start - timeoutMs };
  });
}
