import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Pollio } from "./echo-server.ts";

/** A thread that blocks in wait cannot be terminated; its parent ends it by waking its poller. */
export async function wakeWorker(pollio: Pollio): Promise<string> {
  const worker = new Worker(new URL("./waker-worker.mjs", import.meta.url), { workerData: pollio.backend.name });
  const [waker] = await once(worker, "message"); // posted whole: it works from any thread
  const woken = pollio.wake(waker);
  const [answer] = await once(worker, "message");
  await once(worker, "exit");
  return `wake said ${woken}; the worker said: ${answer}; wake now says ${pollio.wake(waker)}`;
}
