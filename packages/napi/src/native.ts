// Loads the addon and adapts its functions to the seam.

import type {
  Block,
  Bound,
  Bytes,
  CommonRawSys,
  DarwinRawSys,
  LinuxRawSys,
  Native,
  Platform,
} from "@pollio/core/backend";
import { loadAddon, loadAddonFrom } from "./load-addon.ts";
import { createTake, createWatch, type WatcherAddon } from "./watcher.ts";

/** The number by which the addon knows what was bound; a call finds it in its frame. */
type Slot = number;

interface InSlot extends Bound {
  readonly slot: Slot;
}

/** The addon's functions on every operating system: the syscalls, with memory as arrays. */
interface Addon extends Omit<CommonRawSys, "readv" | "writev">, WatcherAddon {
  readv(fd: number, arrays: Int32Array, count: number): number;
  writev(fd: number, arrays: Int32Array, count: number): number;
  /** Calls of what is bound take their slot and arguments from here, and leave their result in the first place. */
  readonly frame: Int32Array;
  release(slot: Slot): void;
  /** A handle. */
  close_at_end(fd: number, wakeFd: number, state: Int32Array): object | undefined;
  keep_at_end(handle: object): void;
  address(bytes: Bytes): number;
}

interface LinuxAddon
  extends Addon,
    Omit<
      LinuxRawSys,
      keyof CommonRawSys | "bind_epoll_ctl" | "epoll_ctl" | "bind_epoll_wait" | "epoll_wait" | "epoll_pwait2"
    > {
  bind_epoll_ctl(epfd: number, event: Int32Array): Slot;
  epoll_ctl(): void;
  bind_epoll_wait(epfd: number, events: Int32Array, maxevents: number): Slot;
  epoll_wait(): void;
  epoll_pwait2(epfd: number, events: Int32Array, maxevents: number, timeout: Int32Array): number;
  controlAll(epfd: number, op: number, mask: number, changes: Int32Array, count: number): number;
}

interface DarwinAddon extends Addon, Omit<DarwinRawSys, keyof CommonRawSys | "bind_kevent" | "kevent"> {
  bind_kevent(kq: number, changes: Int32Array, events: Int32Array, timeout: Int32Array): Slot;
  kevent(): void;
}

/** `path` loads another addon than the package's own, for tests. */
export function openNapi(platform: Platform, path?: string): Native {
  const addon =
    path === undefined ? loadAddon<LinuxAddon | DarwinAddon>() : loadAddonFrom<LinuxAddon | DarwinAddon>(path);
  const raw = "kevent" in addon ? darwinCalls(addon) : linuxCalls(addon);
  return {
    raw,
    allocate,
    addressOf: (buffer) => addon.address(new Uint8Array(buffer)),
    ...("controlAll" in addon && { controlAll: addon.controlAll }),
    // Under Bun a Node-API call allocates about 180 bytes.
    allocationFree: process.versions.bun === undefined,
    watch: createWatch(addon, { raw, allocate, platform }),
    take: createTake(addon, { raw, allocate, platform }),
    closeAtEnd(fd, wakeFd, state) {
      const handle = addon.close_at_end(fd, wakeFd, state);
      return () => {
        if (handle !== undefined) addon.keep_at_end(handle);
      };
    },
  };
}

/** Makes a Bound of a slot, which the addon gets back when the Bound is collected. */
function binder(addon: Addon): (slot: Slot, ...memory: Block[]) => InSlot {
  const dropped = new FinalizationRegistry<Slot>((slot) => addon.release(slot));
  return (slot, ...memory) => {
    const bound = { slot, memory };
    dropped.register(bound, slot);
    return bound;
  };
}

/** The calls that take a block without being bound to it, on every system. */
function withBlocks(addon: Addon): CommonRawSys {
  return {
    ...addon,
    readv: (fd, arrays, count) => addon.readv(fd, arrays.words, count),
    writev: (fd, arrays, count) => addon.writev(fd, arrays.words, count),
  };
}

function linuxCalls(addon: LinuxAddon): LinuxRawSys {
  const { frame, epoll_ctl, epoll_wait } = addon;
  const boundTo = binder(addon);
  return {
    ...addon,
    ...withBlocks(addon),
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
    epoll_pwait2: (epfd, events, maxevents, timeout) =>
      addon.epoll_pwait2(epfd, events.words, maxevents, timeout.words),
  };
}

function darwinCalls(addon: DarwinAddon): DarwinRawSys {
  const { frame, kevent } = addon;
  const boundTo = binder(addon);
  return {
    ...addon,
    ...withBlocks(addon),
    bind_kevent: (kq, changes, events, timeout) =>
      boundTo(addon.bind_kevent(kq, changes.words, events.words, timeout.words), changes, events, timeout),
    kevent(bound, nchanges, nevents) {
      frame[0] = (bound as InSlot).slot;
      frame[1] = nchanges;
      frame[2] = nevents;
      kevent();
      return frame[0]!;
    },
  };
}

/** An ArrayBuffer never moves; the addon finds its address and keeps it alive. */
function allocate(bytes: number): Block {
  return { words: new Int32Array(new ArrayBuffer(bytes)), pointer: null };
}
