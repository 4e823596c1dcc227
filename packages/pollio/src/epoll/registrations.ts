// What all Epoll objects of a JavaScript thread share: one poller, which takes one event in each turn of the event loop. As in the
// original, a descriptor is registered once, whichever object registers it.

import { queueMicrotask, setImmediate } from "@pollio/core/backend";
import {
  backend,
  constants,
  EventKind,
  errno,
  Interest,
  OsPoller,
  PollerError,
  type ReadyEvents,
  type Trigger,
} from "pollio";

/** An Epoll: it registers descriptors and gets their events. */
export interface Owner {
  tell(error: Error | null, fd?: number, events?: number): void;
}

interface Registered {
  readonly owner: Owner;
  events: number;
}

/** Of epoll_ctl(2); 0 elsewhere than on Linux, where importing this must not throw. */
const constant = (name: string) =>
  backend.os === "linux" ? (constants as Readonly<Record<string, number>>)[name]! : 0;
export const EVENTS = {
  EPOLLIN: constant("EPOLLIN"),
  EPOLLOUT: constant("EPOLLOUT"),
  EPOLLRDHUP: constant("EPOLLRDHUP"),
  EPOLLPRI: constant("EPOLLPRI"),
  EPOLLERR: constant("EPOLLERR"),
  EPOLLHUP: constant("EPOLLHUP"),
  EPOLLET: constant("EPOLLET"),
  EPOLLONESHOT: constant("EPOLLONESHOT"),
} as const;
const { EPOLLIN, EPOLLOUT, EPOLLRDHUP, EPOLLPRI, EPOLLERR, EPOLLHUP, EPOLLET, EPOLLONESHOT } = EVENTS;

const registered = new Map<number, Registered>();
let poller: OsPoller | undefined;
let waiting: AsyncIterableIterator<ReadyEvents> | undefined;

/** Made at the first use, and again after it has failed. */
function shared(): OsPoller {
  poller ??= new OsPoller({ maxEvents: 1 });
  return poller;
}

export function add(owner: Owner, fd: number, events: number): void {
  mustBeDescriptor(fd);
  shared().add({ fd, kind: EventKind.Client }, options(events));
  registered.set(fd, { owner, events });
  if (waiting === undefined) void serve(shared());
}

export function modify(fd: number, events: number): void {
  mustBeDescriptor(fd);
  shared().modify({ fd, kind: EventKind.Client }, options(events));
  registered.get(fd)!.events = events;
}

/** Forgets the descriptor even if the kernel refuses because it was closed: it has no more events. */
export function remove(fd: number): void {
  mustBeDescriptor(fd);
  registered.delete(fd);
  try {
    shared().delete(fd);
  } finally {
    // Nothing is left to keep the process alive for.
    if (registered.size === 0) void waiting?.return?.();
  }
}

/** Removes all of an owner's, and then throws what the first refusal was, if there was one. */
export function removeAll(owner: Owner): void {
  const refusals: unknown[] = [];
  for (const [fd, entry] of [...registered]) {
    if (entry.owner !== owner) continue;
    try {
      remove(fd);
    } catch (error) {
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals[0];
}

/** The original leaves it to the kernel to refuse a negative number. */
function mustBeDescriptor(fd: number): void {
  if (fd >= 0) return;
  const details = { errno: -errno.EBADF, syscall: "epoll_ctl", fd };
  throw new PollerError("EBADF", `descriptor ${fd} is not open`, details);
}

function options(events: number): { interest: number; trigger: Trigger } {
  const once = (events & EPOLLONESHOT) !== 0;
  const edge = (events & EPOLLET) !== 0;
  return {
    interest:
      ((events & EPOLLIN) === 0 ? 0 : Interest.Readable) |
      ((events & EPOLLOUT) === 0 ? 0 : Interest.Writable) |
      ((events & EPOLLPRI) === 0 ? 0 : Interest.Priority) |
      ((events & EPOLLRDHUP) === 0 ? 0 : Interest.ReadClosed),
    trigger: edge ? (once ? "edge-oneshot" : "edge") : once ? "oneshot" : "level",
  };
}

/** Runs for as long as anything is registered. */
async function serve(from: OsPoller): Promise<void> {
  try {
    do {
      waiting = from[Symbol.asyncIterator]();
      for await (const ready of waiting) {
        if (!ready.stale(0)) tell(ready.fd(0), ready.mask(0));
        if (registered.size === 0) break;
        await nextTurn();
      }
    } while (registered.size > 0);
  } catch (error) {
    giveUp(from, error as Error);
  } finally {
    waiting = undefined;
  }
}

/** Bun runs what other threads post before it goes on to its next turn. */
const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** Readable asks for EPOLLRDHUP, too; what was not asked for is not reported. */
function tell(fd: number, mask: number): void {
  const entry = registered.get(fd);
  if (entry === undefined) return;
  const events = mask & (entry.events | EPOLLERR | EPOLLHUP);
  if (events !== 0) call(() => entry.owner.tell(null, fd, events));
}

/** No wait will work again: reports it to every Epoll, and starts over with the next registration. */
function giveUp(from: OsPoller, error: Error): void {
  const owners = new Set([...registered.values()].map(({ owner }) => owner));
  registered.clear();
  from.close();
  poller = undefined;
  for (const owner of owners) call(() => owner.tell(error));
}

/** What a callback throws is an uncaught exception, and ends neither the loop nor another registration. */
function call(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
