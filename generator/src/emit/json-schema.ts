// spec/schema.json: lets editors complete and check the spec files.
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
    // For tools that do not support fragments: any of the three.
    anyOf: Object.keys(definitions).map((name) => ({ $ref: `#/definitions/${name}` })),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function definition(schema: z.ZodType): object {
  // The dialect is declared once, at the top.
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-7", reused: "inline" });
  return rest;
}
