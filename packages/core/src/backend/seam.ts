// The seam between the poller and a backend. A backend supplies a `Native`; everything else about polling is written once,
// in this package. docs/writing-a-backend.md is the guide.
//
// The contract of the syscalls (RawSys):
// - Arguments are integers and memory that core has checked. A backend checks nothing again.
// - A call returns its result, ≥ 0, or -errno. It never throws.
// - A call allocates nothing on the JavaScript heap, or the backend says so with `allocationFree: false`.
// - `bind_…` keeps what it is given alive for as long as the Bound that it returns.

import type { Layout, Platform } from "../../../../generated/core/platforms.ts";
import { platforms } from "../../../../generated/core/platforms.ts";
import type { Block, RawSys } from "../../../../generated/core/sys.ts";
import { PollerError } from "../arguments/errors.ts";

export type { Field } from "../../../../generated/core/platforms.ts";
export type {
  Block,
  Bound,
  Bytes,
  CommonRawSys,
  DarwinRawSys,
  LinuxRawSys,
  RawSys,
} from "../../../../generated/core/sys.ts";
export type { Layout, Platform };

/** NULL where a syscall takes memory. */
export const NO_BLOCK: Block = Object.freeze({ words: new Int32Array(0), pointer: null });

/** Words of one change for controlAll: the descriptor and the two halves of the user data. */
export const CHANGE_WORDS = 3;

/** What a backend supplies once its library is open. */
export interface Native<Raw extends RawSys = RawSys> {
  /** The syscalls of the operating system that the backend runs on. */
  readonly raw: Raw;
  /**
   * Zeroed memory of this many bytes, a multiple of 4. The kernel is given its address for as long as the block lives, so it
   * must never move: an ArrayBuffer does not, a small typed array of its own may.
   */
  allocate(bytes: number): Block;
  /**
   * Where a buffer's memory is now, looked up on each call: for memory that the kernel finds in other memory, and how the suite proves
   * that memory is reused.
   */
  addressOf(buffer: ArrayBufferLike): number;
  /** Whether a call allocates nothing on the JavaScript heap of this runtime. */
  readonly allocationFree: boolean;
  /**
   * Optional: many calls of epoll_ctl in one crossing into native code. Calls it with `op` and `mask` for the first `count`
   * changes, in order, and returns how many succeeded. It stops at the first refusal and writes -errno to the second word of
   * that change.
   */
  controlAll?(epfd: number, op: number, mask: number, changes: Int32Array, count: number): number;
  /** Makes a watcher of one descriptor, which is not armed at first. */
  readonly watch: Watch;
  /**
   * Linux, optional: makes another thread wait on an epoll. Without it, asynchronous waits miss the events that a look at the epoll
   * from outside consumes (waits/taker.ts).
   */
  readonly take?: StartTake | undefined;
  /** Optional: gives descriptors back when the thread ends without running JavaScript, as a terminated worker does. */
  readonly closeAtEnd?: CloseAtEnd;
}

/**
 * Starts one wait for one event on the epoll, and calls `onTaken`, on this thread's event loop, when it has ended: with the failure
 * where it could not be made. Writing to the eventfd `wakeFd`, which is registered in the epoll, ends it. It does not keep the process
 * alive. Throws a PollerError where no thread can be started.
 */
export type StartTake = (epfd: number, wakeFd: number, onTaken: (failure?: PollerError) => void) => Take;

/** A wait that another thread makes. */
export interface Take {
  /**
   * Ends the wait and writes its event, an epoll_event, to `event`: returns 1, or 0 where there is none, or -errno. When this returns,
   * the thread has left its wait; `onTaken` is not called afterwards.
   */
  end(event: Int32Array): number;
}

/**
 * Closes a poller's descriptor and its wake descriptor, unless that is negative, when the thread ends, and first sets the waker's
 * `state` to closed, as core does. Returns what undoes it.
 */
export type CloseAtEnd = (fd: number, wakeFd: number, state: Int32Array) => () => void;

export type Watch = (fd: number, onReadable: OnReadable) => LoopWatcher;

/** Called when the descriptor is readable, or with what has ended the watch since it was armed: it may then be armed again. */
export type OnReadable = (failure?: PollerError) => void;

/** Watches one descriptor, a poller's own, from the host's event loop. */
export interface LoopWatcher {
  /**
   * Asks for one call of onReadable when the descriptor is readable: from the host's event loop, never synchronously, and in
   * the next turn if it is readable already. Arming an armed watcher changes nothing; neither does arming a closed one.
   */
  arm(): void;
  /** Optional: ends what arm asked for. */
  disarm?(): void;
  /** Ends the watch: afterwards onReadable is not called, and the descriptor may be closed. */
  close(): void;
  /** Lets the watcher keep the process alive while it is armed, as it does at first. */
  ref(): void;
  /** Lets the process end while the watcher is armed. */
  unref(): void;
}

/** A backend on an operating system that the spec describes. */
export interface Backend<Raw extends RawSys = RawSys> extends Native<Raw> {
  readonly name: string;
  readonly os: string;
  readonly arch: string;
  readonly platform: Platform;
  /** The structs of this architecture. */
  readonly layouts: Readonly<Record<string, Layout>>;
  /** For tests: asynchronous waits of every poller go through `take`. */
  readonly takesAlways?: boolean;
}

/**
 * A backend on a system that it or the spec does not support, or whose library could not be opened: everything that needs the
 * kernel throws `reason`.
 */
export interface UnsupportedBackend {
  readonly name: string;
  readonly os: "unsupported";
  readonly arch: string;
  readonly reason: string;
  /** What opening the library threw. */
  readonly cause?: unknown;
}

/** What the use of a backend throws that does not work. */
export function refusal(backend: UnsupportedBackend): PollerError {
  if (!("cause" in backend)) return new PollerError("ERR_UNSUPPORTED_PLATFORM", backend.reason);
  const error = new PollerError("ERR_NO_BACKEND", backend.reason);
  error.cause = backend.cause;
  return error;
}

export interface OpenOptions {
  /** The operating systems that the backend supports, of those that the spec describes. Default: all of them. */
  readonly systems?: readonly string[];
  /** Default: process.platform. */
  readonly os?: string;
  /** Default: process.arch. */
  readonly arch?: string;
}

/**
 * Opens the backend's library with what the spec says about this system. Never throws, so that importing a backend works
 * everywhere: `open` is not called on a system that is not supported, and what it throws is thrown again at the first use.
 */
export function openBackend<Raw extends RawSys>(
  name: string,
  open: (platform: Platform) => Native<Raw>,
  { systems = Object.keys(platforms), os = process.platform, arch = process.arch }: OpenOptions = {},
): Backend<Raw> | UnsupportedBackend {
  const platform = systems.includes(os) ? platforms[os] : undefined;
  const layouts = platform?.architectures[arch];
  if (platform === undefined || layouts === undefined) {
    return { name, os: "unsupported", arch, reason: unsupported(systems, os, arch) };
  }
  try {
    return { name, os, arch, platform, layouts, ...open(platform) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { name, os: "unsupported", arch, reason, cause };
  }
}

function unsupported(systems: readonly string[], os: string, arch: string): string {
  const supported = systems.map((name) => `${name} on ${Object.keys(platforms[name]!.architectures).join(" and ")}`);
  return `pollio does not support ${os} on ${arch}; it supports ${supported.join(", ")}`;
}
