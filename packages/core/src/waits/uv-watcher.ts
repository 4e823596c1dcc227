// Watching a descriptor from Node's event loop through libuv's uv_poll (https://docs.libuv.org/en/v1.x/poll.html), called from
// JavaScript. A handle stays started after it has called, and stops when it fires while not armed: so a wait after the other, or a
// watch that stays armed, changes nothing in the event loop's epoll. loop-watcher.cc does the same in the addon.

import type { LoopWatcher, OnReadable, Platform, Watch } from "../backend/seam.ts";
import { setImmediate } from "../host-modules.ts";
import { type LoopRefusal, WATCHED } from "./loop-refusal.ts";
import { unwatchable } from "./unwatchable.ts";

/** A handle of uv_poll. */
export interface UvPoll {
  /** Has libuv call, in each turn of the event loop in which the descriptor is readable; 0 or -errno. */
  start(): number;
  stop(): void;
  close(): void;
  ref(): void;
  unref(): void;
}

export interface UvHost {
  readonly platform: Platform;
  readonly refusal: LoopRefusal;
  /** A handle that is not started, or -errno. `onPolled` never throws. */
  open(fd: number, onPolled: () => void): UvPoll | number;
}

export function uvWatch(host: UvHost): Watch {
  return (fd, onReadable) => new UvWatcher(host, fd, onReadable);
}

/** Those whose handles are started: libuv may call them. */
const started = new Set<UvWatcher>();
let hasExited = false;

/** After 'exit' the loop still runs, to close Node's handles, and must not call JavaScript any more. */
function closeAtExit(): void {
  hasExited = true;
  for (const watcher of [...started]) watcher.close();
}

let closesAtExit = false;

class UvWatcher implements LoopWatcher {
  readonly #host: UvHost;
  readonly #fd: number;
  readonly #onReadable: OnReadable;
  #poll: UvPoll | undefined;
  #isStarted = false;
  #isArmed = false;
  /** Whether the call to come is in the queue of immediates. */
  #isDue = false;
  /** Inside the call: the caller has just used the descriptor, and it need not be checked. */
  #isCalling = false;
  #isReferenced = true;
  /** Whether libuv counts the handle: only while it is armed. */
  #isCounted = true;
  #isClosed = false;

  constructor(host: UvHost, fd: number, onReadable: OnReadable) {
    this.#host = host;
    this.#fd = fd;
    this.#onReadable = onReadable;
  }

  arm(): void {
    if (this.#isClosed || this.#isArmed || hasExited) return;
    if (this.#isStarted && !this.#isCalling) this.#check();
    if (!this.#isStarted) this.#start();
    this.#isArmed = true;
    this.#count();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isArmed = false;
    started.delete(this);
    this.#poll?.close();
    this.#poll = undefined;
  }

  ref(): void {
    this.#isReferenced = true;
    this.#count();
  }

  unref(): void {
    this.#isReferenced = false;
    this.#count();
  }

  #start(): void {
    this.#poll ??= this.#opened();
    this.#demand(this.#poll.start());
    this.#isStarted = true;
    started.add(this);
    const result = this.#host.refusal(this.#fd);
    if (result < 0) this.#stop();
    this.#demand(result);
  }

  #stop(): void {
    this.#poll?.stop();
    this.#isStarted = false;
    started.delete(this);
  }

  /** Stops if the descriptor was closed from outside, which the event loop does not notice. To start again says whether it was. */
  #check(): void {
    if (this.#host.refusal(this.#fd) !== WATCHED) this.#stop();
  }

  #opened(): UvPoll {
    if (!closesAtExit) process.on("exit", closeAtExit);
    closesAtExit = true;
    const poll = this.#host.open(this.#fd, this.#onPolled);
    if (typeof poll === "number") throw unwatchable(this.#host.platform, poll, this.#fd);
    return poll;
  }

  /**
   * libuv calls this outside of Node's callback scope: neither microtasks nor process.nextTick run after it, and it must not throw. So
   * the real call comes in the event loop's next phase, before libuv calls again.
   */
  readonly #onPolled = (): void => {
    if (!this.#isArmed) this.#stop();
    else if (!this.#isDue) {
      this.#isDue = true;
      setImmediate(this.#call);
    }
  };

  readonly #call = (): void => {
    this.#isDue = false;
    if (!this.#isArmed) return;
    this.#isArmed = false;
    this.#isCalling = true;
    try {
      this.#onReadable();
    } finally {
      this.#isCalling = false;
      this.#count();
    }
  };

  #count(): void {
    const isCounted = this.#isArmed && this.#isReferenced;
    if (this.#poll === undefined || isCounted === this.#isCounted) return;
    this.#isCounted = isCounted;
    if (isCounted) this.#poll.ref();
    else this.#poll.unref();
  }

  #demand(result: number): void {
    if (result < 0) throw unwatchable(this.#host.platform, result, this.#fd);
  }
}
