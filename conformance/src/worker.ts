// Runs in a worker thread: loads the backend by URL and does what the parent asks for.
import { parentPort, workerData } from "node:worker_threads";
import type { Adapter } from "./adapter.ts";
import { FLAG, RESCUE_MS, type Request } from "./support/threads.ts";

const { adapter } = (await import((workerData as { url: string }).url)) as { adapter: Adapter };
const { OsPoller, sys, wake } = adapter.module;
const port = parentPort!;

port.on("message", (request: Request) => {
  if (request.do === "wake") wakeParent(request);
  else if (request.do === "write") write(request);
  else if (request.do === "block") block(request);
  else hammer(request);
});
port.postMessage("ready");

/** Wakes the parent after a while, and rescues it when the wake does not do it. */
function wakeParent({ waker, delayMs, flags, rescue }: Extract<Request, { do: "wake" }>): void {
  const cells = new Int32Array(flags);
  Atomics.wait(cells, FLAG.done, 0, delayMs);
  Atomics.store(cells, FLAG.woken, 1);
  wake(waker);
  Atomics.store(cells, FLAG.left, 1);
  Atomics.notify(cells, FLAG.left);
  if (Atomics.wait(cells, FLAG.done, 0, RESCUE_MS) === "timed-out") sys.write(rescue, Uint8Array.of(1));
}

/** Makes a pipe of the parent's readable after a while. */
function write({ fd, delayMs }: Extract<Request, { do: "write" }>): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs);
  port.postMessage(sys.write(fd, Uint8Array.of(1)));
}

/** Blocks without a timeout in a poller of this thread; tells the parent how to wake it and what the wait gave. */
function block({ rescue, rounds }: Extract<Request, { do: "block" }>): void {
  const poller = new OsPoller();
  poller.add({ fd: rescue, kind: 1 });
  port.postMessage(poller.waker);
  for (let round = 0; round < rounds; round++) {
    const { length, interrupted } = poller.wait(-1);
    port.postMessage({ length, interrupted });
  }
  poller.close();
  port.postMessage("closed");
}

/** Wakes all of them again and again until the parent says stop. */
function hammer({ wakers, flags }: Extract<Request, { do: "hammer" }>): void {
  const cells = new Int32Array(flags);
  while (Atomics.load(cells, FLAG.stop) === 0) {
    for (const waker of wakers) wake(waker);
    Atomics.add(cells, FLAG.count, 1);
  }
  port.postMessage("stopped");
}
