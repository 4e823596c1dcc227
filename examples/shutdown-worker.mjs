// The worker of shutdown.ts: greets every client and blocks in between. Plain JavaScript, because workers in Node 20 cannot load
// TypeScript, not even through tsx.
import { parentPort, workerData } from "node:worker_threads";

const { EventObject, OsPoller, accept, listenTcp, localAddress, sys } = await import(`@pollio/${workerData.backend}`);
/** @type {Int32Array} */
const stop = workerData.stop;
const greeting = new TextEncoder().encode("hello\n");
const listener = listenTcp({ host: "127.0.0.1", port: 0 });
const poller = new OsPoller();
poller.add(EventObject.server(listener));
parentPort?.postMessage({ port: localAddress(listener).port, waker: poller.waker });
let greeted = 0;
while (Atomics.load(stop, 0) === 0) {
  poller.wait(-1); // blocks only this worker
  for (let fd = accept(listener); fd >= 0; fd = accept(listener)) {
    sys.write(fd, greeting);
    sys.close(fd);
    greeted++;
  }
}
poller.close();
sys.close(listener);
parentPort?.postMessage(greeted);
