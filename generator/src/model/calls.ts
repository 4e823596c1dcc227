// A syscall as each backend sees it: what JavaScript gives, and what C gets for it.
import type { Param, Platform, Syscall } from "../schema/platform.ts";

/**
 * What C gets in the place of one parameter. A template has one expression for each of these forms:
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

/** The spec's types that a backend has a name for. */
export type BaseType = "int" | "uint" | "size" | "fd" | "block" | "bytes" | "null" | "cell";

export interface Argument {
  readonly form: Form;
  readonly name: string;
  readonly base: BaseType;
  /** Its type in C. */
  readonly c: string;
  /** Whether the spec gives that type, so that a number has to be cast to it. */
  readonly cast: boolean;
  /** The array that it measures. */
  readonly of: string;
  /** Its place among the arguments that JavaScript gives to the same function, or -1. */
  readonly index: number;
  /** Whether it is given beforehand. */
  readonly bound: boolean;
  /** Whether C takes it for the `...` of the prototype. */
  readonly variadic: boolean;
  /** Whether the length of this array goes to C too. */
  readonly measured: boolean;
}

/** A parameter of the JavaScript function. */
export interface JsParam {
  readonly name: string;
  readonly type: "number" | "Block" | "Bytes" | "Uint8Array";
  readonly doc: string;
}

/** How many arguments a call takes that is made without the C library's function; see packages/core/native/direct.h. */
export const DIRECT_ARGUMENTS = 4;

export interface Call {
  readonly name: string;
  readonly header: string;
  readonly source: string;
  readonly doc: string;
  readonly returns: string;
  readonly internal: boolean;
  readonly syscall: Syscall;
  /** The function of the C library that makes it: itself, or syscall. */
  readonly symbol: string;
  /** What syscall takes to know it. */
  readonly number: number | undefined;
  /** Its numbers, by architecture, where it is made without the C library's function. */
  readonly direct: readonly { readonly architecture: string; readonly number: number }[];
  /** Whether it is there for others' `vectored` alone. */
  readonly auxiliary: boolean;
  /** Whether some arguments are given beforehand, to the function bind_ and its name. */
  readonly binds: boolean;
  /** What is given beforehand. */
  readonly given: readonly JsParam[];
  /** What is given at each call. */
  readonly params: readonly JsParam[];
  readonly args: readonly Argument[];
}

export function callModels(spec: Platform): Call[] {
  const auxiliary = new Set(spec.syscalls.map((syscall) => syscall.vectored));
  return spec.syscalls.map((syscall) => callModel(syscall, syscall.internal === true && auxiliary.has(syscall.name)));
}

function callModel(syscall: Syscall, auxiliary: boolean): Call {
  const { name, header, source, doc, params, bind = [] } = syscall;
  const given = params.filter((param) => bind.includes(param.name)).flatMap(jsParams);
  const rest = params.filter((param) => !bind.includes(param.name)).flatMap(jsParams);
  return {
    name,
    header,
    source,
    doc,
    returns: syscall.returns ?? "0.",
    internal: syscall.internal === true,
    syscall,
    symbol: syscall.number === undefined ? name : "syscall",
    number: syscall.number,
    direct: Object.entries(syscall.direct ?? {}).map(([architecture, number]) => ({ architecture, number })),
    auxiliary,
    binds: bind.length > 0,
    given,
    params: rest,
    args: params.map((param, position) => argument(syscall, param, position, given, rest)),
  };
}

function jsParams(param: Param): JsParam[] {
  const { name, doc = "", type } = param;
  if (["length", "length-cell", "null"].includes(type)) return [];
  if (type === "block") return [{ name, type: "Block", doc }];
  if (type !== "bytes") return [{ name, type: "number", doc }];
  if (param.window !== true) return [{ name, type: "Bytes", doc }];
  return [
    { name, type: "Uint8Array", doc },
    { name: "offset", type: "number", doc: "Where the part begins, in bytes; default 0." },
    { name: "length", type: "number", doc: "Bytes of the part; default all up to the end." },
  ];
}

function argument(
  syscall: Syscall,
  param: Param,
  position: number,
  given: readonly JsParam[],
  rest: readonly JsParam[],
): Argument {
  const { name, type, of = "" } = param;
  const bound = (syscall.bind ?? []).includes(name);
  const c = param.c ?? defaultC(type);
  return {
    form: formOf(syscall, param),
    name,
    base: baseOf(type, c),
    c,
    cast: param.c !== undefined,
    of,
    index: (bound ? given : rest).findIndex((candidate) => candidate.name === name),
    bound,
    variadic: syscall.variadic !== undefined && position >= syscall.variadic,
    measured: syscall.params.some((other) => other.of === name),
  };
}

function formOf(syscall: Syscall, param: Param): Form {
  switch (param.type) {
    case "block":
    case "null":
      return param.type;
    case "bytes":
      return param.window === true ? "window" : "bytes";
    case "length-cell":
      return "cell";
    case "length": {
      const measured = syscall.params.find((other) => other.name === param.of);
      return measured?.window === true ? "window-length" : "length";
    }
    default:
      return "value";
  }
}

function baseOf(type: Param["type"], c: string): BaseType {
  if (type === "length-cell") return "cell";
  if (type !== "length") return type;
  // How wide a length is, its type in C says.
  return c === "size_t" ? "size" : c === "int" ? "int" : "uint";
}

function defaultC(type: Param["type"]): string {
  switch (type) {
    case "uint":
      return "unsigned int";
    case "size":
      return "size_t";
    case "length":
      return "socklen_t";
    case "length-cell":
      return "socklen_t *";
    case "int":
    case "fd":
      return "int";
    default:
      return "void *";
  }
}
