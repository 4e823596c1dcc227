// The other thread: on each request it lets the first thread fall asleep, notes the time and writes to the descriptor.

import { isMainThread, Worker, workerData } from "node:worker_threads";
import { must } from "../protocol.mjs";
import { openClock } from "./clock.mjs";

/** Long enough for the first thread to block. */
const PAUSE_MS = 0.1;
const MESSAGE = new Uint8Array(8);

if (!isMainThread && workerData?.writer === true) await write(workerData);

/** @param {{ backendUrl: string, fd: number, turn: Int32Array, written: Float64Array }} data */
async function write({ backendUrl, fd, turn, written }) {
  const { sys } = await import(backendUrl);
  const now = await openClock();
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (let seen = 0; ; ) {
    Atomics.wait(turn, 0, seen);
    if (Atomics.load(turn, 0) === seen) continue;
    seen = Atomics.load(turn, 0);
    Atomics.wait(never, 0, 0, PAUSE_MS);
    written[0] = now();
    must(sys.write(fd, MESSAGE));
  }
}

/**
 * Starts the thread.
 *
 * @param {string} backendUrl The backend whose `write` is used.
 * @param {number} fd
 */
export async function startWriter(backendUrl, fd) {
  const now = await openClock();
  const turn = new Int32Array(new SharedArrayBuffer(4));
  const written = new Float64Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL(import.meta.url), { workerData: { writer: true, backendUrl, fd, turn, written } });
  await new Promise((resolve, reject) => {
    worker.once("online", resolve);
    worker.once("error", reject);
  });
  return {
    /** Requests one write. */
    ask() {
      Atomics.add(turn, 0, 1);
      Atomics.notify(turn, 0);
    },
    /** Nanoseconds since just before the last write. */
    since: () => now() - (written[0] ?? 0),
  };
}
