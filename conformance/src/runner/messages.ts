// What a process that runs cases receives, and what it sends: one line of standard output for each message. Lines are marked,
// because a case may print too, and begin with a line feed, because a case may leave its own line unfinished.

import type { NotRun } from "../suite.ts";
import type { Failure } from "./failure.ts";

/** What a process receives, as JSON in its only argument. */
export interface Order {
  /** URL or package specifier of the module that exports `adapter`. */
  readonly adapter: string;
  /** What the names of the cases begin with. */
  readonly only?: readonly string[];
  /** Names of cases that already ran in another process, or ended it. */
  readonly done: readonly string[];
  /** Run the first theme that has cases left, and leave the others to other processes. */
  readonly oneTheme: boolean;
  readonly patienceMs?: number;
  /** Multiplies the time limits of the cases. */
  readonly slowdown: number;
  readonly execPath?: string;
}

/** What a run is about, known before its first case. */
export interface Listing {
  /** What the adapter calls itself. */
  readonly adapter: string;
  /** "node 20.20.2 arm64" */
  readonly runtime: string;
  /** The cases to run, in the order of the suite. */
  readonly cases: readonly string[];
  readonly notProvable: readonly NotRun[];
  readonly leftOut: readonly NotRun[];
  readonly expectedFailures: readonly NotRun[];
}

export type Message =
  | { readonly is: "listing"; readonly listing: Listing }
  | { readonly is: "begin"; readonly name: string; readonly limitMs: number }
  | { readonly is: "end"; readonly name: string; readonly ms: number; readonly failure?: Failure }
  | { readonly is: "finished" };

const MARK = "pollio-conformance: ";

export function encodeMessage(message: Message): string {
  return `\n${MARK}${JSON.stringify(message)}\n`;
}

/** Written to standard error before each case, so that the words of one are not taken for those of the next. */
export function encodeBoundary(): string {
  return `\n${MARK}\n`;
}

/** What was written to standard error since the last case began. */
export function sinceBoundary(stderr: string): string {
  return stderr.split(MARK).at(-1)!.trim();
}

/** A line that is no message is what a case has printed. */
export function decodeMessage(line: string): Message | undefined {
  return line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as Message) : undefined;
}

/** A case's theme is what its name begins with. */
export function themeOf(name: string): string {
  return name.split(".", 1)[0]!;
}
