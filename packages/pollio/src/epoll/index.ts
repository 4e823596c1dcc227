// pollio/epoll: the interface of npm's package epoll 4, for what depends on it: onoff and its kin. It compiles nothing, and works under
// Node, Bun and Deno, in workers, too.

import { backend, PollerError } from "pollio";
import { add, EVENTS, modify, type Owner, remove, removeAll } from "./registrations.ts";

/** Called with an event; or with an error alone, where no wait works any more. */
export type EpollCallback = (error: Error | null, fd: number, events: number) => void;

/**
 * Watches descriptors from the event loop, and calls back with one event a turn. A registered descriptor keeps the process alive.
 *
 * @example
 * const epoll = new Epoll((error, fd, events) => {
 *   readSync(fd, bytes, 0, 1, 0); // a GPIO's value: reading it clears the interrupt
 * });
 * epoll.add(fd, Epoll.EPOLLPRI);
 */
export class Epoll {
  static readonly EPOLLIN: number = EVENTS.EPOLLIN;
  static readonly EPOLLOUT: number = EVENTS.EPOLLOUT;
  static readonly EPOLLRDHUP: number = EVENTS.EPOLLRDHUP;
  static readonly EPOLLPRI: number = EVENTS.EPOLLPRI;
  static readonly EPOLLERR: number = EVENTS.EPOLLERR;
  static readonly EPOLLHUP: number = EVENTS.EPOLLHUP;
  static readonly EPOLLET: number = EVENTS.EPOLLET;
  static readonly EPOLLONESHOT: number = EVENTS.EPOLLONESHOT;

  readonly #owner: Owner;
  #closed = false;

  /** Throws where the operating system has no epoll. */
  constructor(callback: EpollCallback) {
    if (typeof callback !== "function") throw typeError("First argument to constructor must be a callback");
    if (backend.os !== "linux") {
      throw new PollerError("ERR_UNSUPPORTED_PLATFORM", `pollio/epoll needs Linux; this is ${process.platform}`);
    }
    // The callback runs in the asynchronous context of this constructor, as the original's does.
    const { AsyncResource } = process.getBuiltinModule("node:async_hooks");
    const resource = new AsyncResource("Epoll:DispatchEvent", { requireManualDestroy: true });
    this.#owner = {
      tell: (...told) => resource.runInAsyncScope(callback as (...all: unknown[]) => void, null, ...told),
    };
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Registers a descriptor for events: constants of this class, joined by |. Errors and hang-ups are always reported. */
  add(fd: number, events: number): this {
    this.#check("add(int fd, int events)", fd, events);
    add(this.#owner, fd, events);
    return this;
  }

  /** Changes what a descriptor is registered for; arms a one-shot registration again. */
  modify(fd: number, events: number): this {
    this.#check("modify(int fd, int events)", fd, events);
    modify(fd, events);
    return this;
  }

  remove(fd: number): this {
    this.#check("remove(int fd)", fd, 0);
    remove(fd);
    return this;
  }

  /** Removes what was added through this object, whose methods throw from now on. A second call throws, too. */
  close(): null {
    if (this.#closed) throw closedError("close can't be called more than once");
    this.#closed = true;
    removeAll(this.#owner);
    return null;
  }

  #check(signature: string, fd: unknown, events: unknown): void {
    const method = signature.slice(0, signature.indexOf("("));
    if (this.#closed) throw closedError(`${method} can't be called after calling close`);
    if (typeof fd === "number" && (fd | 0) === fd && typeof events === "number") return;
    throw typeError(`incorrect arguments passed to ${signature}`);
  }
}

function typeError(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
}

function closedError(message: string): PollerError {
  return new PollerError("ERR_POLLER_CLOSED", message);
}
