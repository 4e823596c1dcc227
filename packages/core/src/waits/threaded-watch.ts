// Watching descriptors in a host that does not lend out its event loop: a thread waits and calls back. One thread serves all
// watchers of a JavaScript thread; it starts when the first is armed, and ends when the last is closed.

import type { LoopWatcher, Watch } from "../backend/seam.ts";
import { clearInterval, setInterval } from "../host-modules.ts";
import type { System } from "../systems/system.ts";
import { systemOf } from "../systems/table.ts";
import { type StartWaitThread, type WaitHost, WaitSession } from "./session.ts";

export function threadedWatch(host: WaitHost, start: StartWaitThread): Watch {
  const hub = new Hub(host, systemOf(host), start);
  return (fd, onReadable) => new ThreadedWatcher(hub, fd, onReadable);
}

/** The watchers of a JavaScript thread. It holds those that are armed, so that they are not collected. */
class Hub {
  readonly #host: WaitHost;
  readonly #system: System;
  readonly #start: StartWaitThread;
  /** By token. Tokens are not reused: a call that is on its way when its watcher is closed finds nobody. */
  readonly #armed = new Map<number, ThreadedWatcher>();
  readonly #keepAlive = new KeepAlive();
  #session: WaitSession | undefined;
  #registered = 0;
  #lastToken = 0;

  constructor(host: WaitHost, system: System, start: StartWaitThread) {
    this.#host = host;
    this.#system = system;
    this.#start = start;
  }

  /** Registers the watcher's descriptor, armed; returns its token. */
  add(watcher: ThreadedWatcher): number {
    this.#session ??= new WaitSession(this.#host, this.#system, this.#start, (token) => this.#fire(token));
    // A word of 32 bits, in which 0 is the wake descriptor's.
    const token = (this.#lastToken % 0xffffffff) + 1;
    try {
      this.#session.add(watcher.fd, token);
    } catch (error) {
      this.#endIfIdle();
      throw error;
    }
    this.#lastToken = token;
    this.#registered++;
    this.#hold(token, watcher);
    return token;
  }

  rearm(token: number, watcher: ThreadedWatcher): void {
    if (this.#armed.has(token)) return;
    this.#session!.rearm(watcher.fd, token);
    this.#hold(token, watcher);
  }

  remove(token: number, watcher: ThreadedWatcher): void {
    if (this.#armed.delete(token) && watcher.referenced) this.#keepAlive.remove();
    this.#session!.remove(watcher.fd);
    this.#registered--;
    this.#endIfIdle();
  }

  /** The watcher's `referenced` changed. */
  referenced(token: number, referenced: boolean): void {
    if (!this.#armed.has(token)) return;
    if (referenced) this.#keepAlive.add();
    else this.#keepAlive.remove();
  }

  #hold(token: number, watcher: ThreadedWatcher): void {
    this.#armed.set(token, watcher);
    if (watcher.referenced) this.#keepAlive.add();
  }

  #fire(token: number): void {
    const watcher = this.#armed.get(token);
    if (watcher === undefined) return;
    this.#armed.delete(token);
    if (watcher.referenced) this.#keepAlive.remove();
    // The host turns what it throws into an uncaughtException.
    watcher.onReadable();
  }

  #endIfIdle(): void {
    if (this.#registered > 0) return;
    this.#session?.end();
    this.#session = undefined;
    this.#keepAlive.clear();
  }
}

class ThreadedWatcher implements LoopWatcher {
  readonly fd: number;
  readonly onReadable: () => void;
  readonly #hub: Hub;
  /** 0 until it is armed for the first time. */
  #token = 0;
  #referenced = true;
  #closed = false;

  constructor(hub: Hub, fd: number, onReadable: () => void) {
    this.#hub = hub;
    this.fd = fd;
    this.onReadable = onReadable;
  }

  get referenced(): boolean {
    return this.#referenced;
  }

  arm(): void {
    if (this.#closed) return;
    if (this.#token === 0) this.#token = this.#hub.add(this);
    else this.#hub.rearm(this.#token, this);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#token !== 0) this.#hub.remove(this.#token, this);
  }

  ref(): void {
    this.#reference(true);
  }

  unref(): void {
    this.#reference(false);
  }

  #reference(referenced: boolean): void {
    if (referenced === this.#referenced) return;
    this.#referenced = referenced;
    this.#hub.referenced(this.#token, referenced);
  }
}

/** The longest delay that a timer takes, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/** Keeps the process alive while somebody wants it to. A timer does so in every host. */
export class KeepAlive {
  #wanted = 0;
  #timer: NodeJS.Timeout | undefined;

  add(): void {
    if (this.#wanted++ > 0) return;
    if (this.#timer === undefined) this.#timer = setInterval(() => {}, LONGEST_MS);
    else this.#timer.ref();
  }

  remove(): void {
    if (--this.#wanted === 0) this.#timer?.unref();
  }

  /** Drops the timer, which nobody wants any more. */
  clear(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
