// Threads that wait, made of workers that block, for hosts where no native thread is available. A worker starts in some milliseconds
// and is kept until the thread that it serves ends; between two sessions it sleeps on a shared word.

import type { Worker } from "node:worker_threads";
import { PollerError } from "../arguments/errors.ts";
import { type Backend, refusal, type StartTake, type UnsupportedBackend } from "../backend/seam.ts";
import { threadsModule } from "../host-modules.ts";
import type { System } from "../systems/system.ts";
import { createSystem, systemOf } from "../systems/table.ts";
import type { OnReport, StartWaitThread, WaitHost } from "./session.ts";

/** The words of the shared memory. */
const STATE = 0;
const FD = 1;
const SESSION = 2;
/** How many events end the session: 1, or 0 where only a wake-up does. */
const LIMIT = 3;
/** What a session with a limit took: 1 or -errno, and the event. */
const COUNT = 4;
const EVENT = 5;
/** An epoll_event takes 3 or 4 words. */
const WORDS = 9;

/** States: no session; a session that the worker has not seen yet; the worker waits on its descriptor; the worker is to end. */
const IDLE = 0;
const WANTED = 1;
const WAITING = 2;
const ENDED = 3;

/**
 * Milliseconds that the worker blocks at a time. Node cannot end a worker that is inside a syscall, and waits for it: so this
 * bounds how long the end of the parent thread takes.
 */
const SLICE_MS = 100;

/** Milliseconds after which a woken worker that does not answer counts as dead. */
const PATIENCE_MS = 1000;

/** The most events that the worker fetches at once. */
const BATCH = 64;

/** What the worker posts: a report, and the session that it is about. */
type Message = readonly [session: number, report: number];

/**
 * What a worker runs: a module that calls `serveWaits`, by its path or URL, or as a text, which is there in every bundle. Such a text
 * requires from `base`, a file.
 */
export type WorkerEntry = string | URL | { readonly text: string; readonly base: string | undefined };

export function workerWaitThread(entry: WorkerEntry, host: WaitHost): StartWaitThread {
  const workers = new Workers(entry, host);
  return (fd, wakeFd, onReport) => {
    const worker = workers.begin(fd, 0, onReport);
    return { stop: () => void workers.end(worker, wakeFd) };
  };
}

/** The same for waits that take one event. */
export function workerTake(entry: WorkerEntry, host: WaitHost): StartTake {
  const workers = new Workers(entry, host);
  return (epfd, wakeFd, onTaken) => {
    const worker = workers.begin(epfd, 1, (report) => onTaken(typeof report === "object" ? report : undefined));
    return { end: (event) => workers.end(worker, wakeFd, event) };
  };
}

/** A worker that is between two sessions is used again; of several, one. */
class Workers {
  readonly #entry: WorkerEntry;
  readonly #system: System;
  #idle: WaitWorker | undefined;

  constructor(entry: WorkerEntry, host: WaitHost) {
    this.#entry = entry;
    this.#system = systemOf(host);
  }

  begin(fd: number, limit: 0 | 1, onReport: OnReport): WaitWorker {
    const worker = this.#idle?.isDead === false ? this.#idle : new WaitWorker(this.#entry);
    this.#idle = undefined;
    worker.begin(fd, limit, onReport);
    return worker;
  }

  end(worker: WaitWorker, wakeFd: number, event?: Int32Array): number {
    const count = worker.end(() => this.#system.wake(wakeFd), event);
    if (this.#idle === undefined) this.#idle = worker;
    else worker.retire();
    return count;
  }
}

/** A worker, seen from the thread that it waits for. */
class WaitWorker {
  readonly #worker: Worker;
  readonly #state = new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
  #onReport: OnReport | undefined;
  #isDead = false;

  /** Throws a PollerError where no worker can be started. */
  constructor(entry: WorkerEntry) {
    try {
      this.#worker = start(entry, this.#state);
    } catch (error) {
      throw workerError(error);
    }
    this.#worker.on("message", ([session, report]: Message) => {
      if (session === this.#state[SESSION]) this.#onReport?.(report);
    });
    this.#worker.on("error", (error) => this.#died(error));
    this.#worker.on("exit", () => this.#died(new Error("the worker ended")));
    this.#worker.unref();
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  begin(fd: number, limit: 0 | 1, onReport: OnReport): void {
    const state = this.#state;
    this.#onReport = onReport;
    state[FD] = fd;
    state[LIMIT] = limit;
    state[COUNT] = 0;
    state[SESSION] = (state[SESSION]! + 1) | 0;
    Atomics.store(state, STATE, WANTED);
    Atomics.notify(state, STATE);
  }

  /** Returns once the worker has stopped waiting on the descriptor; in a session with a limit, returns what it took. */
  end(wake: () => void, event?: Int32Array): number {
    this.#onReport = undefined;
    const state = this.#state;
    if (this.#isDead || Atomics.compareExchange(state, STATE, WANTED, IDLE) === WANTED) return 0;
    wake();
    if (Atomics.wait(state, STATE, WAITING, PATIENCE_MS) === "timed-out") {
      this.#isDead = true;
      return 0;
    }
    event?.set(state.subarray(EVENT, EVENT + event.length));
    return state[COUNT]!;
  }

  /** Lets it end by itself: terminating a worker while it loads koffi ends the process. */
  retire(): void {
    this.#isDead = true;
    Atomics.store(this.#state, STATE, ENDED);
    Atomics.notify(this.#state, STATE);
  }

  #died(reason: unknown): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#onReport?.(workerError(reason));
  }
}

function start(entry: WorkerEntry, state: Int32Array): Worker {
  const { Worker } = threadsModule();
  if (typeof entry === "string" || entry instanceof URL) return new Worker(entry, { workerData: { state } });
  return new Worker(entry.text, { eval: true, workerData: { state, base: entry.base } });
}

function workerError(reason: unknown): PollerError {
  const said = reason instanceof Error ? reason.message : String(reason);
  const error = new PollerError("ERR_WAIT_THREAD", `no worker could be started to wait in, or it has ended: ${said}`);
  error.cause = reason;
  return error;
}

/** The worker's loop. */
export function serveWaits(backend: Backend | UnsupportedBackend): void {
  if ("reason" in backend) throw refusal(backend);
  const { state } = threadsModule().workerData as { state: Int32Array };
  for (;;) {
    Atomics.wait(state, STATE, IDLE);
    if (Atomics.load(state, STATE) === ENDED) return;
    if (Atomics.compareExchange(state, STATE, WANTED, WAITING) !== WANTED) continue;
    if (state[LIMIT] === 0) serve(backend, state[FD]!, state[SESSION]!);
    else takeOne(backend, state);
    Atomics.compareExchange(state, STATE, WAITING, IDLE);
    Atomics.notify(state, STATE);
  }
}

/** Waits for one event, and reports when it is in the shared memory. */
function takeOne(backend: Backend, state: Int32Array): void {
  const { memory, fetch } = createSystem(backend).fetcher(state[FD]!, 1);
  const { EINTR } = backend.platform.errno;
  let count = 0;
  do count = fetch(SLICE_MS);
  while (count === 0 || count === -EINTR!);
  state.set(memory.words, EVENT);
  state[COUNT] = count;
  threadsModule().parentPort!.postMessage([state[SESSION]!, count] satisfies Message);
}

/** Reports what becomes ready, until it is woken or the wait fails. */
function serve(backend: Backend, fd: number, session: number): void {
  const { memory, fetch } = createSystem(backend).fetcher(fd, BATCH);
  const { words, stride, userData } = memory;
  const { EINTR } = backend.platform.errno;
  const { parentPort } = threadsModule();
  const report = (result: number): void => parentPort!.postMessage([session, result] satisfies Message);
  for (;;) {
    const count = fetch(SLICE_MS);
    if (count < 0 && count !== -EINTR!) {
      report(count);
      return;
    }
    for (let index = 0; index < count; index++) {
      const token = words[index * stride + userData]! >>> 0;
      if (token === 0) return;
      report(token);
    }
  }
}
