// Loads the addon and makes the seam of it.

import type { Block, Bytes, Native, Platform, RawSys } from "@pollio/core/internal";
import { loadAddon, loadAddonFrom } from "./load-addon.ts";
import { createWatch, type WatcherAddon } from "./watcher.ts";

/** What is bound in the addon, by a number that the calls then take first. */
type Slot = number;

type Unbound = "bind_epoll_ctl" | "bind_epoll_wait" | "epoll_pwait2" | "bind_kevent";

/** The addon's functions: the raw syscalls, with memory as arrays. */
interface Addon extends Omit<RawSys, Unbound>, WatcherAddon {
  bind_epoll_ctl(epfd: number, event: Int32Array): Slot;
  epoll_ctl(slot: Slot, op: number, fd: number): number;
  bind_epoll_wait(epfd: number, events: Int32Array, maxevents: number): Slot;
  epoll_wait(slot: Slot, timeout: number): number;
  bind_kevent(kq: number, changes: Int32Array, events: Int32Array, timeout: Int32Array): Slot;
  kevent(slot: Slot, nchanges: number, nevents: number): number;
  release(slot: Slot): void;
  epoll_pwait2(epfd: number, events: Int32Array, maxevents: number, timeout: Int32Array): number;
  address(bytes: Bytes): number;
  /** Absent where there is no epoll. */
  controlAll?(epfd: number, op: number, mask: number, changes: Int32Array, count: number): number;
}

/** Another addon than the package's own is for tests. */
export function openNapi(platform: Platform, path?: string): Native {
  const addon = path === undefined ? loadAddon<Addon>() : loadAddonFrom<Addon>(path);
  const { epoll_ctl, epoll_wait, kevent } = addon;
  // The kernel's memory lives for as long as the function that has it written to.
  const bound = new FinalizationRegistry<{ slot: Slot; memory: Int32Array[] }>(({ slot }) => addon.release(slot));
  const raw: RawSys = {
    ...addon,
    bind_epoll_ctl(epfd, { words: memory }) {
      const slot = addon.bind_epoll_ctl(epfd, memory);
      const call = (op: number, fd: number): number => epoll_ctl(slot, op, fd);
      bound.register(call, { slot, memory: [memory] });
      return call;
    },
    bind_epoll_wait(epfd, { words: memory }, maxevents) {
      const slot = addon.bind_epoll_wait(epfd, memory, maxevents);
      const call = (timeout: number): number => epoll_wait(slot, timeout);
      bound.register(call, { slot, memory: [memory] });
      return call;
    },
    bind_kevent(kq, changes, events, timeout) {
      const memory = [changes.words, events.words, timeout.words] as const;
      const slot = addon.bind_kevent(kq, ...memory);
      const call = (nchanges: number, nevents: number): number => kevent(slot, nchanges, nevents);
      bound.register(call, { slot, memory: [...memory] });
      return call;
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
