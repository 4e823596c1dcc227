import { z } from "zod";
import { boolean, byName, example, identifier, integer, map, oneOf, text } from "../../../spec-tools/schema.ts";
import { PARAM_TYPES, paramTypeNames } from "./param-types.ts";

// In YAML, an unquoted null is no value.
const typeNames = `one of ${paramTypeNames.filter((name) => name !== "null").join(", ")} and "null" (in quotes)`;
const typeDocs = paramTypeNames.map((name) => `${name}: ${PARAM_TYPES[name].doc}`).join("\n");

const param = map("a parameter, with name and type", {
  name: identifier("a C identifier"),
  type: oneOf(typeNames, paramTypeNames).describe(typeDocs),
  doc: text("a sentence that is not empty").optional(),
  c: text("the type in C that the argument is cast to, such as struct sockaddr *").optional(),
  of: z
    .string("the name of a parameter of type bytes")
    .describe(
      "length, length-cell and length-out: the bytes parameter that they measure; vector-count: the vectors parameter",
    )
    .optional(),
  access: oneOf("read or write: what the kernel does with the memory", ["read", "write"]).optional(),
  window: boolean("true or false; true adds offset and length in JavaScript").optional(),
  minBytes: integer("an integer ≥ 0, the least length in bytes", 0).optional(),
  optional: boolean("true or false; true lets callers leave it out").optional(),
  default: integer("an integer, which makes the parameter optional in JavaScript").optional(),
  oneOf: z
    .array(z.string("a constant's name"), "a list of names of constants")
    .min(1, "a list of names of constants")
    .describe("the only constants that the value may be")
    .optional(),
});

/** The schema of a syscall, from schemas that it shares with other entries. */
export function syscallSchema<Header extends z.ZodType, Source extends z.ZodType, Doc extends z.ZodType>(
  header: Header,
  source: Source,
  doc: Doc,
) {
  return map("a syscall, with name, header, source, doc and params", {
    name: identifier("a C identifier"),
    header,
    source,
    doc,
    returns: text("a sentence on the result").optional(),
    number: integer("an integer ≥ 1, the number that syscall(2) takes", 1)
      .describe("the call's number, if some C libraries have no function for it; it is then made through syscall(2)")
      .optional(),
    direct: byName(
      "a map of architectures, each with the call's number there",
      integer("an integer ≥ 0, the call's number", 0),
    )
      .describe(
        "the call's number by architecture, where it bypasses the C library: compiled backends execute the instruction, bun and deno call syscall(2)",
      )
      .optional(),
    composed: boolean("true or false; true: core makes it of other calls").optional(),
    stores: boolean(
      "true or false; true: what fails is stored among its results, and it never returns -errno itself",
    ).optional(),
    internal: boolean("true or false; true keeps it out of the public calls").optional(),
    bind: z
      .array(z.string("a parameter's name"), "a list of names of parameters")
      .min(1, "a list of names of parameters")
      .describe("the parameters that are given once, beforehand; at least one of them is a block")
      .optional(),
    vectored: z
      .string("the name of a syscall that takes an iovec")
      .describe("the syscall for backends that cannot point into an array")
      .optional(),
    variadic: integer("an integer ≥ 1: how many parameters come before the variadic ones", 1).optional(),
    example: example.optional(),
    params: z.array(param, "a list of parameters").describe("the parameters, in the order of C"),
  });
}
