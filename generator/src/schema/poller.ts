import { z } from "zod";
import { boolean, doc, example, identifier, integer, list, map, oneOf, text } from "../../../spec-tools/schema.ts";

const MEMBER_NAME = "an identifier, or [Symbol.dispose]";
const memberName = z
  .string(MEMBER_NAME)
  .regex(/^([A-Za-z_][A-Za-z0-9_]*|\[Symbol\.[A-Za-z]+\])$/, MEMBER_NAME)
  .describe(MEMBER_NAME);
const type = text("a TypeScript type, such as number");
const errorCodes = z
  .array(z.string("an error's code"), "a list of codes of errors")
  .describe("the codes of the errors that it may raise, from errors:");

const limit = map("a limit, with name, doc, default, min and max", {
  name: identifier("an identifier"),
  doc,
  default: integer("an integer from min to max"),
  min: integer("an integer"),
  max: integer("an integer"),
});

const flagMember = map("a flag, with name, value and doc", {
  name: identifier("an identifier"),
  value: integer("a power of two from 1 to 2^30", 1, 2 ** 30),
  doc,
});

const flags = map("a set of flags, with name, doc and members", {
  name: identifier("an identifier"),
  doc,
  members: list("a list of at least one flag", flagMember),
});

const trigger = map("a trigger, with name and doc", {
  name: z
    .string("a word such as edge-oneshot")
    .regex(/^[a-z]+(-[a-z]+)*$/, "a word such as edge-oneshot")
    .describe("a word such as edge-oneshot"),
  doc,
});

const param = map("a parameter, with name, type and doc", {
  name: identifier("an identifier"),
  type,
  optional: boolean("true or false").optional(),
  doc,
});

const property = map("a property, with name, type and doc", {
  name: memberName,
  type,
  optional: boolean("true or false").optional(),
  mutable: boolean("true or false").describe("whether users may set it").optional(),
  doc,
  errors: errorCodes.optional(),
});

const method = map("a method, with name, doc and returns", {
  name: memberName,
  doc,
  params: z.array(param, "a list of parameters").describe("a list of parameters").optional(),
  returns: type,
  returnsDoc: text("a sentence on the result").optional(),
  errors: errorCodes.optional(),
  example: example.optional(),
});

const interfaceSchema = map("an interface, with name and doc", {
  name: identifier("an identifier"),
  generics: text("type parameters, such as Kind extends number").optional(),
  extends: text("the interface that it extends").optional(),
  doc,
  properties: z.array(property, "a list of properties").describe("a list of properties").optional(),
  methods: z.array(method, "a list of methods").describe("a list of methods").optional(),
});

const error = map("an error, with code, class and doc", {
  code: identifier("an errno's name or one that starts with ERR_"),
  class: oneOf("PollerError, TypeError or RangeError", ["PollerError", "TypeError", "RangeError"]),
  doc: text("a sentence that is not empty, on the cause"),
  fix: text("a sentence that is not empty, on what to do"),
});

const backendExport = map("an export, with name and doc", {
  name: z
    .string("an identifier, or a class and one of its static methods")
    .regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)?$/, "an identifier, or a class and one of its static methods")
    .describe("an identifier, or a class and one of its static methods"),
  doc,
  shared: boolean("true or false").describe("whether it is one and the same in all backends").optional(),
  errors: errorCodes.optional(),
  example: example.optional(),
});

export const pollerSchema = map(
  "a map with trait, functions, exports, facade, limits, flags, triggers, interfaces and errors",
  {
    trait: identifier("the name of one of the interfaces"),
    functions: identifier("the name of the interface whose methods every backend exports"),
    exports: list("a list of at least one export", backendExport),
    facade: list("a list of at least one export", backendExport).optional(),
    limits: list("a list of at least one limit", limit),
    flags: list("a list of at least one set of flags", flags),
    triggers: list("a list of at least one trigger", trigger),
    interfaces: list("a list of at least one interface", interfaceSchema),
    errors: list("a list of at least one error", error),
  },
);

export type Poller = z.infer<typeof pollerSchema>;
export type Interface = Poller["interfaces"][number];
export type Method = NonNullable<Interface["methods"]>[number];
export type Property = NonNullable<Interface["properties"]>[number];
