import type { z } from "zod";
import { kindSchema } from "../../../spec-tools/kinds.ts";
import { doc, integer, list, map } from "../../../spec-tools/schema.ts";
import { FIRST_OWN_TAG } from "../../../spec-tools/tags.ts";

const HIGHEST_TAG = FIRST_OWN_TAG - 1;

const kind = kindSchema(
  `an integer from 1 to ${HIGHEST_TAG}: 0 is the poller's own, 1-${HIGHEST_TAG} are pollio's, ${FIRST_OWN_TAG}-255 are users'`,
  1,
  HIGHEST_TAG,
);

const encoding = map("the encoding, with doc, tagBits, descriptorBits and generationBits", {
  doc,
  tagBits: integer("an integer from 1 to 16, the bits of the tag", 1, 16),
  descriptorBits: integer("an integer from 1 to 31, the bits of the descriptor, which is a positive int", 1, 31),
  generationBits: integer("an integer from 1 to 32, the bits of the generation, which lies in the high half", 1, 32),
});

export const eventKindsSchema = map("a map with encoding and kinds", {
  encoding,
  kinds: list("a list of at least one kind", kind),
});

export type EventKinds = z.infer<typeof eventKindsSchema>;
export type Kind = EventKinds["kinds"][number];
export type Encoding = EventKinds["encoding"];
