// Which faults an operation is tried with: each call that it makes, with each error of its manual page.

import type { BackendModule } from "../src/adapter.ts";
import type { Call, Fault } from "./control.ts";
import type { Expected, Later, Prepared } from "./operation.ts";
import { SYSCALLS } from "./syscalls.ts";

export interface Case {
  readonly text: string;
  readonly fault: Omit<Fault, "fd">;
  readonly fd?: (() => number) | undefined;
  readonly expected: Expected;
  /** Whether it must never be made again: another's descriptor might have the number by now. */
  readonly isFinal: boolean;
  /** How many descriptors may stay open. */
  readonly leaves: number;
  /** Whether it stays armed until the promise settles. */
  readonly stays: boolean;
}

/** What tells the calls of one name apart. */
function operationOf({ name, operation }: Call): number | undefined {
  return ["epoll_ctl", "fcntl", "ioctl"].includes(name) ? operation : undefined;
}

/** Calls of one kind together. */
function alike(calls: readonly Call[]): Iterable<Call[]> {
  const kinds = new Map<string, Call[]>();
  for (const call of calls) {
    const kind = `${call.name} ${operationOf(call) ?? ""}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), call]);
  }
  return kinds.values();
}

/** `calls` are those that it makes without a fault, `all` asks for more than the first call, once. */
export function* cases(
  name: string,
  prepared: Prepared,
  calls: readonly Call[],
  module: BackendModule,
  all: boolean,
): Generator<Case> {
  for (const same of alike(calls.filter((call) => call.name in SYSCALLS))) {
    const call = same[0]!;
    const operation = operationOf(call);
    for (const error of SYSCALLS[call.name]!.errors) {
      for (const skip of all ? new Set([0, Math.min(1, same.length - 1), same.length - 1]) : [0]) {
        for (const times of all ? [1, 3] : [1]) {
          // close(2) closes whatever it says.
          const how = call.name === "close" ? "afterwards" : "instead";
          const failing = { ...same[skip]!, skip, times, scope: "own" } as const;
          if (prepared.isForeign?.(failing, error) === true) continue;
          const fault = { name: call.name, error: module.errno[error]!, skip, times, scope: "own", how } as const;
          yield {
            text: `${name}: ${call.name}${operation === undefined ? "" : ` ${OPERATIONS[operation] ?? operation}`} ${error}, call ${skip + 1}, ${times} times`,
            fault: { ...fault, ...(operation !== undefined && { operation }) },
            expected: prepared.expected(failing, error),
            isFinal: call.name === "close",
            leaves: prepared.leaves?.(failing, error) ?? 0,
            stays: false,
          };
        }
      }
    }
  }
  for (const later of prepared.later ?? []) yield* laterCases(name, prepared, later, module, all);
}

const OPERATIONS: Readonly<Record<number, string>> = { 1: "ADD", 2: "DEL", 3: "MOD" };

function* laterCases(
  name: string,
  prepared: Prepared,
  later: Later,
  module: BackendModule,
  all: boolean,
): Generator<Case> {
  const errors = later.death === true ? ["death"] : SYSCALLS[later.name]!.errors;
  for (const error of errors) {
    for (const times of all && later.death === undefined && later.once === undefined ? [1, 3] : [1]) {
      const call = { name: later.name, fd: -1, operation: -1, skip: 0, times, scope: later.scope };
      yield {
        text: `${name}: later ${later.name} of ${later.scope} ${error}, call 1, ${times} times`,
        fault: {
          name: later.name,
          error: module.errno[error] ?? 0,
          skip: 0,
          times,
          scope: later.scope,
          how: later.death === true ? "death" : "instead",
        },
        fd: later.fd,
        expected: prepared.expected(call, error),
        isFinal: false,
        leaves: prepared.leaves?.(call, error) ?? 0,
        stays: true,
      };
    }
  }
}
