// The types that a field of a struct can have: integers, pointers, other structs, and arrays of those.

const SIZES: Readonly<Record<string, number>> = {
  i8: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  i64: 8,
  u64: 8,
  // Every architecture that the runtimes support has 64-bit pointers.
  pointer: 8,
};

export const scalarTypes: readonly string[] = Object.keys(SIZES);

export interface FieldType {
  /** Whether `name` is a struct's name. */
  readonly struct: boolean;
  readonly name: string;
  /** The length of the array; 1 if it is not one. */
  readonly count: number;
  readonly array: boolean;
}

/** Parses u32, u8[4], struct timespec or struct timespec[2]; undefined for anything else. */
export function parseFieldType(type: string): FieldType | undefined {
  const match = /^(struct )?(\w+)(?:\[([1-9][0-9]*)\])?$/.exec(type);
  if (match === null) return undefined;
  const [, struct, name, count] = match;
  return { struct: struct !== undefined, name: name!, count: Number(count ?? 1), array: count !== undefined };
}

/** The size of an integer or a pointer in bytes, which is also its alignment. */
export function scalarSize(name: string): number | undefined {
  return Object.hasOwn(SIZES, name) ? SIZES[name] : undefined;
}
