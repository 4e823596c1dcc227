// What a fault is tried on: something that pollio does, with what must come of it.

import type { BackendModule, Poller } from "../src/adapter.ts";
import type { Call } from "./control.ts";
import { SYSCALLS } from "./syscalls.ts";

/** What must come of an operation during which a call failed. */
export type Expected = Outcome | { readonly either: readonly Outcome[] };

type Outcome =
  /** A PollerError with this code and, if it is about a call, its name and the errno that the code has. */
  | { readonly throws: string; readonly syscall: string | undefined }
  | { readonly returns: unknown }
  /** What comes of it without a fault. */
  | "as ever"
  /** A promise is not kept, as documented. */
  | "silence";

export interface Subject {
  readonly name: string;
  readonly module: BackendModule;
  /** The same with no state yet: its thread's poller is opened at its first use. */
  fresh(): BackendModule;
  /** Whether another thread takes the events of every poller: see TAKE_ALWAYS of packages/core/src/backend/adapter.ts. */
  readonly takes: boolean;
  /** Whether it is an epoll that was open before anything of pollio's was: the runtime's. */
  isRuntimes(fd: number): boolean;
}

/** The first call that fails. */
export interface Failing extends Call {
  /** How many of the same calls of the operation succeed before it, and how many fail then. */
  readonly skip: number;
  readonly times: number;
  /** Whose call it is: this thread's, or another's. */
  readonly scope: "own" | "others";
}

/** Milliseconds of a wait whose event is there. A wait that takes all of them was not woken. */
export const WAIT_MS = 2_000;

/** A fault that comes after the operation has returned its promise. */
export interface Later {
  readonly name: string;
  readonly scope: "own" | "others";
  /** The call's first argument; undefined for any. */
  fd?(): number;
  /** Whether the thread that makes the call ends in its place. */
  readonly death?: true;
  /** Whether more calls than the first may be the runtime's. */
  readonly once?: true;
}

export interface Operation {
  readonly name: string;
  /** Called once; what it opens stays open. */
  prepare(subject: Subject): Prepared;
}

export interface Prepared {
  /** Called before each `act`. */
  begin?(): unknown;
  /** Returns what is compared; where it is a promise, faults are armed until it is returned. */
  act(): unknown;
  /** Undoes what `act` did, whatever came of it. */
  end?(): unknown;
  expected(call: Failing, error: string): Expected;
  /** Calls that are not pollio's, and end the process if they fail. */
  isForeign?(call: Failing, error: string): boolean;
  /** How many descriptors a fault leaves open, as documented; none if it is left out. */
  leaves?(call: Failing, error: string): number;
  readonly later?: readonly Later[];
  /** The poller that the faults are in, which must work on; undefined where they leave none. */
  readonly poller?: Poller;
}

/** Registers a descriptor as a client's. */
export function client({ EventKind, EventObject }: BackendModule, fd: number) {
  return new EventObject(fd, EventKind.Client);
}

/** The error that says what failed. */
export function throwing({ name }: Pick<Call, "name">, error: string): Outcome {
  return { throws: error, syscall: SYSCALLS[name]!.as ?? name };
}

/** Of what no caller learns: whatever comes of it, it works. */
export const AS_EVER = (): Expected => "as ever";

/** The same, if the error is that. */
export function throwingBut(asEver: string): Prepared["expected"] {
  return (call, error) => (error === asEver ? "as ever" : throwing(call, error));
}
