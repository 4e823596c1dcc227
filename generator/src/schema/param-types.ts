// The types of syscall parameters. This table is the only place that knows them: validation, TypeScript, C and the backends'
// types all derive from it.

/** How C passes an argument. A backend's types.json has the backend's own word for each of these. */
export const ABI_TYPES = ["i32", "u32", "i64", "usize", "pointer"] as const;
export type AbiType = (typeof ABI_TYPES)[number];

/** Keys of a parameter that have a meaning only for some types. */
export type Key = "of" | "access" | "window" | "minBytes" | "optional" | "default" | "oneOf";

/**
 * What C receives for a parameter. A template has one expression for each of these forms:
 *   value          a number that JavaScript passed
 *   block          memory that the backend allocated
 *   bytes          the whole of an array
 *   length         the length in bytes of the array named `of`
 *   window         the part of an array that offset and length name
 *   window-length  the length of that part
 *   address        the same part by its address as a number, for backends that cannot point into an array
 *   cell           a socklen_t in memory, which holds the length of the array named `of`
 *   null           NULL
 *   vector         in a vectored call: an iovec that points at the window
 *   one            in a vectored call: the number of iovecs
 *   zero           in a padded call: fills a register, so that variadic arguments go on the stack
 */
export type Form =
  | "value"
  | "block"
  | "bytes"
  | "length"
  | "window"
  | "window-length"
  | "address"
  | "cell"
  | "null"
  | "vector"
  | "one"
  | "zero";

interface ParamTypeInfo {
  /** Shown by editors while the spec is written. */
  readonly doc: string;
  /** Its default type in C; if there is none, the spec must name one. */
  readonly c?: string;
  readonly abi: AbiType;
  /** What a backend is passed; undefined if only C has the parameter. */
  readonly js?: "number" | "Block" | "Bytes";
  /** What the callers of `sys` pass instead; core makes of it what a backend is passed. */
  readonly given?: Given;
  readonly form: Form;
  /** The form if the array, or the array that this is the length of, has `window: true`. */
  readonly windowForm?: Form;
  /** The range that the public calls check. */
  readonly range?: "descriptor" | readonly [min: number, max: number];
  readonly keys: readonly Key[];
  /** Whether `bind` may name it; "beside" means that a bound call may have it, unbound. */
  readonly bind: "yes" | "beside" | "no";
}

interface Given {
  /** Its type in JavaScript; undefined if callers pass nothing. */
  readonly js?: string;
  /** The member of SysMemory that makes what the backend is passed: a method, or a property if callers pass nothing. */
  readonly make: string;
  /** The method that is called after the system call. */
  readonly done?: string;
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
    doc:
      "an array of the caller's; minBytes is its least length, window: true adds the parameters offset and length, and " +
      "optional: true lets callers leave it out",
    abi: "pointer",
    js: "Bytes",
    form: "bytes",
    windowForm: "window",
    keys: ["access", "window", "minBytes", "optional"],
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
  path: {
    doc: "a path: a string without NUL, which becomes bytes that end with NUL",
    c: "const char *",
    abi: "pointer",
    js: "Bytes",
    given: { js: "string", make: "path" },
    form: "bytes",
    keys: [],
    bind: "no",
  },
  position: {
    doc: "an off_t that is a position in a file",
    c: "off_t",
    abi: "i64",
    js: "number",
    form: "value",
    range: [0, Number.MAX_SAFE_INTEGER],
    keys: [],
    bind: "no",
  },
  vectors: {
    doc: "several arrays of the caller's, as iovecs that point at them",
    c: "const struct iovec *",
    abi: "pointer",
    js: "Block",
    given: { js: "readonly Bytes[]", make: "vectors", done: "vectorsDone" },
    form: "block",
    keys: ["access"],
    bind: "no",
  },
  "vector-count": {
    doc: "how many arrays `of` names",
    c: "int",
    abi: "i32",
    js: "number",
    given: { make: "vectorCount" },
    form: "value",
    keys: ["of"],
    bind: "no",
  },
  "length-out": {
    doc: "an Int32Array of the caller's for the length that the kernel writes of the array that `of` names; it goes through memory of core's",
    c: "socklen_t *",
    abi: "pointer",
    js: "Bytes",
    given: { js: "Int32Array", make: "length", done: "lengthDone" },
    form: "bytes",
    keys: ["of", "optional"],
    bind: "no",
  },
  int32s: {
    doc: "numbers in an Int32Array of the caller's, such as descriptors, for a call that core makes of others",
    abi: "pointer",
    c: "int *",
    js: "Bytes",
    given: { js: "Int32Array", make: "int32s" },
    form: "bytes",
    keys: [],
    bind: "no",
  },
  request: {
    doc: "what a request of ioctl(2) takes: a small number, or an array that goes through memory of core's",
    c: "uintptr_t",
    abi: "usize",
    js: "number",
    given: { js: "number | Bytes", make: "request", done: "requestDone" },
    form: "value",
    keys: ["default"],
    bind: "no",
  },
  null: { doc: "always NULL", abi: "pointer", form: "null", keys: [], bind: "beside" },
} as const satisfies Readonly<Record<string, ParamTypeInfo>>;

export type ParamType = keyof typeof PARAM_TYPES;

/** The names of the types, in the order of the table. */
export const paramTypeNames = Object.keys(PARAM_TYPES) as [ParamType, ...ParamType[]];

export function paramType(name: ParamType): ParamTypeInfo {
  return PARAM_TYPES[name];
}

/** The types that fulfil a condition. */
export function paramTypesWhere(holds: (info: ParamTypeInfo) => boolean): ParamType[] {
  return paramTypeNames.filter((name) => holds(PARAM_TYPES[name]));
}

/** The C types that a length can have, and how C passes each. */
export const LENGTH_TYPES: Readonly<Record<string, AbiType>> = {
  socklen_t: "u32",
  size_t: "usize",
  int: "i32",
  "unsigned int": "u32",
};

/** What a backend's types.json may also name, where a type of the spec or the result needs a word of its own. */
export const SPECIAL_WORDS: readonly string[] = [
  ...paramTypesWhere(({ abi }) => abi === "pointer"),
  "address",
  "result",
];

/** What callers of `sys` pass for a parameter of this type; undefined if nothing. */
export function givenType(name: ParamType): string | undefined {
  const { js, given } = paramType(name);
  if (given !== undefined) return given.js;
  return js === "Block" ? undefined : js;
}
