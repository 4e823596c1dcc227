import { compiledWaitThread } from "./compiled-wait-thread.ts";
import type { StartWaitThread, WaitHost } from "./wait-session.ts";
import { workerWaitThread } from "./wait-worker.ts";

/**
 * The best thread that the host can have without an addon: a compiled one, or a worker that runs
 * `workerEntry`. It is made
 * when it is first needed, so that what never waits pays nothing. `only` is for tests.
 */
export function hostWaitThread(workerEntry: () => string, host: WaitHost, only?: "worker"): StartWaitThread {
  let start: StartWaitThread | undefined;
  return (fd, control, onReady) => {
    start ??= (only === "worker" ? undefined : compiledWaitThread()) ?? workerWaitThread(workerEntry(), host);
    return start(fd, control, onReady);
  };
}
