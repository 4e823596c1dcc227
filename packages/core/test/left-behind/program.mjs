// Counts the descriptors that are left behind: program.mjs <module> dropped, or <module> poller|async terminate|end|exit <how many the
// runtime keeps for itself>.

import { readdirSync, readlinkSync, writeSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

const WORKERS = 12;
const WARM = 4;
const DROPPED = 10_000;

const [module, how, end, kept] = isMainThread ? process.argv.slice(2) : workerData;
const { OsPoller, wake } = await import(module);
const { gc, Bun } = /** @type {any} */ (globalThis);
const isMac = process.platform === "darwin";
/** Of the kinds that a poller opens, where that can be seen: Bun opens /dev/null at some time. */
const count = () => readdirSync(isMac ? "/dev/fd" : "/proc/self/fd").filter(isOurs).length;
/** @param {string} fd */
function isOurs(fd) {
  if (isMac) return true;
  try {
    return readlinkSync(`/proc/self/fd/${fd}`).startsWith("anon_inode:");
  } catch {
    return false; // of readdir itself
  }
}
/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** @param {unknown} message */
const say = (message) => writeSync(1, `${JSON.stringify(message)}\n`);

if (!isMainThread) await work();
else say(how === "dropped" ? await dropped() : await workers());
if (isMainThread) process.exit(0);

async function work() {
  const poller = new OsPoller({ maxEvents: 2 });
  if (how === "async") {
    poller
      .unref()
      .waitAsync(60_000)
      .catch(() => {});
    await sleep(5);
  }
  parentPort.postMessage("ready");
  if (end === "terminate") setInterval(() => poller.closed, 1_000);
  if (end === "exit") setTimeout(() => process.exit(0), 5);
}

async function workers() {
  let before = 0;
  for (let round = 0; round < WORKERS; round++) {
    if (round === WARM) before = await settled();
    const worker = new Worker(new URL(import.meta.url), { workerData: [module, how, end] });
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    await new Promise((resolve) => worker.once("message", resolve));
    if (end === "terminate") await worker.terminate();
    await ended;
  }
  // What has just ended may give its descriptors back a little later.
  for (let i = 0; i < 20 && count() > before + Number(kept); i++) await sleep(150);
  return { left: count() - before };
}

/** The descriptors, once their number has stopped to change. */
async function settled() {
  let last = -1;
  for (let now = count(); now !== last; now = count()) {
    last = now;
    await sleep(150);
  }
  return last;
}

async function dropped() {
  /** @type {string[]} */
  const warnings = [];
  process.on("warning", (warning) => warnings.push(/** @type {any} */ (warning).code));
  /** @type {any[]} */
  const wakers = [];
  // What the first ones leave is kept for good: an epoll to ask with, a thread, or a poller that a register still holds.
  let before = Number.POSITIVE_INFINITY;
  for (let made = 0; made < DROPPED; ) {
    for (let i = 0; i < 200; i++, made++) {
      const poller = new OsPoller({ maxEvents: 1 });
      if (i % 50 === 0) await poller.waitAsync(0);
      if (i === 0) wakers.push(poller.waker);
    }
    await collected(made === 200 ? 0 : before + 4);
    before = Math.min(before, count());
  }
  await collected(before);
  return { left: count() - before, warnings, woken: wakers.filter((waker) => wake(waker)).length };
}

/** @param {number} descriptors */
async function collected(descriptors) {
  for (let i = 0; i < 40 && count() > descriptors; i++) {
    if (Bun === undefined) gc();
    else Bun.gc(true);
    await sleep(1);
  }
}
