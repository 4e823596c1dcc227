// Loads the addon and makes the seam of it.

import type { Block, Bound, Bytes, Native, Platform, RawSys } from "@pollio/core/backend";
import { loadAddon, loadAddonFrom } from "./load-addon.ts";
import { createWatch, type WatcherAddon } from "./watcher.ts";

/** What is bound in the addon, by a number that the calls then have first in their frame. */
type Slot = number;

interface InSlot extends Bound {
  readonly slot: Slot;
}

type Others =
  | "bind_epoll_ctl"
  | "epoll_ctl"
  | "bind_epoll_wait"
  | "epoll_wait"
  | "bind_kevent"
  | "kevent"
  | "epoll_pwait2";

/** The addon's functions: the raw syscalls, with memory as arrays. */
interface Addon extends Omit<RawSys, Others>, WatcherAddon {
  /** What is bound is called with its slot and its arguments in here, and leaves its result in the first place. */
  readonly frame: Int32Array;
  bind_epoll_ctl(epfd: number, event: Int32Array): Slot;
  epoll_ctl(): void;
  bind_epoll_wait(epfd: number, events: Int32Array, maxevents: number): Slot;
  epoll_wait(): void;
  bind_kevent(kq: number, changes: Int32Array, events: Int32Array, timeout: Int32Array): Slot;
  kevent(): void;
  release(slot: Slot): void;
  epoll_pwait2(epfd: number, events: Int32Array, maxevents: number, timeout: Int32Array): number;
  address(bytes: Bytes): number;
  /** Absent where there is no epoll. */
  controlAll?(epfd: number, op: number, mask: number, changes: Int32Array, count: number): number;
}

/** Another addon than the package's own is for tests. */
export function openNapi(platform: Platform, path?: string): Native {
  const addon = path === undefined ? loadAddon<Addon>() : loadAddonFrom<Addon>(path);
  const { frame, epoll_ctl, epoll_wait, kevent } = addon;
  const ended = new FinalizationRegistry<Slot>((slot) => addon.release(slot));
  const boundTo = (slot: Slot, ...memory: Block[]): InSlot => {
    const bound = { slot, memory };
    ended.register(bound, slot);
    return bound;
  };
  const raw: RawSys = {
    ...addon,
    bind_epoll_ctl: (epfd, event) => boundTo(addon.bind_epoll_ctl(epfd, event.words), event),
    epoll_ctl(bound, op, fd) {
      frame[0] = (bound as InSlot).slot;
      frame[1] = op;
      frame[2] = fd;
      epoll_ctl();
      return frame[0]!;
    },
    bind_epoll_wait: (epfd, events, maxevents) => boundTo(addon.bind_epoll_wait(epfd, events.words, maxevents), events),
    epoll_wait(bound, timeout) {
      frame[0] = (bound as InSlot).slot;
      frame[1] = timeout;
      epoll_wait();
      return frame[0]!;
    },
    bind_kevent: (kq, changes, events, timeout) =>
      boundTo(addon.bind_kevent(kq, changes.words, events.words, timeout.words), changes, events, timeout),
    kevent(bound, nchanges, nevents) {
      frame[0] = (bound as InSlot).slot;
      frame[1] = nchanges;
      frame[2] = nevents;
      kevent();
      return frame[0]!;
    },
    epoll_pwait2: (epfd, events, maxevents, timeout) =>
      addon.epoll_pwait2(epfd, events.words, maxevents, timeout.words),
  };
  return {
    raw,
    allocate,
    address: (block) => addon.address(block.words),
    ...(addon.controlAll !== undefined && { controlAll: addon.controlAll }),
    // Under Bun a Node-API call allocates about 180 bytes.
    allocationFree: process.versions.bun === undefined,
    watch: createWatch(addon, { raw, allocate, platform }),
  };
}

/** An ArrayBuffer is never moved; the addon finds its address and keeps it alive. */
function allocate(bytes: number): Block {
  return { words: new Int32Array(new ArrayBuffer(bytes)), pointer: null };
}
