// How a program under the injector arms faults (injector.c): by calls of fcntl(2) on numbers that are never descriptors, made with the
// backend's own `sys`, so that they come from the thread that the fault is for.

import type { BackendModule } from "../src/adapter.ts";
import { NAMES } from "./syscalls.ts";

const MAGIC = 0x7a110000;

/** The injector's fields, in the order that injector.c has. */
const FIELDS: readonly string[] = [
  ...[
    "reset",
    "call",
    "error",
    "skip",
    "times",
    "scope",
    "fd",
    "operation",
    "how",
    "arm",
    "hits",
    "again",
    "record",
    "next",
  ],
  ...["nextFd", "nextOperation"],
];

/** A call that was made: by the name in syscalls.ts or, if it has none there, by its number. */
export interface Call {
  readonly name: string;
  /** The first two arguments. */
  readonly fd: number;
  readonly operation: number;
}

export interface Fault {
  readonly name: string;
  readonly error: number;
  /** How many matching calls succeed before, and how many then fail. */
  readonly skip: number;
  readonly times: number;
  /** Whose calls: this thread's, or any other's. */
  readonly scope: "own" | "others";
  /** The first two arguments of the call, if only some calls are meant. */
  readonly fd?: number;
  readonly operation?: number;
  /** The call is not made; it is made, and fails nevertheless; or the thread ends in its place. */
  readonly how: "instead" | "afterwards" | "death";
}

export class Injector {
  readonly #set: (field: string, value?: number) => number;

  /** Throws unless the process runs under the injector. */
  constructor({ sys, constants }: BackendModule) {
    this.#set = (field, value = 0) => sys.fcntl(MAGIC + FIELDS.indexOf(field), constants.F_SETFL!, value);
    if (this.#set("reset") !== MAGIC) throw new Error("this process does not run under the injector");
  }

  arm(fault: Fault): void {
    const set = this.#set;
    set("reset");
    set("call", NAMES.indexOf(fault.name));
    set("error", fault.error);
    if (fault.skip !== 0) set("skip", fault.skip);
    if (fault.times !== 1) set("times", fault.times);
    if (fault.scope === "others") set("scope", 1);
    if (fault.fd !== undefined) set("fd", fault.fd);
    if (fault.operation !== undefined) set("operation", fault.operation);
    if (fault.how !== "instead") set("how", fault.how === "afterwards" ? 1 : 2);
    set("arm", 1);
  }

  /** How many calls there were with the first argument of one that had failed. */
  get again(): number {
    return this.#set("again");
  }

  /** How many calls have failed so far. */
  get hits(): number {
    return this.#set("hits");
  }

  disarm(): void {
    this.#set("arm", 0);
  }

  /** What this thread calls while `run` runs, in order. */
  recorded<Result>(run: () => Result): { readonly result: Result; readonly calls: Call[] } {
    this.#set("record", 1);
    const result = run();
    this.#set("record", 0);
    const calls: Call[] = [];
    for (let index = this.#set("next"); index !== -1; index = this.#set("next")) {
      const fd = this.#set("nextFd");
      const operation = this.#set("nextOperation");
      calls.push({ name: NAMES[index] ?? String(index - NAMES.length), fd, operation });
    }
    return { result, calls };
  }
}
