import { FIRST_OWN_TAG, MAX_TAG } from "../../../../generated/core/codec.ts";
import { EventKind } from "../../../../generated/core/event-kinds.ts";
import { rangeError, typeError, valueError } from "./errors.ts";

/** The validated kinds of one module. */
export interface Kinds<K extends Record<string, number> = Record<string, number>> {
  readonly byName: Readonly<K>;
  /** 1 at the index of each tag in use. */
  readonly known: Uint8Array;
  /** For messages: "Server (1) or Client (2)". */
  readonly description: string;
}

/** Names that no factory can have, because every class has them already. */
const TAKEN = ["decode", "prototype", "name", "length", "constructor", "caller", "arguments", "apply", "bind", "call"];

const IDENTIFIER = /^[A-Z][A-Za-z0-9_$]*$/;

const STANDARD: Readonly<Record<string, number>> = EventKind;

const EXPECTED = `an integer from ${FIRST_OWN_TAG} to ${MAX_TAG}; lower ones are reserved for pollio's own kinds, ${listed(Object.entries(STANDARD), "and")}`;

/** The static method that makes an event object of a kind: Server → server. */
export function factoryName(kind: string): string {
  return kind.charAt(0).toLowerCase() + kind.slice(1);
}

export function checkKinds<const K extends Record<string, number>>(kinds: K): Kinds<K> {
  if (typeof kinds !== "object" || kinds === null) throw typeError("kinds", "an object that maps names to tags", kinds);
  const known = new Uint8Array(MAX_TAG + 1);
  const entries = Object.entries(kinds);
  if (entries.length === 0) throw valueError("kinds", "an object with at least one kind", kinds);
  for (const [name, tag] of entries) {
    checkName(name);
    if (typeof tag !== "number") throw typeError(`kinds.${name}`, EXPECTED, tag);
    if (!isStandard(name, tag) && !isOwn(tag)) throw rangeError(`kinds.${name}`, EXPECTED, tag);
    if (known[tag] === 1) throw rangeError(`kinds.${name}`, "a tag that no other kind uses", tag);
    known[tag] = 1;
  }
  const description = listed(entries, "or");
  // Uses the values that were checked: a getter might return others the second time.
  return { byName: Object.freeze(Object.fromEntries(entries) as K), known, description };
}

function isStandard(name: string, tag: number): boolean {
  return Object.hasOwn(STANDARD, name) && STANDARD[name] === tag;
}

function isOwn(tag: number): boolean {
  return Number.isInteger(tag) && tag >= FIRST_OWN_TAG && tag <= MAX_TAG;
}

function listed(kinds: readonly (readonly [name: string, tag: number])[], word: "and" | "or"): string {
  return kinds.map(([name, tag]) => `${name} (${tag})`).join(` ${word} `);
}

function checkName(name: string): void {
  if (!IDENTIFIER.test(name)) {
    throw valueError("kinds", "an object whose keys are identifiers that start with a capital letter", name);
  }
  if (TAKEN.includes(factoryName(name))) {
    throw valueError("kinds", `an object without the key ${name}: EventObject already has a member of that name`, name);
  }
}

/** Throws unless the value is the tag of a kind. */
export function checkKind(kinds: Kinds, value: number, name: string): void {
  if (typeof value !== "number") throw typeError(name, `the tag of a kind, ${kinds.description}`, value);
  if (kinds.known[value] !== 1) throw rangeError(name, `the tag of a kind, ${kinds.description}`, value);
}
