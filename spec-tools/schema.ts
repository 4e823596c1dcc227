// Building blocks of the schemas. Each carries the words that follow "it must be" in a message; editors show them
// through the JSON schema.
import * as z from "zod";

/** Text that is not blank. */
export function text(what: string) {
  return z.string(what).regex(/\S/, what).describe(what);
}

/** A name in both C and JavaScript. */
export function identifier(what: string) {
  return z
    .string(what)
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, what)
    .describe(what);
}

/** An integer of a range. */
export function integer(what: string, min: number = Number.MIN_SAFE_INTEGER, max: number = Number.MAX_SAFE_INTEGER) {
  return z.int(what).min(min, what).max(max, what).describe(what);
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(what: string, words: Words) {
  return z.enum(words, what).describe(what);
}

export function boolean(what: string) {
  return z.boolean(what).describe(what);
}

/** A list with at least one entry. */
export function list<Item extends z.ZodType>(what: string, item: Item) {
  return z.array(item, what).min(1, what).describe(what);
}

/** A map with these keys and no others. */
export function map<Shape extends z.ZodRawShape>(what: string, shape: Shape) {
  return z.strictObject(shape, what).describe(what);
}

/** Values by name. */
export function byName<Value extends z.ZodType>(what: string, value: Value) {
  const name = "a map of C identifiers";
  return z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, name), value, what).describe(what);
}

export const doc = text("a sentence that is not empty, for the reference and the doc comments");

const EXAMPLE = "JavaScript for the reference, such as an expression and its value behind an arrow";
/** A test runs it, and compares the values: examples/test/reference.test.ts. */
export const example = z
  .string(EXAMPLE)
  .regex(/\S/, EXAMPLE)
  .describe(
    `${EXAMPLE}: \`has(fd); // → true\`, which a test compares. It may use every export, and poller, reader, writer and bytes`,
  );
