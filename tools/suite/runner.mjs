// Runs inside the runtime that is looked at: cases of the conformance suite, one after another, each told on standard output in a
// line of JSON. It may be copied to where the packages are, and imports nothing else.

import { writeSync } from "node:fs";
import { suite } from "@pollio/conformance";

/**
 * @typedef {object} Order
 * @property {string} backend
 * @property {readonly string[]} [only] Beginnings of names.
 * @property {readonly string[]} done Names that another process has run, or has died of.
 * @property {number} patienceMs
 * @property {number} slowdown What the cases' time limits are multiplied with.
 * @property {string} [execPath] What the cases' own processes are started with, where the runtime is no program of this machine.
 */

const order = /** @type {Order} */ (JSON.parse(process.argv[2] ?? "{}"));
if (order.execPath !== undefined) process.execPath = order.execPath;

/** Written at once: a case may end the process. @param {object} message */
const tell = (message) => writeSync(1, `${JSON.stringify(message)}\n`);

const { adapter } = await import(`@pollio/${order.backend}/adapter`);

/** @type {[name: string, run: () => void | Promise<void>, timeoutMs: number][]} */
const cases = [];
const report = suite({
  test: (name, run, timeoutMs = 15_000) => cases.push([name, run, timeoutMs]),
  backend: adapter,
  patienceMs: order.patienceMs,
});
const chosen = cases.filter(([name]) => order.only?.some((prefix) => name.startsWith(prefix)) ?? true);
const { bun, deno, node } = process.versions;
tell({
  cases: chosen.map(([name]) => name),
  notProvable: report.notProvable,
  runtime: `${bun ? `bun ${bun}` : deno ? `deno ${deno}` : `node ${node}`} ${process.arch}`,
});

// What the runtime opens for itself when something is first waited for must not look like a case's leak.
const poller = new adapter.module.OsPoller();
await poller.waitAsync(1);
poller.close();

for (const [name, run, timeoutMs] of chosen) {
  if (order.done.includes(name)) continue;
  tell({ begin: name });
  const start = performance.now();
  /** @type {string | undefined} */
  let message;
  try {
    await within(run, timeoutMs * order.slowdown);
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
  }
  tell({ end: name, ms: Math.round(performance.now() - start), ...(message !== undefined && { message }) });
}
tell({ finished: true });
process.exit(0);

/**
 * @param {() => void | Promise<void>} run
 * @param {number} ms
 */
async function within(run, ms) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it takes longer than ${ms} ms`)), ms);
  });
  try {
    await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}
