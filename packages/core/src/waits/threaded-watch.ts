// Watching descriptors in a host that does not lend out its event loop: a thread waits and calls back. One thread serves all
// watchers of a JavaScript thread; it starts when the first is armed, and ends when the last is closed.

import type { PollerError } from "../arguments/errors.ts";
import type { LoopWatcher, OnReadable, Watch } from "../backend/seam.ts";
import type { System } from "../systems/system.ts";
import { systemOf } from "../systems/table.ts";
import { KeepAlive } from "./keep-alive.ts";
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
  /** By token. Tokens are not reused, so a late report for a closed watcher finds no watcher. */
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

  /** Asks for one call of the watcher. */
  arm(watcher: ThreadedWatcher): void {
    if (this.#armed.has(watcher.token)) return;
    try {
      this.#register(watcher);
    } catch (error) {
      // The thread may still be blocked on a descriptor that was closed from outside.
      const lost = this.#session?.lost;
      if (lost === undefined) throw error;
      this.#fail(this.#session!, lost);
      this.#register(watcher);
    }
    this.#armed.set(watcher.token, watcher);
    if (watcher.referenced) this.#keepAlive.add();
  }

  #register(watcher: ThreadedWatcher): void {
    if (watcher.session !== undefined && watcher.session === this.#session) {
      this.#session.rearm(watcher.fd, watcher.token);
      return;
    }
    const onReady = (token: number): void => this.#fire(token);
    const onFailed = (session: WaitSession, error: PollerError): void => this.#fail(session, error);
    this.#session ??= new WaitSession(this.#host, this.#system, this.#start, onReady, onFailed);
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
    watcher.token = token;
    watcher.session = this.#session;
  }

  remove(watcher: ThreadedWatcher): void {
    if (this.#armed.delete(watcher.token) && watcher.referenced) this.#keepAlive.remove();
    if (watcher.session === undefined || watcher.session !== this.#session) return;
    this.#session.remove(watcher.fd);
    this.#registered--;
    this.#endIfIdle();
  }

  /** The watcher's `referenced` changed. */
  referenced(token: number, referenced: boolean): void {
    if (!this.#armed.has(token)) return;
    if (referenced) this.#keepAlive.add();
    else this.#keepAlive.remove();
  }

  #fire(token: number): void {
    const watcher = this.#armed.get(token);
    if (watcher === undefined) return;
    this.#armed.delete(token);
    if (watcher.referenced) this.#keepAlive.remove();
    // The host turns what it throws into an uncaughtException.
    watcher.onReadable();
  }

  /** Called when the thread has ended by itself: every armed watcher is called, and the next `arm` starts another thread. */
  #fail(session: WaitSession, error: PollerError): void {
    if (session !== this.#session) return;
    this.#session = undefined;
    this.#registered = 0;
    session.abandon();
    const armed = [...this.#armed.values()];
    this.#armed.clear();
    this.#keepAlive.clear();
    for (const watcher of armed) watcher.onReadable(error);
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
  readonly onReadable: OnReadable;
  readonly #hub: Hub;
  /** Where it is registered, and as what: 0 until it is armed for the first time. */
  session: WaitSession | undefined;
  token = 0;
  #referenced = true;
  #closed = false;

  constructor(hub: Hub, fd: number, onReadable: OnReadable) {
    this.#hub = hub;
    this.fd = fd;
    this.onReadable = onReadable;
  }

  get referenced(): boolean {
    return this.#referenced;
  }

  arm(): void {
    if (!this.#closed) this.#hub.arm(this);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#hub.remove(this);
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
    this.#hub.referenced(this.token, referenced);
  }
}
