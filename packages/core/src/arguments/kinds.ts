import { MAX_TAG } from "../../../../generated/core/codec.ts";
import { rangeError, typeError, valueError } from "./errors.ts";

/** The kinds of one module, checked. */
export interface Kinds<K extends Record<string, number> = Record<string, number>> {
  readonly byName: Readonly<K>;
  /** 1 at each tag that is a kind. */
  readonly known: Uint8Array;
  /** For messages: "Server (1) or Client (2)". */
  readonly description: string;
}

/** Names that a factory cannot have, because the class has them already. */
const TAKEN = ["decode", "prototype", "name", "length", "constructor", "caller", "arguments", "apply", "bind", "call"];

const IDENTIFIER = /^[A-Z][A-Za-z0-9_$]*$/;

/** The static method that makes an event object of a kind: Server → server. */
export function factoryName(kind: string): string {
  return kind.charAt(0).toLowerCase() + kind.slice(1);
}

export function checkKinds<const K extends Record<string, number>>(kinds: K): Kinds<K> {
  if (typeof kinds !== "object" || kinds === null) throw typeError("kinds", "an object of names and tags", kinds);
  const known = new Uint8Array(MAX_TAG + 1);
  const entries = Object.entries(kinds);
  if (entries.length === 0) throw valueError("kinds", "an object of at least one kind", kinds);
  for (const [name, tag] of entries) {
    checkName(name);
    if (typeof tag !== "number") throw typeError(`kinds.${name}`, `an integer from 1 to ${MAX_TAG}`, tag);
    if (!Number.isInteger(tag) || tag < 1 || tag > MAX_TAG) {
      throw rangeError(`kinds.${name}`, `an integer from 1 to ${MAX_TAG} (0 is the poller's own)`, tag);
    }
    if (known[tag] === 1) throw rangeError(`kinds.${name}`, "a tag that no other kind has", tag);
    known[tag] = 1;
  }
  const description = entries.map(([name, tag]) => `${name} (${tag})`).join(" or ");
  return { byName: Object.freeze({ ...kinds }), known, description };
}

function checkName(name: string): void {
  if (!IDENTIFIER.test(name)) {
    throw valueError("kinds", "an object whose names are identifiers that begin with a capital letter", name);
  }
  if (TAKEN.includes(factoryName(name))) {
    throw valueError("kinds", `an object without the name ${name}, which EventObject has already`, name);
  }
}

/** Throws unless the value is the tag of a kind. */
export function checkKind(kinds: Kinds, value: number, name: string): void {
  if (typeof value !== "number") throw typeError(name, `the tag of a kind, ${kinds.description}`, value);
  if (kinds.known[value] !== 1) throw rangeError(name, `the tag of a kind, ${kinds.description}`, value);
}
