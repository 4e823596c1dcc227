// A thread that waits, made of a worker that blocks: for where no native thread can be had. It starts in some milliseconds
// and is kept until the thread that it waits for ends; between two sessions it sleeps on the shared word.

import { parentPort, Worker, workerData } from "node:worker_threads";
import { linux } from "../../../generated/core/linux.ts";
import type { RawSys } from "../../../generated/core/sys.ts";
import { eventWords } from "./event-words.ts";
import { wakeEventfd } from "./eventfd.ts";
import type { Backend, UnsupportedBackend } from "./seam.ts";
import type { StartWaitThread } from "./wait-session.ts";

/** Words of the shared memory. */
const STATE = 0;
const EPFD = 1;
const WORDS = 2;

/** States: no session; one that the worker has not seen yet; the worker waits on its descriptor. */
const IDLE = 0;
const WANTED = 1;
const WAITING = 2;

/**
 * How long the worker blocks at a time, in milliseconds. Node cannot end a worker that is inside a syscall, and waits for
 * it: so this bounds the time that the end of the thread above it takes.
 */
const SLICE_MS = 100;

/** Events that the worker takes at once. */
const BATCH = 64;

/** `entry` is the path of a module that calls `serveWaits`. */
export function workerWaitThread(entry: string, raw: Pick<RawSys, "write">): StartWaitThread {
  let worker: Worker | undefined;
  const state = new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
  let onReady: (token: number) => void = () => {};
  return (epfd, control, ready) => {
    onReady = ready;
    state[EPFD] = epfd;
    Atomics.store(state, STATE, WANTED);
    Atomics.notify(state, STATE);
    if (worker === undefined) {
      worker = new Worker(entry, { workerData: state });
      worker.on("message", (token: number) => onReady(token));
      worker.unref();
    }
    return {
      stop() {
        if (Atomics.compareExchange(state, STATE, WANTED, IDLE) === WANTED) return;
        wakeEventfd(raw, control);
        Atomics.wait(state, STATE, WAITING);
      },
    };
  };
}

/** What the worker does, for ever. */
export function serveWaits(backend: Backend | UnsupportedBackend): void {
  if ("reason" in backend) throw new Error(backend.reason);
  const state = workerData as Int32Array;
  for (;;) {
    Atomics.wait(state, STATE, IDLE);
    if (Atomics.compareExchange(state, STATE, WANTED, WAITING) !== WANTED) continue;
    serve(backend, state[EPFD]!);
    Atomics.store(state, STATE, IDLE);
    Atomics.notify(state, STATE);
  }
}

/** Reports what becomes ready, until the control descriptor does. */
function serve({ raw, allocate, layouts }: Backend, epfd: number): void {
  const { stride, data } = eventWords(layouts.epoll_event!);
  const events = allocate(BATCH * stride * Int32Array.BYTES_PER_ELEMENT);
  const { words } = events;
  const wait = raw.bind_epoll_wait(epfd, events, BATCH);
  for (;;) {
    const count = wait(SLICE_MS);
    if (count < 0 && count !== -linux.errno.EINTR) return;
    for (let index = 0; index < count; index++) {
      const token = words[index * stride + data]! >>> 0;
      if (token === 0) return;
      parentPort!.postMessage(token);
    }
  }
}
