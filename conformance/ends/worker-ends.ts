// A worker ends while it waits for what it shares with the main thread: it is terminated, exits, or throws. Afterwards the main thread's
// poller works, and of the worker nothing is left but what docs/design.md lists.

import assert from "node:assert/strict";
import { parentPort, type Worker } from "node:worker_threads";
import {
  type Context,
  haveTaken,
  loaded,
  nextMessage,
  readOnce,
  sleep,
  startWorker,
  wakeOnce,
  within,
} from "./context.ts";
import { assertNothingLeft, Survivor, settled } from "./survivor.ts";

const PENDING = ["wait", "waitAsync", "watch", "readable", "iterator", "taken"] as const;
type Pending = (typeof PENDING)[number];
const ENDS = ["terminate", "exit", "throw"] as const;
type End = (typeof ENDS)[number];

export interface Pends {
  readonly pending: Pending;
  readonly end: End;
  readonly reader: number;
}

/** Descriptors of ours that stay open where a worker is terminated and nobody is told: two for a poller and three for its asynchronous waits. */
const OPENED: Readonly<Record<Pending, number>> = {
  wait: 2,
  waitAsync: 5,
  iterator: 5,
  watch: 7,
  readable: 7,
  taken: 6,
};

/** Descriptors of the event loop of a worker of Deno: an epoll and its duplicate, an eventfd, and a socket for signals. */
const LOOP = 4;

/** What is left in a runtime whatever we do (docs/design.md, "Limits that are not ours"). */
export interface Leaves {
  /** Whether what a terminated worker opened stays open. */
  readonly opened: boolean;
  /** Descriptors that the runtime keeps of one worker that has ended, however many there were before it. */
  readonly kept: number;
  /** Whether a worker that is terminated while it blocks goes on blocking, and keeps its thread and event loop. */
  readonly blocksOn: boolean;
}

/** `how` is what is left, as JSON. */
export async function workerEnds({ module, url, rounds, how }: Context): Promise<Record<string, unknown>> {
  const { opened, kept, blocksOn } = JSON.parse(how) as Leaves;
  const survivor = new Survivor(module);
  await survivor.check();
  const end = (pending: Pending, how: End) => endOne(url, { pending, end: how, reader: survivor.shared[0] });
  // What the runtime opens for its first workers stays.
  for (let time = 0; time < 2; time++) await end("waitAsync", "exit");
  await survivor.check();
  const before = await settled();
  const allowed = { threads: 0, descriptors: kept };
  let cases = 0;
  for (let round = 0; round < rounds; round++) {
    for (const pending of PENDING) {
      for (const how of ENDS) {
        // Blocked in a wait, it cannot end itself.
        if (pending === "wait" && how !== "terminate") continue;
        await end(pending, how);
        await survivor.check();
        if (how === "terminate" && opened) allowed.descriptors += OPENED[pending];
        if (pending === "wait" && blocksOn) {
          allowed.threads++;
          allowed.descriptors += LOOP;
        }
        await assertNothingLeft(before, `${how} during ${pending}`, allowed);
        cases++;
      }
    }
  }
  survivor.close();
  return { cases };
}

async function endOne(url: string, data: Pends): Promise<void> {
  const worker = startWorker(url, "pends", data);
  const what = `the end of a worker by ${data.end} during ${data.pending}`;
  await within("a worker begins to wait", nextMessage(worker), 10_000);
  // By then it is in the kernel, or its event loop is.
  await sleep(10);
  const [code, error] = await within(what, ended(worker, data.end), 5_000);
  if (data.end === "exit") assert.equal(code, 7, what);
  if (data.end === "throw") assert.match(String(error), /thrown on purpose/, what);
  else assert.equal(error, undefined, what);
}

function ended(worker: Worker, end: End): Promise<[code: number, error: unknown]> {
  let error: unknown;
  worker.on("error", (thrown) => {
    error = thrown;
  });
  const exit = new Promise<[number, unknown]>((resolve) => worker.once("exit", (code) => resolve([code, error])));
  if (end === "terminate") void worker.terminate();
  else worker.postMessage(end);
  return exit;
}

/** The worker. */
export async function pends(url: string, { pending, reader }: Pends): Promise<void> {
  const module = await loaded(url);
  const { OsPoller, readable, watch } = module;
  parentPort!.on("message", (end: End) => {
    if (end === "exit") process.exit(7);
    throw new Error("thrown on purpose");
  });
  const poller = new OsPoller({ maxEvents: 4 });
  poller.add({ fd: reader, kind: 1 }, { trigger: "edge" });
  if (pending === "taken") haveTaken(module, poller);
  if (pending === "watch" || pending === "readable") await readOnce(module);
  else if (pending !== "wait") await wakeOnce(poller);
  if (pending === "waitAsync" || pending === "taken") void poller.waitAsync();
  if (pending === "iterator") void poller[Symbol.asyncIterator]().next();
  if (pending === "watch") watch(reader, () => {});
  if (pending === "readable") void readable(reader);
  parentPort!.postMessage("pending");
  while (pending === "wait") poller.wait(-1);
}
