// A runtime in 200 lines: coroutines that wait for descriptors and for time, one thread, no promise in between.
//
//   function* client(fd) {
//     const bytes = new Uint8Array(4096);
//     for (;;) {
//       const length = yield* read(fd, bytes);      // waits until there is something
//       if (length <= 0) return;
//       yield* write(fd, bytes.subarray(0, length)); // waits for room
//     }
//   }
//
// A coroutine is a generator. What it yields says what it waits for; the loop below registers that with a poller, and goes on with the
// coroutine when the event comes. Async functions do the same with promises and the host's event loop; here the loop is yours, and so are the
// order in which coroutines run, their time-outs, and their end.

import { accept as acceptOne, EventObject, errno, Interest, OsPoller, sys } from "pollio";

/** What ends a coroutine from outside; it is thrown where the coroutine waits, so that its `finally` blocks run. */
export class Cancelled extends Error {}

/** A yield that a time-out has ended. */
export class TimedOut extends Error {}

/**
 * What a coroutine yields: a descriptor with what is to become of it, a time, or another coroutine whose end it waits for.
 *
 * @typedef {{ fd: number, interest: number } | { ms: number } | { task: Task }} Wait
 * @typedef {Generator<Wait, any, any>} Coroutine
 */

/** A running coroutine. */
export class Task {
  /** @type {Task[]} Those that wait for its end. */
  joiners = [];
  /** @type {Wait | undefined} */
  wait;
  isDone = false;
  /** @type {unknown} */
  result;
  /** @type {unknown} What it threw. */
  error;

  /** @param {Coroutine} coroutine */
  constructor(coroutine) {
    this.coroutine = coroutine;
  }
}

export class Runtime {
  #poller = new OsPoller();
  /** What waits for a descriptor: one coroutine each. @type {Map<number, Task>} */
  #byFd = new Map();
  /** What waits for a time, the earliest first. @type {{ at: number, task: Task, what: () => void }[]} */
  #timers = [];
  /** What runs next, each with what its yield gives or throws. @type {{ task: Task, give?: unknown, fail?: Error }[]} */
  #ready = [];

  /** @type {unknown} */
  #uncaught;

  /** Starts a coroutine; it begins in the next round. @param {Coroutine} coroutine */
  spawn(coroutine) {
    const task = new Task(coroutine);
    this.#ready.push({ task });
    return task;
  }

  /** Ends a coroutine where it waits, unless it has ended. @param {Task} task @param {Error} [reason] */
  cancel(task, reason = new Cancelled("cancelled")) {
    if (task.isDone) return;
    this.#forget(task);
    // One that is about to run runs into it, too.
    this.#ready = this.#ready.filter((next) => next.task !== task);
    this.#ready.push({ task, fail: reason });
  }

  /** Runs until a coroutine has ended, and returns what it returned, or throws what it threw. @param {Coroutine} main */
  async run(main) {
    const task = this.spawn(main);
    while (!task.isDone) {
      for (const { task: next, give, fail } of this.#ready.splice(0)) this.#step(next, give, fail);
      if (this.#uncaught !== undefined) throw this.#uncaught;
      if (task.isDone) break;
      const now = performance.now();
      const first = this.#timers[0];
      const timeoutMs = this.#ready.length > 0 ? 0 : first === undefined ? -1 : Math.max(0, first.at - now);
      for (const { fd, readiness } of await this.#poller.waitAsync(timeoutMs)) this.#wake(fd, readiness);
      while (this.#timers[0] !== undefined && this.#timers[0].at <= performance.now()) this.#timers.shift()?.what();
    }
    return task.result;
  }

  close() {
    this.#poller.close();
  }

  /** Runs a coroutine to its next yield. @param {Task} task @param {unknown} give @param {Error} [fail] */
  #step(task, give, fail) {
    try {
      const { done, value } = fail === undefined ? task.coroutine.next(give) : task.coroutine.throw(fail);
      if (done) this.#end(task, value);
      else this.#await(task, value);
    } catch (error) {
      task.error = error;
      this.#end(task, undefined);
    }
  }

  /** @param {Task} task @param {unknown} result */
  #end(task, result) {
    task.isDone = true;
    task.result = result;
    this.#forget(task);
    for (const joiner of task.joiners) this.#ready.push({ task: joiner });
    // Nobody else would hear of it: it ends the run.
    if (task.joiners.length === 0 && task.error !== undefined && !(task.error instanceof Cancelled)) {
      this.#uncaught ??= task.error;
    }
  }

  /** @param {Task} task @param {Wait} wait */
  #await(task, wait) {
    task.wait = wait;
    if ("fd" in wait) {
      this.#byFd.set(wait.fd, task);
      // One event and then silence, until the next yield: nothing is reported that nobody waits for.
      this.#poller.set(EventObject.client(wait.fd), { interest: wait.interest, trigger: "oneshot" });
    } else if ("ms" in wait) this.after(wait.ms, () => this.#ready.push({ task }), task);
    else if (wait.task.isDone) this.#ready.push({ task });
    else wait.task.joiners.push(task);
  }

  /** @param {number} fd @param {number} readiness */
  #wake(fd, readiness) {
    const task = this.#byFd.get(fd);
    if (task === undefined) return;
    this.#byFd.delete(fd);
    this.#ready.push({ task, give: readiness });
  }

  /** Calls something later; it is forgotten with the task. @param {number} ms @param {() => void} what @param {Task} task */
  after(ms, what, task) {
    const timer = { at: performance.now() + ms, task, what };
    const index = this.#timers.findIndex(({ at }) => at > timer.at);
    this.#timers.splice(index < 0 ? this.#timers.length : index, 0, timer);
    return timer;
  }

  /** Whatever a coroutine waits for no longer concerns it. @param {Task} task */
  #forget(task) {
    const { wait } = task;
    if (wait !== undefined && "fd" in wait && this.#byFd.get(wait.fd) === task) this.#byFd.delete(wait.fd);
    if (wait !== undefined && "task" in wait) wait.task.joiners = wait.task.joiners.filter((one) => one !== task);
    this.#timers = this.#timers.filter((timer) => timer.task !== task);
  }

  /** A descriptor that is about to be closed: the poller must not know its number any more. @param {number} fd */
  release(fd) {
    if (this.#poller.has(fd)) this.#poller.delete(fd);
  }
}

/** @param {number} ms @returns {Coroutine} */
export function* sleep(ms) {
  yield { ms };
}

/** @param {Task} task @returns {Coroutine} */
export function* join(task) {
  yield { task };
  if (task.error !== undefined) throw task.error;
  return task.result;
}

/** Another coroutine, for so long; then it is cancelled, and this throws TimedOut. @param {Runtime} runtime @param {number} ms @param {Coroutine} coroutine @returns {Coroutine} */
export function* within(runtime, ms, coroutine) {
  const task = runtime.spawn(coroutine);
  runtime.after(ms, () => runtime.cancel(task, new TimedOut(`nothing for ${ms} ms`)), task);
  try {
    return yield* join(task);
  } finally {
    runtime.cancel(task); // if this was cancelled itself
  }
}

/** The next connection of a listening socket. @param {number} listener @returns {Coroutine} */
export function* accept(listener) {
  for (;;) {
    const fd = acceptOne(listener);
    if (fd !== -errno.EAGAIN) return fd;
    yield { fd: listener, interest: Interest.Readable };
  }
}

/** What read(2) returns, once it does not have to wait. @param {number} fd @param {Uint8Array} bytes @returns {Coroutine} */
export function* read(fd, bytes) {
  for (;;) {
    const length = sys.read(fd, bytes);
    if (length !== -errno.EAGAIN) return length;
    yield { fd, interest: Interest.Readable };
  }
}

/** Writes all of it; returns a negative errno where the other side has gone. @param {number} fd @param {Uint8Array} bytes @returns {Coroutine} */
export function* write(fd, bytes) {
  for (let from = 0; from < bytes.length; ) {
    const sent = sys.write(fd, bytes, from);
    if (sent >= 0) from += sent;
    else if (sent !== -errno.EAGAIN) return sent;
    else yield { fd, interest: Interest.Writable };
  }
  return bytes.length;
}
