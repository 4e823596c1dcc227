// The shape of a spec file: zod's issues as diagnostics, and what of the file is well-shaped all the same.
import * as z from "zod";
import type { Diagnostic } from "./diagnostics.ts";
import type { Source } from "./source.ts";
import { nearest, show } from "./words.ts";

type Path = readonly PropertyKey[];

export interface Shaped<T> {
  readonly problems: readonly Diagnostic[];
  /**
   * The content, without the entries of lists and maps that are wrong, so that the rules can look at the rest.
   * Undefined when what is wrong stands in no list.
   */
  readonly value: T | undefined;
}

export function checkShape<Schema extends z.ZodType>(source: Source, schema: Schema): Shaped<z.infer<Schema>> {
  if (source.value === undefined) return { problems: source.problems, value: undefined };
  const result = schema.safeParse(source.value);
  // zod copies what it parses; the rules need the objects whose positions the source knows.
  if (result.success) return { problems: [], value: source.value as z.infer<Schema> };
  const { issues } = result.error;
  const problems = firstOfEachPlace(issues).flatMap((issue) => describe(source, schema, issue));
  const rest = prune(source.value, [], issues.filter((issue) => issue.code !== "unrecognized_keys").map(pathOf));
  const fits = rest !== WRONG && schema.safeParse(withoutUnknownKeys(rest, schema)).success;
  return { problems, value: fits ? (rest as z.infer<Schema>) : undefined };
}

/** A value that is too short is also of the wrong form; once is enough. */
function firstOfEachPlace(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const places = new Map<string, z.core.$ZodIssue>();
  for (const issue of issues) {
    const place = `${JSON.stringify(pathOf(issue))} ${issue.code === "unrecognized_keys"}`;
    if (!places.has(place)) places.set(place, issue);
  }
  return [...places.values()];
}

function pathOf(issue: z.core.$ZodIssue): Path {
  return issue.path;
}

function describe(source: Source, schema: z.ZodType, issue: z.core.$ZodIssue): Diagnostic[] {
  const { file } = source;
  const owner = lookUp(source.value, issue.path.slice(0, -1));
  const key = issue.path.at(-1) as string | number | undefined;
  if (issue.code === "unrecognized_keys") {
    const target = lookUp(source.value, issue.path) as object;
    const known = keysOf(schemaAt(schema, issue.path));
    return issue.keys.map((unknown) => {
      const message = `${titled(issue.path, "the file")} has an unknown key "${unknown}"; ${nearest(unknown, known)}`;
      return { file, ...source.atKey(target, unknown), message };
    });
  }
  if (key === undefined || typeof owner !== "object" || owner === null) {
    return [{ file, line: 1, column: 1, message: `the file holds ${show(source.value)}; it must be ${issue.message}` }];
  }
  const title = titled(issue.path, "");
  const missing = !Array.isArray(owner) && !Object.hasOwn(owner, key);
  if (missing) return [{ file, ...source.at(owner), message: `${title} is missing; it must be ${issue.message}` }];
  if (issue.code === "invalid_key") {
    const message = `${title} is a name that C does not take; these must be C identifiers`;
    return [{ file, ...source.atKey(owner, String(key)), message }];
  }
  const value = (owner as Record<string | number, unknown>)[key];
  return [{ file, ...source.at(owner, key), message: `${title} is ${show(value)}; ${right(issue, value)}` }];
}

function right(issue: z.core.$ZodIssue, value: unknown): string {
  const words = issue.code === "invalid_value" ? issue.values.filter((word) => typeof word === "string") : [];
  const near = typeof value === "string" && words.length > 0 ? `; ${nearest(value, words)}` : "";
  return `it must be ${issue.message}${near}`;
}

/** `kinds[0].tag`. */
function titled(path: Path, whole: string): string {
  const parts = path.map((key, index) =>
    typeof key === "number" ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`,
  );
  return parts.join("") || whole;
}

function lookUp(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((owner, key) => (owner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function schemaAt(schema: z.ZodType, path: Path): z.ZodType {
  return path.reduce<z.ZodType>((owner, key) => child(unwrap(owner), key), schema);
}

function child(schema: z.ZodType, key: PropertyKey): z.ZodType {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)] as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  throw new Error(`no schema below ${String(key)}`);
}

function unwrap(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
}

function keysOf(schema: z.ZodType): string[] {
  const target = unwrap(schema);
  return target instanceof z.ZodObject ? Object.keys(target.shape) : [];
}

const WRONG = Symbol("wrong");
const TOGETHER: ReadonlySet<PropertyKey | undefined> = new Set(["params", "fields"]);

/**
 * The value without the entries of lists and of maps of numbers that hold one of the wrong places. Objects that hold none
 * stay the same objects; a list is shortened in place, so that it keeps its position too.
 */
function prune(value: unknown, path: Path, wrong: readonly Path[]): unknown {
  if (wrong.length === 0) return value;
  if (wrong.some((place) => place.length === path.length)) return WRONG;
  const inside = (key: PropertyKey) => wrong.filter((place) => place[path.length] === key);
  if (Array.isArray(value)) {
    const kept = value.filter((entry, index) => prune(entry, [...path, index], inside(index)) !== WRONG);
    const whole = kept.length === value.length;
    // Parameters and fields belong together, and plain words are found by their index: such a list is right or wrong.
    const together = value.some((entry) => typeof entry !== "object") || TOGETHER.has(path.at(-1));
    if (!whole && together) return WRONG;
    value.splice(0, value.length, ...kept);
    return value;
  }
  const owner = value as Record<string, unknown>;
  for (const key of new Set(wrong.map((place) => place[path.length]!))) {
    if (prune(owner[String(key)], [...path, key], inside(key)) !== WRONG) continue;
    if (path.at(-1) !== "values") return WRONG;
    delete owner[String(key)];
  }
  return owner;
}

/** A copy that strict schemas take; unknown keys were reported, and hide nothing else. */
function withoutUnknownKeys(value: unknown, schema: z.ZodType): unknown {
  const target = unwrap(schema);
  if (target instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((entry) => withoutUnknownKeys(entry, target.element as z.ZodType));
  }
  if (!(target instanceof z.ZodObject) || typeof value !== "object" || value === null) return value;
  const known = Object.entries(value).filter(([key]) => Object.hasOwn(target.shape, key));
  return Object.fromEntries(
    known.map(([key, entry]) => [key, withoutUnknownKeys(entry, target.shape[key] as z.ZodType)]),
  );
}
