// How a program under the injector arms faults (injector.c): by calls of fcntl(2) on numbers that are never descriptors, made with the
// backend's own `sys`, so that they come from the thread that the fault is for.

import type { BackendModule } from "../src/adapter.ts";
import { NAMES } from "./syscalls.ts";

const MAGIC = 0x7a110000;

/** The injector's fields, in the order that injector.c has. */
const [RESET, CALL, ERROR, SKIP, TIMES, SCOPE, FD, OPERATION, HOW, ARM, HITS, , RECORD, NEXT, NEXT_FD, NEXT_OPERATION] =
  Array.from({ length: 17 }, (_, index) => index) as [
    ...[number, number, number, number, number, number, number, number, number, number, number, number, number],
    ...[number, number, number, number],
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
  readonly #set: (field: number, value?: number) => number;

  /** Throws unless the process runs under the injector. */
  constructor({ sys, constants }: BackendModule) {
    this.#set = (field, value = 0) => sys.fcntl(MAGIC + field, constants.F_SETFL!, value);
    if (this.#set(RESET) !== MAGIC) throw new Error("this process does not run under the injector");
  }

  arm(fault: Fault): void {
    const set = this.#set;
    set(RESET);
    set(CALL, NAMES.indexOf(fault.name));
    set(ERROR, fault.error);
    if (fault.skip !== 0) set(SKIP, fault.skip);
    if (fault.times !== 1) set(TIMES, fault.times);
    if (fault.scope === "others") set(SCOPE, 1);
    if (fault.fd !== undefined) set(FD, fault.fd);
    if (fault.operation !== undefined) set(OPERATION, fault.operation);
    if (fault.how !== "instead") set(HOW, fault.how === "afterwards" ? 1 : 2);
    set(ARM, 1);
  }

  /** How many calls have failed so far. */
  get hits(): number {
    return this.#set(HITS);
  }

  disarm(): void {
    this.#set(ARM, 0);
  }

  /** What this thread calls while `run` runs, in order. */
  recorded<Result>(run: () => Result): { readonly result: Result; readonly calls: Call[] } {
    this.#set(RECORD, 1);
    const result = run();
    this.#set(RECORD, 0);
    const calls: Call[] = [];
    for (let index = this.#set(NEXT); index !== -1; index = this.#set(NEXT)) {
      const fd = this.#set(NEXT_FD);
      const operation = this.#set(NEXT_OPERATION);
      calls.push({ name: NAMES[index] ?? String(index - NAMES.length), fd, operation });
    }
    return { result, calls };
  }
}
