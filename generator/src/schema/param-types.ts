// The types that a syscall's parameter can have. What the spec may say of each, and what TypeScript, C and the backends make of
// it, follows from this table and stands nowhere else.

/** How C passes an argument. Each backend has its own word for these four, in its types.json. */
export const ABI_TYPES = ["i32", "u32", "usize", "pointer"] as const;
export type AbiType = (typeof ABI_TYPES)[number];

/** Keys of a parameter that mean something for some types only. */
export type Key = "of" | "access" | "window" | "minBytes" | "default" | "oneOf";

/**
 * What C gets in the place of a parameter. A template has one expression for each of these forms:
 *   value          a number that JavaScript gave
 *   block          memory of the backend's own
 *   bytes          the whole of an array
 *   length         the length in bytes of the array named `of`
 *   window         the part of an array that offset and length name
 *   window-length  length
 *   cell           a socklen_t in memory, which holds the length of the array named `of`
 *   null           NULL
 *   vector         in a vectored call: an iovec that points at the window
 *   one            in a vectored call: how many of them
 *   zero           in a padded call: a register that is filled, so that a variadic argument comes to the stack
 */
export type Form =
  | "value"
  | "block"
  | "bytes"
  | "length"
  | "window"
  | "window-length"
  | "cell"
  | "null"
  | "vector"
  | "one"
  | "zero";

interface ParamTypeInfo {
  /** For whoever writes the spec; editors show it. */
  readonly doc: string;
  /** Its type in C where the spec names no other; without one, the spec must name it. */
  readonly c?: string;
  readonly abi: AbiType;
  /** What JavaScript passes; without it, the parameter is C's alone. */
  readonly js?: "number" | "Block" | "Bytes";
  readonly form: Form;
  /** The form where the array, or the array that this measures, has `window: true`. */
  readonly windowForm?: Form;
  /** The range that the public calls check. */
  readonly range?: "descriptor" | readonly [min: number, max: number];
  readonly keys: readonly Key[];
  /** Whether `bind` may name it; "beside" is for what may only stand beside the bound ones. */
  readonly bind: "yes" | "beside" | "no";
}

const INT: readonly [number, number] = [-2147483648, 2147483647];
const UINT: readonly [number, number] = [0, 4294967295];

export const PARAM_TYPES = {
  int: {
    doc: "an int",
    c: "int",
    abi: "i32",
    js: "number",
    form: "value",
    range: INT,
    keys: ["default", "oneOf"],
    bind: "yes",
  },
  uint: {
    doc: "an unsigned int",
    c: "unsigned int",
    abi: "u32",
    js: "number",
    form: "value",
    range: UINT,
    keys: ["default"],
    bind: "yes",
  },
  size: { doc: "a size_t", c: "size_t", abi: "usize", js: "number", form: "value", range: UINT, keys: [], bind: "yes" },
  fd: {
    doc: "an int that must be a descriptor",
    c: "int",
    abi: "i32",
    js: "number",
    form: "value",
    range: "descriptor",
    keys: [],
    bind: "yes",
  },
  block: {
    doc: "memory that the backend allocated, which the kernel may use for longer than one call",
    abi: "pointer",
    js: "Block",
    form: "block",
    keys: [],
    bind: "yes",
  },
  bytes: {
    doc: "an array of the caller's; minBytes is its least length, and window: true adds the parameters offset and length",
    abi: "pointer",
    js: "Bytes",
    form: "bytes",
    windowForm: "window",
    keys: ["access", "window", "minBytes"],
    bind: "no",
  },
  length: {
    doc: "the length in bytes of the array that `of` names",
    c: "socklen_t",
    abi: "u32",
    form: "length",
    windowForm: "window-length",
    keys: ["of"],
    bind: "no",
  },
  "length-cell": {
    doc: "the same through a socklen_t in memory; the call returns what the kernel left there",
    c: "socklen_t *",
    abi: "pointer",
    form: "cell",
    keys: ["of"],
    bind: "no",
  },
  null: { doc: "always NULL", abi: "pointer", form: "null", keys: [], bind: "beside" },
} as const satisfies Readonly<Record<string, ParamTypeInfo>>;

export type ParamType = keyof typeof PARAM_TYPES;

/** The names, in the order of the table. */
export const paramTypeNames = Object.keys(PARAM_TYPES) as [ParamType, ...ParamType[]];

export function paramType(name: ParamType): ParamTypeInfo {
  return PARAM_TYPES[name];
}

/** The types whose entry has a property. */
export function paramTypesWhere(holds: (info: ParamTypeInfo) => boolean): ParamType[] {
  return paramTypeNames.filter((name) => holds(PARAM_TYPES[name]));
}

/** The types in C that a length can have, and how wide each makes it. */
export const LENGTH_TYPES: Readonly<Record<string, AbiType>> = {
  socklen_t: "u32",
  size_t: "usize",
  int: "i32",
  "unsigned int": "u32",
};

/** The words that a backend's types.json may have beside those for AbiType, where something needs another one. */
export const SPECIAL_WORDS: readonly string[] = [...paramTypesWhere(({ abi }) => abi === "pointer"), "result"];
