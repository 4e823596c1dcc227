// What the process that runs cases tells the one that started it: a line each, marked, because a case may print too.

import type { NotProvable } from "@pollio/conformance";

/** A case as it is registered. */
export interface Registered {
  readonly name: string;
  readonly timeoutMs: number;
}

/** All cases for an adapter. */
export interface Listing {
  /** What the adapter calls itself. */
  readonly adapter: string;
  readonly cases: readonly Registered[];
  readonly notProvable: readonly NotProvable[];
}

export type Message =
  | { readonly is: "listing"; readonly listing: Listing }
  | { readonly is: "begun"; readonly name: string }
  | { readonly is: "passed"; readonly name: string }
  | { readonly is: "failed"; readonly name: string; readonly message: string };

const MARK = "pollio-conformance: ";

export function encodeMessage(message: Message): string {
  return `${MARK}${JSON.stringify(message)}\n`;
}

export function decodeMessage(line: string): Message | undefined {
  return line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as Message) : undefined;
}
