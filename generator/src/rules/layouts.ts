// Layouts of structs, as a C compiler would lay them out.

import type { Context } from "../../../spec-tools/context.ts";
import { either, nearest } from "../../../spec-tools/words.ts";
import { architecturesOf, measure } from "../model/layouts.ts";
import { parseFieldType, scalarTypes } from "../schema/field-types.ts";
import type { Field, Layout, Platform } from "../schema/platform.ts";

export function checkLayouts(spec: Platform, context: Context): void {
  checkArchitectures(spec, context);
  for (const layout of spec.layouts) {
    context.unique(`${layout.struct} field`, layout.fields, "name", "each field may appear once");
    if (layout.size % layout.align !== 0) {
      const next = Math.ceil(layout.size / layout.align) * layout.align;
      const message = `the size ${layout.size} of ${layout.struct} is not a multiple of its align ${layout.align}; the next one is ${next}`;
      context.wrong(layout, "size", message);
    }
    for (const field of layout.fields) checkType(layout, field, spec, context);
    // A nested struct may differ between architectures; identical problems are reported once.
    for (const architecture of architecturesOf(layout, spec)) {
      for (const field of layout.fields) checkField(layout, field, measure(field.type, architecture, spec), context);
      checkOverlaps(layout, architecture, spec, context);
    }
  }
}

function checkArchitectures(spec: Platform, context: Context): void {
  const known = spec.architectures.map((architecture) => architecture.name);
  const places = new Map<string, Map<string, Layout>>();
  for (const layout of spec.layouts) {
    const places_ = places.get(layout.struct) ?? new Map<string, Layout>();
    places.set(layout.struct, places_);
    architecturesOf(layout, spec).forEach((name, index) => {
      const first = places_.get(name);
      const [owner, key] =
        layout.architectures === undefined ? ([layout, "struct"] as const) : ([layout.architectures, index] as const);
      if (first !== undefined) {
        const message = `${layout.struct} has a layout for ${name} already on line ${context.line(first, "struct")}; each architecture has one`;
        context.wrong(owner, key, message);
      } else places_.set(name, layout);
      if (!known.includes(name) && context.whole) {
        const message = `${layout.struct} has a layout for "${name}", which is not in architectures; ${nearest(name, known)}`;
        context.wrong(owner, key, message);
      }
    });
  }
  if (context.whole) for (const [struct, layouts] of places) checkAllThere(struct, layouts, known, context);
}

function checkAllThere(
  struct: string,
  layouts: ReadonlyMap<string, Layout>,
  known: readonly string[],
  context: Context,
): void {
  const missing = known.filter((name) => !layouts.has(name));
  const first = [...layouts.values()][0]!;
  if (missing.length === 0) return;
  const message = `${struct} has no layout for ${either(missing)}; each of the architectures needs one`;
  context.wrong(first, "struct", message);
}

function checkType(layout: Layout, field: Field, spec: Platform, context: Context): void {
  const title = `${layout.struct}.${field.name}`;
  const parsed = parseFieldType(field.type);
  const structs = [...new Set(spec.layouts.map(({ struct }) => struct))];
  if (parsed?.struct === true) {
    const { name } = parsed;
    if (!structs.includes(name)) {
      if (!context.whole) return;
      const message = `${title} has the unknown struct "${name}"; ${nearest(name, structs)}`;
      context.wrong(field, "type", message);
      return;
    }
    const path = pathTo(layout.struct, name, spec);
    if (path !== undefined) {
      const message = `${title} makes ${layout.struct} contain itself (${[layout.struct, ...path].join(" → ")}); only a pointer can refer back`;
      context.wrong(field, "type", message);
    }
    return;
  }
  if (parsed !== undefined && scalarTypes.includes(parsed.name)) return;
  const base = field.type.replace(/\[.*$/, "");
  const isKnown = scalarTypes.includes(base) || structs.some((struct) => base === `struct ${struct}`);
  const hint = isKnown
    ? `an array is ${base}[4], with a length from 1`
    : structs.includes(base)
      ? `a struct is "struct ${base}"`
      : nearest(base, scalarTypes);
  context.wrong(field, "type", `${title} has the unknown type "${field.type}"; ${hint}`);
}

/** The names of the structs on the way from one struct to another that it contains. */
function pathTo(
  target: string,
  from: string,
  spec: Platform,
  visited: ReadonlySet<string> = new Set(),
): string[] | undefined {
  if (from === target) return [from];
  if (visited.has(from)) return undefined;
  const fields = spec.layouts.filter(({ struct }) => struct === from).flatMap((layout) => layout.fields);
  for (const { type } of fields) {
    const parsed = parseFieldType(type);
    if (parsed?.struct !== true) continue;
    const rest = pathTo(target, parsed.name, spec, new Set([...visited, from]));
    if (rest !== undefined) return [from, ...rest];
  }
  return undefined;
}

function checkField(layout: Layout, field: Field, measured: ReturnType<typeof measure>, context: Context): void {
  // A type without a size has already been reported.
  if (measured === undefined) return;
  const title = `${layout.struct}.${field.name}`;
  const end = field.offset + measured.size;
  if (end > layout.size) {
    const message = `${title} ends at byte ${end}, past the size ${layout.size} of ${layout.struct}; its offset may be ${Math.max(0, layout.size - measured.size)} at most, or the size must be larger`;
    context.wrong(field, "offset", message);
  }
  if (layout.packed === true) return;
  if (field.offset % measured.align !== 0) {
    const next = Math.ceil(field.offset / measured.align) * measured.align;
    const message = `the offset ${field.offset} of ${title} is not a multiple of ${measured.align}, as ${field.type} needs; the next one is ${next}, or the struct is packed: true`;
    context.wrong(field, "offset", message);
  }
  if (measured.align > layout.align) {
    const message = `the align ${layout.align} of ${layout.struct} is less than the ${measured.align} of its field ${field.name}; it must be ${measured.align}, or the struct is packed: true`;
    context.wrong(layout, "align", message);
  }
}

function checkOverlaps(layout: Layout, architecture: string, spec: Platform, context: Context): void {
  const measured = layout.fields.flatMap((field) => {
    const size = measure(field.type, architecture, spec)?.size;
    return size === undefined ? [] : [{ field, size }];
  });
  measured.forEach(({ field, size }, index) => {
    for (const before of measured.slice(0, index)) {
      const end = before.field.offset + before.size;
      if (field.offset >= end || before.field.offset >= field.offset + size) continue;
      const message = `${layout.struct}.${field.name} overlaps ${before.field.name}, which takes bytes ${before.field.offset} to ${end - 1} (line ${context.line(before.field)}); it may start at ${end}`;
      context.wrong(field, "offset", message);
      return;
    }
  });
}
