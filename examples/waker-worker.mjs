// The worker of waker.ts. Plain JavaScript, because workers in Node 20 cannot load TypeScript, not even through tsx.
import { parentPort, workerData } from "node:worker_threads";

const { OsPoller } = await import(`@pollio/${workerData}`);
const poller = new OsPoller();
parentPort?.postMessage(poller.waker);
const { length } = poller.wait(-1); // a wake-up delivers no event
poller.close();
parentPort?.postMessage(`woken with ${length} events`);
