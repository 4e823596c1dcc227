// Sizes of fields, and layouts by architecture.
import { type FieldType, parseFieldType, scalarSize } from "../schema/field-types.ts";
import type { Layout, Platform } from "../schema/platform.ts";

export interface FieldModel {
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly size: number;
  /** How the size that a C compiler knows compares with it. */
  readonly relation: "==" | "<=";
}

export interface LayoutModel {
  readonly struct: string;
  readonly header: string;
  readonly source: string;
  readonly size: number;
  readonly align: number;
  /** How the alignment that a C compiler knows compares with it. */
  readonly relation: "==" | "<=";
  readonly fields: readonly FieldModel[];
  /** The fields, and those of the structs among them, named as C does: it_value.tv_sec. */
  readonly members: readonly FieldModel[];
}

export interface ArchitectureModel {
  readonly name: string;
  readonly macro: string;
  /** The number of argument registers, on architectures where variadic arguments always go on the stack. */
  readonly variadicsAfter: number | undefined;
  readonly layouts: readonly LayoutModel[];
  /** The calls that are made directly there, bypassing the C library. */
  readonly direct: readonly { readonly name: string; readonly number: number }[];
}

/** The names of the architectures that a layout is for. */
export function architecturesOf(layout: Layout, { architectures }: Platform): readonly string[] {
  return layout.architectures ?? [...new Set(architectures.map(({ name }) => name))];
}

/** The layout of a struct on one architecture. */
export function layoutOf(struct: string, architecture: string, spec: Platform): Layout | undefined {
  return spec.layouts.find(
    (layout) => layout.struct === struct && architecturesOf(layout, spec).includes(architecture),
  );
}

/** The size and the alignment of a field's type on one architecture, in bytes; undefined where there is no such type. */
export function measure(
  type: string,
  architecture: string,
  spec: Platform,
): { size: number; align: number } | undefined {
  const parsed = parseFieldType(type);
  const one = parsed === undefined ? undefined : measureOne(parsed, architecture, spec);
  return one === undefined ? undefined : { size: one.size * parsed!.count, align: one.align };
}

function measureOne({ struct, name }: FieldType, architecture: string, spec: Platform) {
  if (struct) return layoutOf(name, architecture, spec);
  const size = scalarSize(name);
  return size === undefined ? undefined : { size, align: size };
}

export function architectureModels(spec: Platform): ArchitectureModel[] {
  return spec.architectures.map(({ name, macro, variadicsAfter }) => ({
    name,
    macro,
    variadicsAfter,
    layouts: spec.layouts
      .filter((layout) => architecturesOf(layout, spec).includes(name))
      .map((layout) => layoutModel(layout, name, spec)),
    direct: spec.syscalls.flatMap((syscall) => {
      const number = syscall.direct?.[name];
      return number === undefined ? [] : [{ name: syscall.name, number }];
    }),
  }));
}

function layoutModel(layout: Layout, architecture: string, spec: Platform): LayoutModel {
  const { struct, header, source, size, align } = layout;
  const fields = fieldModels(layout, architecture, spec);
  const members = fields.flatMap((field) => [field, ...membersOf(field, architecture, spec)]);
  // One that some C libraries declare narrower is aligned less there.
  const relation = fields.every((field) => field.relation === "==") ? "==" : "<=";
  return { struct, header, source, size, align, relation, fields, members };
}

function fieldModels(layout: Layout, architecture: string, spec: Platform): FieldModel[] {
  return layout.fields.map(({ name, type, offset, narrower }) => {
    const relation = narrower === true ? "<=" : "==";
    return { name, type, offset, size: measure(type, architecture, spec)!.size, relation };
  });
}

/** What lies within a field that is a struct; in an array, within the first. */
function membersOf({ name, type, offset }: FieldModel, architecture: string, spec: Platform): FieldModel[] {
  const parsed = parseFieldType(type)!;
  if (!parsed.struct) return [];
  const path = parsed.array ? `${name}[0]` : name;
  const inner = fieldModels(layoutOf(parsed.name, architecture, spec)!, architecture, spec);
  return inner.flatMap((field) => {
    const member = { ...field, name: `${path}.${field.name}`, offset: offset + field.offset };
    return [member, ...membersOf(member, architecture, spec)];
  });
}
