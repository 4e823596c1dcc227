// A user's YAML file of kinds: its shape, and the rules that depend on nothing but the file.

import { MAX_TAG } from "../../../../generated/core/codec.ts";
import { standardKinds } from "../../../../generated/pollio/standard-kinds.ts";
import { Context } from "../../../../spec-tools/context.ts";
import type { Diagnostic } from "../../../../spec-tools/diagnostics.ts";
import { checkKinds, type Kind, kindName, kindSchema, nextFreeTag } from "../../../../spec-tools/kinds.ts";
import { doc, integer, list, map, oneOf } from "../../../../spec-tools/schema.ts";
import { checkShape } from "../../../../spec-tools/shape.ts";
import { Source } from "../../../../spec-tools/source.ts";
import { FIRST_OWN_TAG } from "../../../../spec-tools/tags.ts";

/** A former kind, whose tag is never reused. */
export interface RetiredKind {
  readonly name: string;
  readonly tag: number;
}

/** What the file holds. */
export interface KindsFile {
  readonly standard?: "keep" | "replace";
  readonly kinds: readonly Kind[];
  readonly retired?: readonly RetiredKind[];
}

/** What a module is generated from. */
export interface Kinds {
  /** Including pollio's own, unless they are replaced; in the order of the module. */
  readonly all: readonly Kind[];
  readonly retired: readonly RetiredKind[];
}

export interface LoadedKinds {
  readonly file: KindsFile;
  readonly kinds: Kinds;
  readonly context: Context;
}

export interface Loading {
  /** Errors in the shape; those that the rules find are in the context. */
  readonly problems: readonly Diagnostic[];
  /** Undefined if the shape is too broken to go on. */
  readonly loaded: LoadedKinds | undefined;
}

export function loadKinds(name: string, text: string): Loading {
  const source = new Source(name, text);
  const shaped = checkShape(source, schema(isReplacing(source.value)));
  if (shaped.value === undefined) return { problems: shaped.problems, loaded: undefined };
  const file = shaped.value as KindsFile;
  const context = new Context(source, shaped.problems.length === 0);
  const retired = file.retired ?? [];
  const all = keepsStandard(file) ? [...standardKinds, ...file.kinds] : file.kinds;
  checkTags(file, context);
  return { problems: shaped.problems, loaded: { file, kinds: { all, retired }, context } };
}

export function nextFree(file: KindsFile, others: readonly number[] = []): string {
  const used = [...file.kinds, ...(file.retired ?? [])].map(({ tag }) => tag);
  return nextFreeTag([...used, ...others], FIRST_OWN_TAG, MAX_TAG);
}

function keepsStandard({ standard }: Pick<KindsFile, "standard">): boolean {
  return standard !== "replace";
}

/** Read before the shape is checked, because the tags of kinds depend on it. */
function isReplacing(value: unknown): boolean {
  return typeof value === "object" && value !== null && (value as KindsFile).standard === "replace";
}

function schema(replacing: boolean) {
  // A file that replaces the standard kinds may list some of them itself: checkTags looks at its lower tags.
  const least = replacing ? 1 : FIRST_OWN_TAG;
  return map("a map with `kinds`, and optionally `standard` and `retired`", {
    standard: oneOf('"keep" (the default) or "replace"', ["keep", "replace"]).optional(),
    kinds: list("a list of at least one kind", kindSchema(TAG, least, MAX_TAG)),
    retired: list("a list of former kinds", retiredSchema()).optional(),
  });
}

const TAG = `an integer from ${FIRST_OWN_TAG} to ${MAX_TAG}: 0 is reserved for the poller, and 1-${FIRST_OWN_TAG - 1} for pollio's own kinds`;

/** Any tag: if the standard kinds are replaced later, theirs are retired too. */
function retiredSchema() {
  return map("a former kind, with `name` and `tag`", {
    name: kindName,
    tag: integer(`an integer from 1 to ${MAX_TAG}`, 1, MAX_TAG),
    doc: doc.optional(),
  });
}

function checkTags(file: KindsFile, context: Context): void {
  const own: readonly RetiredKind[] = [...(file.retired ?? []), ...file.kinds];
  checkKinds(own, context, nextFree(file));
  if (!keepsStandard(file)) {
    checkLowTags(file, context);
    return;
  }
  for (const kind of own) {
    const standard = standardKinds.find(({ name, tag }) => name === kind.name || tag === kind.tag);
    if (standard === undefined) continue;
    const same = standard.name === kind.name ? "name" : "tag";
    const message = `the ${same} ${JSON.stringify(kind[same])} belongs to pollio's own kind ${standard.name} (${standard.tag}); choose another, or add \`standard: replace\` to this file`;
    context.wrong(kind, same, message);
  }
}

/** As in `withKinds`: a low tag belongs to the standard kind of that name and to no other. */
function checkLowTags(file: KindsFile, context: Context): void {
  for (const kind of file.kinds) {
    if (kind.tag >= FIRST_OWN_TAG) continue;
    if (standardKinds.some(({ name, tag }) => name === kind.name && tag === kind.tag)) continue;
    const own = standardKinds.map(({ name, tag }) => `${name} (${tag})`).join(" and ");
    const message = `the tag ${kind.tag} is reserved: below ${FIRST_OWN_TAG} there are only pollio's own kinds, ${own}; ${nextFree(file)}`;
    context.wrong(kind, "tag", message);
  }
}
