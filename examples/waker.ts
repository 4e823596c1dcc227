import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Pollio } from "./echo-server.ts";

/** A thread blocked in `wait` cannot be terminated, so its parent stops it by waking its poller. */
export async function wakeWorker(pollio: Pollio): Promise<string> {
  const worker = new Worker(new URL("./waker-worker.mjs", import.meta.url), { workerData: pollio.backend.name });
  const exited = once(worker, "exit"); // listened for now: it may come in the same turn as the last message
  const [waker] = await once(worker, "message"); // a plain value that works from any thread
  const woken = pollio.wake(waker);
  const [answer] = await once(worker, "message");
  await exited;
  return `wake returned ${woken}; worker: ${answer}; wake now returns ${pollio.wake(waker)}`;
}
