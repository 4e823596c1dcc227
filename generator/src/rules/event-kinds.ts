// Kinds and the encoding of their tags.
import type { Context } from "../../../spec-tools/context.ts";
import { checkKinds, nextFreeTag } from "../../../spec-tools/kinds.ts";
import { FIRST_OWN_TAG } from "../../../spec-tools/tags.ts";
import type { Encoding, EventKinds, Kind } from "../schema/event-kinds.ts";

export function checkEventKinds(spec: EventKinds, context: Context): void {
  const used = spec.kinds.map(({ tag }) => tag);
  checkKinds(spec.kinds, context, nextFreeTag(used, 1, FIRST_OWN_TAG - 1));
  checkEncoding(spec.encoding, spec.kinds, context);
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
