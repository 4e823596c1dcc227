// What every program here has: the backend, and words to its runner, one line of JSON each.

import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { Adapter, BackendModule, Poller } from "../src/adapter.ts";

/** Milliseconds after which something that must happen counts as lost. */
export const LOST_MS = 2_000;

export interface Context {
  readonly module: BackendModule;
  /** What is imported for the adapter, also by workers. */
  readonly url: string;
  /** How often everything is done. */
  readonly rounds: number;
  /** What the scenario is to do in particular. */
  readonly how: string;
}

export async function loaded(url: string): Promise<BackendModule> {
  const { adapter } = (await import(url)) as { adapter: Adapter };
  return adapter.module as BackendModule;
}

/** At once, because the process may be about to die. */
export function say(message: Readonly<Record<string, unknown>>): void {
  writeSync(1, `${JSON.stringify(message)}\n`);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A thread of the same program, which does what `role` names in program.ts. */
export function startWorker(url: string, role: string, data: object): Worker {
  return new Worker(new URL(import.meta.url), { workerData: { url, role, data } });
}

/** What it posts next; rejects with what it throws. */
export function nextMessage<T>(worker: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.once("message", (message) => {
      worker.off("error", reject);
      resolve(message as T);
    });
    worker.once("error", reject);
  });
}

/** Rejects if it takes longer. */
export async function within<T>(what: string, promise: Promise<T>, ms = LOST_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer!);
  }
}

/**
 * Registers a file whose events a look from outside would consume, so that another thread takes all events of the poller from now on
 * (docs/design.md). Nothing is reported of it, because nobody mounts anything.
 */
export function haveTaken({ sys, constants, Interest }: BackendModule, poller: Poller): number {
  const fd = sys.open("/proc/self/mounts", constants.O_RDONLY! | constants.O_CLOEXEC!);
  poller.add({ fd, kind: 1 }, { interest: Interest.Priority });
  return fd;
}

/**
 * A first asynchronous wait. A worker that is terminated while it loads koffi ends the process (docs/design.md), and where another worker makes
 * a worker's asynchronous waits, that one starts with the first.
 */
export async function wakeOnce(poller: Poller): Promise<void> {
  setTimeout(() => poller.notify(), 1);
  await poller.waitAsync();
}

/** The same for waits for single descriptors. */
export async function readOnce({ pipe, readable, release, sys }: BackendModule): Promise<void> {
  const [reader, writer] = pipe();
  setTimeout(() => sys.write(writer, Uint8Array.of(1)), 1);
  await readable(reader);
  release(reader);
  for (const fd of [reader, writer]) sys.close(fd);
}
