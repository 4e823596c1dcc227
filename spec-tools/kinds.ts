// Kinds, which follow the same rules in pollio's spec and in users' own files.

import * as z from "zod";
import type { Context } from "./context.ts";
import { doc, integer, map } from "./schema.ts";

export interface Kind {
  readonly name: string;
  readonly tag: number;
  readonly doc: string;
}

export const KIND_NAME = "an identifier that starts with an upper-case letter, such as Server";

export const kindName = z
  .string(KIND_NAME)
  .regex(/^[A-Z][A-Za-z0-9_]*$/, KIND_NAME)
  .describe(KIND_NAME);

/** A kind whose tag is in a range. */
export function kindSchema(tag: string, least: number, highest: number) {
  return map("a kind, with name, tag and doc", { name: kindName, tag: integer(tag, least, highest), doc });
}

// Names that functions, and the class EventObject, already have.
const TAKEN: ReadonlySet<string> = new Set([
  "apply",
  "arguments",
  "bind",
  "call",
  "caller",
  "constructor",
  "decode",
  "hasOwnProperty",
  "isPrototypeOf",
  "length",
  "name",
  "propertyIsEnumerable",
  "prototype",
  "toLocaleString",
  "toString",
  "valueOf",
]);

/** Server → server. */
export function factoryName(kind: string): string {
  return kind.charAt(0).toLowerCase() + kind.slice(1);
}

/** `nextFree` ends a message: "the next free one is 3". */
export function checkKinds(kinds: readonly Pick<Kind, "name" | "tag">[], context: Context, nextFree: string): void {
  context.unique("kind name", kinds, "name", "each kind needs a name of its own");
  context.unique("tag", kinds, "tag", `${nextFree}; tags are never used again`);
  // Different kinds have different factories, because every kind's name starts with an upper-case letter.
  for (const kind of kinds) {
    const factory = factoryName(kind.name);
    if (!TAKEN.has(factory)) continue;
    const message = `the kind "${kind.name}" would have the factory EventObject.${factory}, which exists; choose another name`;
    context.wrong(kind, "name", message);
  }
}

/** Suggests a tag for a new kind: the next above all used ones, or says that none is free. */
export function nextFreeTag(used: readonly number[], least: number, highest: number): string {
  const next = Math.max(least - 1, ...used) + 1;
  return next <= highest ? `the next free one is ${next}` : `none up to ${highest} is free`;
}
