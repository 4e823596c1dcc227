// The seam between the poller and a backend. A backend must provide:
//   raw       the syscalls of the spec, bound by the backend's generated table
//   allocate  memory that stays where it is, given to the kernel for as long as the block lives
//   address   where that memory is, asked afresh each time: what proves that it is reused
//   watch     calls back on the host's event loop when one descriptor is readable
// and may provide:
//   controlAll  many registrations in one crossing into native code
// Everything else about polling is written once, in this package.

import type { Layout, Platform } from "../../../../generated/core/platforms.ts";
import { platforms } from "../../../../generated/core/platforms.ts";
import type { Block, RawSys } from "../../../../generated/core/sys.ts";

export type { Block, Bound, Bytes, RawSys } from "../../../../generated/core/sys.ts";
export type { Layout, Platform };

/** No memory: NULL for the kernel. */
export const NO_BLOCK: Block = Object.freeze({ words: new Int32Array(0), pointer: null });

/** Words of one change for controlAll: the descriptor and the two halves of the user data. */
export const CHANGE_WORDS = 3;

/** What a backend brings once its library is open. */
export interface Native {
  readonly raw: RawSys;
  /** Zeroed memory of this many bytes, a multiple of 4, that is never moved. */
  allocate(bytes: number): Block;
  /** Where the block is now. */
  address(block: Block): number;
  /** Whether a call allocates nothing on the JavaScript heap of this runtime. */
  readonly allocationFree: boolean;
  /**
   * Calls epoll_ctl with `op` and `mask` for the first `count` changes, in order, and gives how many succeeded. Where one was
   * refused it stops, and the second word of that change is -errno.
   */
  controlAll?(epfd: number, op: number, mask: number, changes: Int32Array, count: number): number;
  /** A watcher of the descriptor. It is not armed at first. */
  readonly watch: Watch;
}

export type Watch = (fd: number, onReadable: () => void) => LoopWatcher;

/** Watches one descriptor, a poller's own, from the host's event loop. */
export interface LoopWatcher {
  /**
   * Asks for one call of onReadable, on the host's event loop, never synchronously, when the descriptor is readable (in the
   * next turn, if it is already). If it is armed it stays armed. Nothing happens after close.
   */
  arm(): void;
  /** Ends the watch: no call afterwards, everything released. The descriptor may be closed once this has returned. */
  close(): void;
  /** Lets the watcher keep the process alive while it is armed, as it does at first. */
  ref(): void;
  /** Lets the process end while the watcher is armed. */
  unref(): void;
}

/** A backend on a system that the spec describes. */
export interface Backend extends Native {
  readonly name: string;
  readonly os: string;
  readonly arch: string;
  readonly platform: Platform;
  readonly layouts: Readonly<Record<string, Layout>>;
}

/** A backend on a system that the spec does not describe: everything that needs the kernel throws `reason`. */
export interface UnsupportedBackend {
  readonly name: string;
  readonly os: "unsupported";
  readonly arch: string;
  readonly reason: string;
}

/** Finds what the spec says of this system and opens the backend's library. */
export function openBackend(
  name: string,
  open: (platform: Platform) => Native,
  os: string = process.platform,
  arch: string = process.arch,
): Backend | UnsupportedBackend {
  const platform = platforms[os];
  const layouts = platform?.architectures[arch];
  if (platform === undefined || layouts === undefined) {
    return { name, os: "unsupported", arch, reason: unsupported(os, arch) };
  }
  return { name, os, arch, platform, layouts, ...open(platform) };
}

function unsupported(os: string, arch: string): string {
  const known = Object.entries(platforms).map(
    ([name, platform]) => `${name} on ${Object.keys(platform.architectures).join(" and ")}`,
  );
  return `pollio does not support ${os} on ${arch}; it supports ${known.join(", ")}`;
}
