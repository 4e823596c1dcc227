// The HTTP server on all cores: node http-workers.mjs 8080 [threads]
//
// Threads of one process share descriptors: the main thread opens one listening socket, and each worker waits for it with a poller of its own.
// What they count is in memory that they share. SIGINT and SIGTERM end it: no new connections, the answers under way are finished, and the
// main thread says what each worker has done.

import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { listenTcp, localAddress, sys } from "pollio";
import { serve } from "./http-server.mjs";

if (isMainThread) await main(Number(process.argv[2] ?? 8080), Number(process.argv[3] ?? availableParallelism()));
else await work(workerData);

/** @param {number} port @param {number} count */
async function main(port, count) {
  const listener = listenTcp({ port });
  const requests = new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
  const workers = Array.from(requests, (_, index) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { listener, requests, index } });
    const message = () => /** @type {Promise<unknown>} */ (new Promise((resolve) => worker.once("message", resolve)));
    return { worker, message, ready: message() };
  });
  await Promise.all(workers.map(({ ready }) => ready));
  console.log(`http://127.0.0.1:${/** @type {{ port: number }} */ (localAddress(listener)).port}`);
  await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
  });
  const ended = workers.map(({ message }) => message());
  for (const { worker } of workers) worker.postMessage("stop");
  await Promise.all(ended);
  sys.close(listener); // now that no poller has it any more
  console.log([...requests].map((number, index) => `worker ${index}: ${number} requests`).join("\n"));
  for (const { worker } of workers) worker.unref();
}

/** @param {{ listener: number, requests: Int32Array, index: number }} given */
async function work({ listener, requests, index }) {
  const server = serve({
    listener,
    handle: () => {
      Atomics.add(requests, index, 1);
      return { body: `hello from worker ${index}\n` };
    },
  });
  parentPort?.once("message", () => server.stop());
  parentPort?.postMessage("ready");
  await server.ended;
  parentPort?.postMessage("ended");
}
