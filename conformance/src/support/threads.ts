import { Worker } from "node:worker_threads";
import type { Poller, Waker } from "../adapter.ts";
import type { Fixture } from "./fixture.ts";

/** What the parent asks a worker to do. */
export type Request =
  | {
      readonly do: "wake";
      readonly waker: Waker;
      readonly delayMs: number;
      readonly flags: SharedArrayBuffer;
      rescue: number;
    }
  | { readonly do: "write"; readonly fd: number; readonly delayMs: number }
  | {
      readonly do: "block";
      readonly rescue: number;
      readonly rounds: number;
      readonly stale?: number;
      readonly exclusive?: boolean;
    }
  | { readonly do: "descriptors"; readonly rounds: number }
  | { readonly do: "exit" }
  | { readonly do: "await"; readonly rounds: number; readonly pending: number }
  | { readonly do: "scribble"; readonly cells: SharedArrayBuffer; readonly values: readonly number[] }
  | { readonly do: "serve"; readonly port: number }
  | { readonly do: "hammer"; readonly wakers: readonly Waker[]; readonly flags: SharedArrayBuffer };

/** Indices of the flags that parent and worker share; `left` means that wake has returned. */
export const FLAG = Object.freeze({ woken: 0, done: 1, stop: 2, count: 3, left: 4 });

/** After how many milliseconds a worker writes to the rescue pipe, to end a wait that its wake did not end. */
export const RESCUE_MS = 2_000;

/** A worker that has loaded the backend. */
export interface Thread {
  post(request: Request): void;
  /** The next message; earlier messages are kept. */
  next(): Promise<unknown>;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
}

/** Starts a worker; it ends with the case. */
export async function startThread(fixture: Fixture): Promise<Thread> {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: { url: fixture.backend.url } });
  fixture.defer(() => worker.terminate());
  const said: unknown[] = [];
  let failure: unknown;
  let listener = (): void => {};
  worker.on("message", (message) => {
    said.push(message);
    listener();
  });
  worker.on("error", (error) => {
    failure = error;
    listener();
  });
  const thread: Thread = {
    ended: new Promise((resolve) => worker.on("exit", resolve)),
    post: (request) => worker.postMessage(request),
    async next() {
      while (said.length === 0 && failure === undefined) {
        await new Promise<void>((resolve) => {
          listener = resolve;
        });
      }
      if (said.length === 0) throw failure;
      return said.shift();
    },
  };
  await thread.next();
  return thread;
}

/** A thread that wakes pollers of this thread. */
export interface Waking {
  /** Blocks in `wait` until the thread wakes it; returns whether the thread really called wake by then. */
  wakes(poller: Poller, wait: () => void): boolean;
}

/** Starts such a thread. A byte in a pipe ends a wait that the wake does not end, so that nothing hangs. */
export async function wakingThread(fixture: Fixture): Promise<Waking> {
  const thread = await startThread(fixture);
  return {
    wakes(poller, wait) {
      const flags = new SharedArrayBuffer(32);
      const cells = new Int32Array(flags);
      const { reader, writer } = fixture.pipe();
      poller.add({ fd: reader, kind: 1 });
      thread.post({ do: "wake", waker: poller.waker, delayMs: 30, flags, rescue: writer });
      wait();
      const woken = Atomics.load(cells, FLAG.woken) === 1;
      Atomics.store(cells, FLAG.done, 1);
      Atomics.notify(cells, FLAG.done);
      // A thread terminated inside wake would never leave it, and close would wait for it.
      Atomics.wait(cells, FLAG.left, 0, RESCUE_MS);
      poller.delete(reader);
      // The writing end stays open until the case ends, because the worker may be about to write to it.
      fixture.close(reader);
      return woken;
    },
  };
}
