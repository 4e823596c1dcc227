// What differs from one operating system to another: the facility that polls, how it is woken, and how it opens a
// non-blocking socket. Each folder beside this file holds one system; table.ts lists them.

import type { Waker } from "../../../../generated/core/interfaces.ts";
import { syscallError } from "../arguments/errors.ts";
import type { PackedRegistration } from "../arguments/registration.ts";
import type { Capabilities } from "../backend/exports.ts";
import type { Backend, DarwinRawSys, LinuxRawSys, RawSys } from "../backend/seam.ts";
import type { Generations } from "../poller/generations.ts";
import type { BatchSource } from "../poller/ready-events.ts";
import type { EventMemory } from "./memory.ts";

/** What a system needs of a backend. */
export type SystemHost<Raw extends RawSys = RawSys> = Pick<
  Backend<Raw>,
  "raw" | "platform" | "layouts" | "allocate" | "controlAll"
>;

export type LinuxHost = SystemHost<LinuxRawSys>;
export type DarwinHost = SystemHost<DarwinRawSys>;

export interface System {
  /** Opens the facility of a poller with these registrations; throws a PollerError. */
  open(maxEvents: number, registrations: Generations): Facility;
  /** Waits on a facility that another thread opened. */
  fetcher(fd: number, maxEvents: number): Fetcher;
  /** Writes to a wake descriptor. Never throws. */
  wake(fd: number): void;
  /** A non-blocking socket of this type (socket(2)), closed on exec, or -errno. */
  socket(domain: number, type: number): number;
  /** A non-blocking connection, closed on exec, or -errno. */
  accept(fd: number): number;
  /** Writes the two descriptors of a pipe to `fds`, non-blocking and closed on exec; 0 or -errno. */
  pipe(fds: Int32Array): number;
  /** The name of the syscall behind `pipe`, for errors. */
  readonly pipeName: string;
  /** The same for two unix stream sockets that are connected to each other. */
  socketPair(fds: Int32Array): number;
  readonly capabilities: Omit<Capabilities, "allocationFree">;
}

/** Waits on a facility's descriptor. */
export interface Fetcher {
  readonly memory: EventMemory;
  /** Waits for whole milliseconds, -1 to block; returns the number of events, with the wake-up among them, or -errno. */
  fetch(timeoutMs: number): number;
}

/** What a poller needs of the operating system's facility, epoll or kqueue. Results are ≥ 0 or -errno. */
export interface Facility {
  /** Its descriptor. */
  readonly fd: number;
  /** Whether it takes exclusive registrations. */
  readonly takesExclusive: boolean;
  /** The name of the syscall that registers, for errors. */
  readonly controlName: string;
  /** The name of the syscall that waits, for errors: if there are several, of the one that failed last. */
  readonly waitName: string;
  readonly waker: Waker;
  /** The wake descriptor, if it is registered in the facility and so out of bounds for callers; else -1. */
  readonly wakeFd: number;
  /** How a batch is read. */
  readonly batch: Omit<BatchSource, "generations" | "pooled">;
  /** Whether the last fetch took a wake-up. */
  readonly woken: boolean;

  /** `low` and `high` are the halves of the user data. */
  add(fd: number, low: number, high: number, packed: PackedRegistration): number;
  modify(fd: number, low: number, high: number, packed: PackedRegistration): number;
  delete(fd: number): number;
  /**
   * Adds the first `count` changes, in order, and returns how many succeeded. It stops at the first refusal and writes -errno to
   * the second word of that change.
   */
  addAll(changes: Int32Array, count: number, packed: PackedRegistration): number;
  deleteAll(changes: Int32Array, count: number): number;
  /** Waits for whole milliseconds, -1 to block; returns the number of events, without the wake-up. */
  fetch(timeoutMs: number): number;
  /** The same with a fraction of a millisecond, which is rounded up if the kernel does not take it. */
  fetchPrecisely(timeoutMs: number): number;
  /** Writes to a wake descriptor. */
  wake(fd: number): void;
  /** Whether its descriptor is still its own, which others may close: 0, or -errno. */
  check(): number;
  /**
   * Sleeps until the time is over or a wake-up or signal comes; returns ≥ 0 or -errno. Absent if closing a descriptor always ends its
   * registration, so that no stale events can keep a wait from blocking.
   */
  pause?(timeoutMs: number): number;
  /** Has the next fetch take the wake-up that the last one took. Absent where no other thread takes events. */
  putWakeBack?(): void;
  close(): void;
}

/** The result of a call that opens a facility; throws a PollerError where it failed. */
export function opened({ platform }: SystemHost, result: number, syscall: string): number {
  if (result < 0) throw syscallError(platform, result, syscall, "the poller could not be set up");
  return result;
}
