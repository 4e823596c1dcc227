// Kinds and the encoding of their tags.
import { factoryName } from "../model/kinds.ts";
import type { Encoding, EventKinds, Kind } from "../schema/event-kinds.ts";
import type { Context } from "./context.ts";

// What a function, and the class over the kinds, has already.
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

export function checkEventKinds(spec: EventKinds, context: Context): void {
  context.unique("kind name", spec.kinds, "name", "each kind needs a name of its own");
  context.unique("tag", spec.kinds, "tag", `the next free one is ${freeTag(spec.kinds)}; tags are never used again`);
  checkFactories(spec.kinds, context);
  checkEncoding(spec.encoding, spec.kinds, context);
}

function freeTag(kinds: readonly Kind[]): number | string {
  const highest = Math.max(...kinds.map((kind) => kind.tag));
  return highest < 63 ? highest + 1 : "none below 64";
}

function checkFactories(kinds: readonly Kind[], context: Context): void {
  // Two kinds of different names have different factories, because every name starts with an upper-case letter.
  for (const kind of kinds) {
    const factory = factoryName(kind.name);
    if (!TAKEN.has(factory)) continue;
    const message = `the kind "${kind.name}" would have the factory EventObject.${factory}, which exists; another name is needed`;
    context.wrong(kind, "name", message);
  }
}

function checkEncoding(encoding: Encoding, kinds: readonly Kind[], context: Context): void {
  const { tagBits, descriptorBits, generationBits } = encoding;
  const word = tagBits + descriptorBits;
  const all = word + generationBits;
  if (all > 64) {
    const message = `the bits add up to ${all} (tag ${tagBits}, descriptor ${descriptorBits}, generation ${generationBits}); the kernel keeps 64, so generationBits may be ${64 - word} at most`;
    context.wrong(encoding, "generationBits", message);
  }
  // The generation must not straddle the two halves that JavaScript reads.
  if (word < 32) {
    const message = `tag and descriptor take ${word} bits together; at least 32 are needed, so that the generation lies in the high half alone`;
    context.wrong(encoding, "descriptorBits", message);
  }
  const highest = 2 ** tagBits - 1;
  for (const kind of kinds) {
    if (kind.tag <= highest) continue;
    const message = `the tag ${kind.tag} needs more than tagBits, which is ${tagBits} on line ${context.line(encoding, "tagBits")}; the highest tag is ${highest}`;
    context.wrong(kind, "tag", message);
  }
}
