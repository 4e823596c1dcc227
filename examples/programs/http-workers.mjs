// The HTTP server on all cores: node http-workers.mjs 8080 [threads]
//
// Threads of one process share descriptors. So the main thread accepts the connections and deals them out to its workers by number, and each
// worker waits for its own with its own poller. If all workers waited for the listening socket instead, an idle server's connections would
// all go to the worker that is woken first, and with keep-alive they would stay there. The workers count requests in shared memory. SIGINT
// and SIGTERM end the program: no new connections, the answers under way are finished, and the main thread prints what each worker did.

import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { accept, EventObject, errno, listenTcp, localAddress, OsPoller, sys } from "pollio";
import { serve } from "./http-server.mjs";

/** How long to wait for a free descriptor, in milliseconds. The listening socket is readable all the while, and would end every wait at once. */
const RETRY_MS = 100;
/** The listening socket is reported once, and then not until it is registered again. */
const ONCE = Object.freeze(/** @type {const} */ ({ trigger: "oneshot" }));

if (!isMainThread) await work(workerData);
else if (process.argv[1]?.endsWith("http-workers.mjs")) await main();

async function main() {
  const { port, requests, stop, ended } = await serveByWorkers({
    port: Number(process.argv[2] ?? 8080),
    count: Number(process.argv[3] ?? availableParallelism()),
  });
  console.log(`http://127.0.0.1:${port}`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
  await ended;
  console.log([...requests].map((number, index) => `worker ${index}: ${number} requests`).join("\n"));
}

/** Resolves when the workers are ready. @param {{ port: number, count: number }} options */
export async function serveByWorkers({ port, count }) {
  const listener = listenTcp({ port });
  const poller = new OsPoller();
  const requests = new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
  const workers = Array.from(requests, (_, index) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { requests, index } });
    const message = () => /** @type {Promise<unknown>} */ (new Promise((resolve) => worker.once("message", resolve)));
    return { worker, message, ready: message() };
  });
  await Promise.all(workers.map(({ ready }) => ready));
  let running = true;
  const server = EventObject.server(listener);
  poller.add(server, ONCE);

  async function deal() {
    for (let turn = 0; running; ) {
      await poller.waitAsync();
      // After `stop`, too: clients that have connected are served.
      let fd = accept(listener);
      for (; fd >= 0; fd = accept(listener)) workers[turn++ % count]?.worker.postMessage(fd);
      if (fd === -errno.EAGAIN) poller.modify(server, ONCE);
      else setTimeout(() => running && poller.modify(server, ONCE), RETRY_MS);
    }
    poller.close();
    sys.close(listener);
    const ended = workers.map(({ message }) => message());
    for (const { worker } of workers) worker.postMessage("stop"); // arrives behind the connections
    await Promise.all(ended);
    for (const { worker } of workers) worker.unref();
  }

  return {
    port: /** @type {{ port: number }} */ (localAddress(listener)).port,
    /** How many requests each worker has answered. */
    requests,
    /** Resolves when the last connection has ended. */
    ended: deal(),
    stop() {
      running = false;
      poller.notify();
    },
  };
}

/** @param {{ requests: Int32Array, index: number }} given */
async function work({ requests, index }) {
  const server = serve({
    listens: false,
    handle: () => {
      Atomics.add(requests, index, 1);
      return { body: `hello from worker ${index}\n` };
    },
  });
  parentPort?.on("message", (message) => (message === "stop" ? server.stop() : server.take(message)));
  parentPort?.postMessage("ready");
  await server.ended;
  parentPort?.postMessage("ended");
}
