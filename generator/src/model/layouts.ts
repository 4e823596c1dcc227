// Sizes of fields, and layouts by architecture.
import type { Layout, Platform } from "../schema/platform.ts";

const BASE_SIZES: ReadonlyMap<string, number> = new Map([
  ["i8", 1],
  ["u8", 1],
  ["i16", 2],
  ["u16", 2],
  ["i32", 4],
  ["u32", 4],
  ["i64", 8],
  ["u64", 8],
  // Each architecture that Node runs on has 64-bit pointers by now, or would need a key of its own here.
  ["pointer", 8],
]);

export const fieldTypes: readonly string[] = [...BASE_SIZES.keys()];

/** The size and the alignment of a field type such as u32 or u8[4], in bytes; undefined when there is no such type. */
export function fieldSize(type: string): { size: number; align: number } | undefined {
  const match = /^([a-z0-9]+)(?:\[([1-9][0-9]*)\])?$/.exec(type);
  const align = BASE_SIZES.get(match?.[1] ?? "");
  return align === undefined ? undefined : { size: align * Number(match?.[2] ?? 1), align };
}

export interface FieldModel {
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly size: number;
}

export interface LayoutModel {
  readonly struct: string;
  readonly header: string;
  readonly source: string;
  readonly size: number;
  readonly align: number;
  readonly fields: readonly FieldModel[];
}

export interface ArchitectureModel {
  readonly name: string;
  readonly macro: string;
  /** How many registers arguments have, where variadic ones never go into one. */
  readonly variadicsAfter: number | undefined;
  readonly layouts: readonly LayoutModel[];
  /** The calls that are made without the C library's function there. */
  readonly direct: readonly { readonly name: string; readonly number: number }[];
}

export function architectureModels(spec: Platform): ArchitectureModel[] {
  return spec.architectures.map(({ name, macro, variadicsAfter }) => ({
    name,
    macro,
    variadicsAfter,
    layouts: spec.layouts.filter((layout) => layout.architectures.includes(name)).map(layoutModel),
    direct: spec.syscalls.flatMap((syscall) => {
      const number = syscall.direct?.[name];
      return number === undefined ? [] : [{ name: syscall.name, number }];
    }),
  }));
}

function layoutModel({ struct, header, source, size, align, fields }: Layout): LayoutModel {
  const measured = fields.map(({ name, type, offset }) => ({ name, type, offset, size: fieldSize(type)!.size }));
  return { struct, header, source, size, align, fields: measured };
}
