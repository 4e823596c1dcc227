// The shape of a spec file: turns zod's issues into diagnostics, and keeps the well-formed rest for the rules.
import * as z from "zod";
import type { Diagnostic } from "./diagnostics.ts";
import type { Source } from "./source.ts";
import { nearest, show } from "./words.ts";

type Path = readonly PropertyKey[];

export interface Shaped<T> {
  readonly problems: readonly Diagnostic[];
  /**
   * The content without its malformed entries, so that the rules can check the rest.
   * Undefined if something outside a list is malformed.
   */
  readonly value: T | undefined;
}

export function checkShape<Schema extends z.ZodType>(source: Source, schema: Schema): Shaped<z.infer<Schema>> {
  if (source.value === undefined) return { problems: source.problems, value: undefined };
  const result = schema.safeParse(source.value);
  // zod returns a copy, but the source knows the positions of the original objects.
  if (result.success) return { problems: [], value: source.value as z.infer<Schema> };
  const { issues } = result.error;
  const problems = firstOfEachPlace(issues).flatMap((issue) => describe(source, schema, issue));
  const rest = prune(source.value, [], issues.filter((issue) => issue.code !== "unrecognized_keys").map(pathOf));
  const fits = rest !== WRONG && schema.safeParse(withoutUnknownKeys(rest, schema)).success;
  return { problems, value: fits ? (rest as z.infer<Schema>) : undefined };
}

/** Keeps one issue per place: an empty text, for example, also violates the pattern. */
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
    const message = `${title} is not a name in C; it must be a C identifier`;
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
 * Removes the entries of lists and of maps of numbers that contain a malformed value. Other objects stay
 * the same objects, and lists are shortened in place, so that both keep their positions.
 */
function prune(value: unknown, path: Path, wrong: readonly Path[]): unknown {
  if (wrong.length === 0) return value;
  if (wrong.some((place) => place.length === path.length)) return WRONG;
  const inside = (key: PropertyKey) => wrong.filter((place) => place[path.length] === key);
  if (Array.isArray(value)) {
    const kept = value.filter((entry, index) => prune(entry, [...path, index], inside(index)) !== WRONG);
    const whole = kept.length === value.length;
    // Parameters and fields depend on each other, and plain words are located by index: these lists are kept whole or dropped.
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

/** A copy without unknown keys, which have been reported and must not hide other problems. */
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
