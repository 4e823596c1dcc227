// The worker of waker.ts. Plain JavaScript, because a worker of Node 20 reads no TypeScript, with tsx neither.
import { parentPort, workerData } from "node:worker_threads";

const { OsPoller } = await import(`@pollio/${workerData}`);
const poller = new OsPoller();
parentPort?.postMessage(poller.waker);
const { length } = poller.wait(-1); // a wake shows no event
poller.close();
parentPort?.postMessage(`woken with ${length} events`);
