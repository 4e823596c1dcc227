import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Pollio } from "./echo-server.ts";

/**
 * Ctrl-C while a worker blocks in wait: the signal goes to the main thread only, and a blocked worker cannot be terminated.
 * The main thread, whose event loop is free, wakes the worker's poller; the worker sees that it shall end, and closes.
 */
export async function serveInWorker({ backend, wake }: Pollio): Promise<string> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { backend: backend.name, stop };
  const worker = new Worker(new URL("./shutdown-worker.mjs", import.meta.url), { workerData });
  const [{ port, waker }] = await once(worker, "message");
  process.on("SIGINT", () => {
    Atomics.store(stop, 0, 1); // before the wake: what it wakes must find it
    wake(waker);
  });
  console.log(port);
  const [greeted] = await once(worker, "message");
  await once(worker, "exit");
  return `greeted ${greeted}`;
}
