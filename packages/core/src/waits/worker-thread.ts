// A wait thread made of a worker that blocks, for hosts where no native thread is available. It starts in some milliseconds and
// is kept until the thread that it serves ends; between two sessions it sleeps on a shared word.

import type { Worker } from "node:worker_threads";
import type { Backend, UnsupportedBackend } from "../backend/seam.ts";
import { threadsModule } from "../host-modules.ts";
import { createSystem, systemOf } from "../systems/table.ts";
import type { StartWaitThread, WaitHost } from "./session.ts";

/** The words of the shared memory. */
const STATE = 0;
const FD = 1;
const WORDS = 2;

/** States: no session; a session that the worker has not seen yet; the worker waits on its descriptor. */
const IDLE = 0;
const WANTED = 1;
const WAITING = 2;

/**
 * Milliseconds that the worker blocks at a time. Node cannot end a worker that is inside a syscall, and waits for it: so this
 * bounds how long the end of the parent thread takes.
 */
const SLICE_MS = 100;

/** The most events that the worker fetches at once. */
const BATCH = 64;

/** `entry` is a module that calls `serveWaits`. */
export function workerWaitThread(entry: string | URL, host: WaitHost): StartWaitThread {
  const system = systemOf(host);
  let worker: Worker | undefined;
  const state = new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
  let onReady: (token: number) => void = () => {};
  return (fd, wakeFd, ready) => {
    onReady = ready;
    state[FD] = fd;
    Atomics.store(state, STATE, WANTED);
    Atomics.notify(state, STATE);
    if (worker === undefined) {
      worker = new (threadsModule().Worker)(entry, { workerData: state });
      worker.on("message", (token: number) => onReady(token));
      worker.unref();
    }
    return {
      stop() {
        if (Atomics.compareExchange(state, STATE, WANTED, IDLE) === WANTED) return;
        system.wake(wakeFd);
        Atomics.wait(state, STATE, WAITING);
      },
    };
  };
}

/** The worker's endless loop. */
export function serveWaits(backend: Backend | UnsupportedBackend): void {
  if ("reason" in backend) throw new Error(backend.reason);
  const state = threadsModule().workerData as Int32Array;
  for (;;) {
    Atomics.wait(state, STATE, IDLE);
    if (Atomics.compareExchange(state, STATE, WANTED, WAITING) !== WANTED) continue;
    serve(backend, state[FD]!);
    Atomics.store(state, STATE, IDLE);
    Atomics.notify(state, STATE);
  }
}

/** Reports what becomes ready, until it is woken. */
function serve(backend: Backend, fd: number): void {
  const { memory, fetch } = createSystem(backend).fetcher(fd, BATCH);
  const { words, stride, userData } = memory;
  const { EINTR } = backend.platform.errno;
  const { parentPort } = threadsModule();
  for (;;) {
    const count = fetch(SLICE_MS);
    if (count < 0 && count !== -EINTR!) return;
    for (let index = 0; index < count; index++) {
      const token = words[index * stride + userData]! >>> 0;
      if (token === 0) return;
      parentPort!.postMessage(token);
    }
  }
}
