import { z } from "zod";
import { doc, integer, list, map } from "./common.ts";

const KIND_NAME = "an identifier that starts with an upper-case letter, such as Server";

const kind = map("a kind, with name, tag and doc", {
  name: z
    .string(KIND_NAME)
    .regex(/^[A-Z][A-Za-z0-9_]*$/, KIND_NAME)
    .describe(KIND_NAME),
  tag: integer("an integer from 1 to 63: 0 is the poller's own, 1-63 are pollio's, 64-255 are users'", 1, 63),
  doc,
});

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
