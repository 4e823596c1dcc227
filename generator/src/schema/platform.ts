import { z } from "zod";
import { boolean, byName, doc, identifier, integer, list, map, text } from "../../../spec-tools/schema.ts";
import { scalarTypes } from "./field-types.ts";
import { syscallSchema } from "./syscall.ts";

const HEADER = "a header of the C library, such as sys/epoll.h";
export const header = z
  .string(HEADER)
  .regex(/^[A-Za-z0-9_./-]+\.h$/, HEADER)
  .describe(HEADER);
const source = text("where the facts come from, such as epoll_ctl(2)");

const architecture = map("an architecture, with name and macro", {
  name: z
    .string("a name of process.arch, such as x64")
    .regex(/^[a-z0-9]+$/, "a name of process.arch, such as x64")
    .describe("a name of process.arch, such as x64"),
  macro: identifier("the macro that compilers define on it, such as __x86_64__"),
  variadicsAfter: integer("an integer ≥ 1, how many integer registers arguments have", 1)
    .describe("how many integer registers arguments have, where variadic ones never go into one but on the stack")
    .optional(),
});

const names = (what: string) => list(`a list of at least one name of a ${what}`, z.string(`a name of a ${what}`));

const inherit = map("what is the same as on another platform, with from, layouts and syscalls", {
  from: z.string("the os of another platform").describe("the os of another platform, which inherits nothing itself"),
  layouts: names("layout").describe("structs whose layout is the same, on every architecture").optional(),
  syscalls: names("syscall").describe("syscalls that are declared the same").optional(),
});

const CONSTANT = "an integer, or a map of architectures, each with its integer";
const constantGroup = map("constants of one header, with header, source and values", {
  header,
  source,
  values: byName(
    "a map of constants, each an integer",
    z.union([integer("an integer"), byName("a map of architectures", integer("an integer"))], CONSTANT),
  ),
});

const errnoGroup = map("the error numbers, with header, source and values", {
  header,
  source,
  values: byName("a map of error numbers", integer("a positive integer", 1, 4095)),
});

const field = map("a field, with name, type and offset", {
  name: identifier("a C identifier"),
  type: z
    .string("a field type, such as u32")
    .describe(`${scalarTypes.join(", ")}, or another layout such as struct timespec; an array is u8[4]`),
  offset: integer("an integer ≥ 0, in bytes from the start of the struct", 0),
  narrower: boolean("true or false")
    .describe("true: some C libraries declare it narrower, with padding behind it")
    .optional(),
});

const layout = map("a layout, with struct, header, source, size, align and fields", {
  struct: identifier("the struct's name in C"),
  architectures: list("a list of names of architectures", z.string("a name of an architecture"))
    .describe("the architectures that it is for; default all")
    .optional(),
  header,
  source,
  packed: boolean("true or false").optional(),
  size: integer("a positive integer, in bytes", 1),
  align: oneOfNumbers("1, 2, 4, 8 or 16, in bytes", [1, 2, 4, 8, 16]),
  fields: list("a list of at least one field", field),
});

function oneOfNumbers(what: string, values: readonly number[]) {
  return z.literal(values, what).describe(what);
}

const errnoLocation = identifier("the function that gives the address of errno, such as __errno_location");

export const platformSchema = map("a map with os, library, errnoLocation, architectures, constants, …", {
  os: identifier("the file's own name, which is the one that process.platform has for the system"),
  library: text("the file of the C library, such as libc.so.6"),
  errnoLocation,
  architectures: list("a list of at least one architecture", architecture),
  inherit: inherit.optional(),
  constants: list("a list of groups of constants", constantGroup),
  errno: errnoGroup,
  layouts: list("a list of at least one layout", layout),
  syscalls: list("a list of at least one syscall", syscallSchema(header, source, doc)),
});

export type Platform = z.infer<typeof platformSchema>;
export type Layout = Platform["layouts"][number];
export type Field = Layout["fields"][number];
export type Syscall = Platform["syscalls"][number];
export type Param = Syscall["params"][number];
