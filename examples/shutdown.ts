import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Pollio } from "./echo-server.ts";

/**
 * Ctrl-C while a worker is blocked in `wait`: only the main thread receives the signal, and a blocked worker cannot be
 * terminated. The main thread's event loop is free, so it wakes the worker's poller; the worker sees the stop flag and closes.
 */
export async function serveInWorker({ backend, wake }: Pollio): Promise<string> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { backend: backend.name, stop };
  const worker = new Worker(new URL("./shutdown-worker.mjs", import.meta.url), { workerData });
  const exited = once(worker, "exit"); // listened for now: it may come in the same turn as the last message
  const [{ port, waker }] = await once(worker, "message");
  process.on("SIGINT", () => {
    Atomics.store(stop, 0, 1); // before the wake-up, so that the worker sees it
    wake(waker);
  });
  console.log(port);
  const [greeted] = await once(worker, "message");
  await exited;
  return `greeted ${greeted}`;
}
