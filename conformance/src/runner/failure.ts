import { AssertionError } from "node:assert";
import { inspect } from "node:util";

/** Why a case failed. */
export interface Failure {
  readonly message: string;
  /** What was thrown, inspected: an error with its stack, properties and cause. Of a process that ended, what it wrote to standard error. */
  readonly details?: string;
  /** Of a failed assertion, inspected. */
  readonly expected?: string;
  readonly actual?: string;
}

/** Enough to recognise a value by; a case may compare megabytes. */
const SHOWN = { depth: 4, maxArrayLength: 100, maxStringLength: 2_000 } as const;

/** Describes what a case threw, which may be anything. */
export function failureOf(thrown: unknown): Failure {
  const details = show(thrown);
  if (!(thrown instanceof Error)) return { message: `it threw ${details}`, details };
  const { message, stack } = thrown;
  // Bun shows an error with the lines of its source, and with a stack that may be cut short.
  const failure = {
    message,
    details: stack === undefined || details.includes(stack) ? details : `${stack}\n${details}`,
  };
  if (!(thrown instanceof AssertionError)) return failure;
  return { ...failure, expected: show(thrown.expected), actual: show(thrown.actual) };
}

function show(value: unknown): string {
  try {
    return inspect(value, SHOWN);
  } catch (error) {
    return `a value that cannot be inspected (${typeof value}: ${error instanceof Error ? error.message : "no reason given"})`;
  }
}
