// spec/schema.json: what editors need to complete and check the spec files while they are written.
import { z } from "zod";
import { eventKindsSchema } from "../schema/event-kinds.ts";
import { platformSchema } from "../schema/platform.ts";
import { pollerSchema } from "../schema/poller.ts";

const DRAFT = "http://json-schema.org/draft-07/schema#";

export function jsonSchema(): string {
  const definitions = {
    "event-kinds": definition(eventKindsSchema),
    poller: definition(pollerSchema),
    platform: definition(platformSchema),
  };
  const schema = {
    $comment:
      "Made by pollio's generator from generator/src/schema/. Do not edit: change the schemas and run `npm run generate`.",
    $schema: DRAFT,
    title: "The files of pollio's spec; each names its definition in its first line",
    definitions,
    // For a tool that takes no fragment: any of the three.
    anyOf: Object.keys(definitions).map((name) => ({ $ref: `#/definitions/${name}` })),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function definition(schema: z.ZodType): object {
  // The dialect is named once, at the top.
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-7", reused: "inline" });
  return rest;
}
