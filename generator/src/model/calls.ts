// A syscall as every backend sees it: what JavaScript passes, and what C receives.
import { unstopped } from "../../../spec-tools/words.ts";
import { type AbiType, type Form, givenType, LENGTH_TYPES, type ParamType, paramType } from "../schema/param-types.ts";
import type { Param, Platform, Syscall } from "../schema/platform.ts";

export interface Argument {
  readonly form: Form;
  readonly name: string;
  readonly paramType: ParamType;
  /** How C passes it. */
  readonly abi: AbiType;
  /** Its type in C. */
  readonly c: string;
  /** Whether the spec names that type, so that a number must be cast to it. */
  readonly cast: boolean;
  /** The array that it measures. */
  readonly of: string;
  /** Its position among the arguments that JavaScript passes to the same function, or -1. */
  readonly index: number;
  /** Whether it is bound: passed once, beforehand. */
  readonly bound: boolean;
  /** Whether it is one of C's variadic arguments. */
  readonly variadic: boolean;
  /** The least length of an array. */
  readonly minBytes: number;
}

/** A parameter of the JavaScript function. */
export interface JsParam {
  readonly name: string;
  readonly type: "number" | "Block" | "Bytes";
  /** Its type in the public function; undefined if that does not have it. */
  readonly given: string | undefined;
  readonly doc: string;
  /** Whether callers of the public function may leave it out. */
  readonly optional: boolean;
}

/** How many arguments a direct call takes, which bypasses the C library; see packages/core/native/direct.h. */
export const DIRECT_ARGUMENTS = 4;

export interface Call {
  readonly name: string;
  readonly header: string;
  readonly source: string;
  /** Lines of JavaScript; empty if there is none. */
  readonly example: string;
  readonly doc: string;
  /** What it returns, as a sentence without its stop. */
  readonly returns: string;
  readonly internal: boolean;
  /** Whether core makes it of other calls, so that no backend has it. */
  readonly composed: boolean;
  readonly syscall: Syscall;
  /** The C library's function for it: its own, or `syscall`. */
  readonly symbol: string;
  /** Its number, if it is made through `syscall`. */
  readonly number: number | undefined;
  /** Its numbers on the architectures where it is made directly, bypassing the C library. */
  readonly direct: readonly { readonly architecture: string; readonly number: number }[];
  /** Whether it is only used as the `vectored` of other calls. */
  readonly auxiliary: boolean;
  /** Whether some arguments are bound, by a function named bind_<name>. */
  readonly binds: boolean;
  /** The bound parameters. */
  readonly given: readonly JsParam[];
  /** The parameters of each call. */
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
  const rest = [...params.filter((param) => !bind.includes(param.name)).flatMap(jsParams), ...params.flatMap(part)];
  return {
    name,
    header,
    source,
    doc,
    example: (syscall.example ?? "").trim(),
    returns: `${unstopped(syscall.returns ?? "0.")}${syscall.stores === true ? "" : ", or -errno"}`,
    internal: syscall.internal === true,
    composed: syscall.composed === true,
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
  const { name, doc = "" } = param;
  const type = paramType(param.type).js;
  if (type === undefined) return [];
  return [{ name, type, given: givenType(param.type), doc, optional: isOptional(param) }];
}

export function isOptional(param: Param): boolean {
  return param.default !== undefined || param.optional === true;
}

/** The parameters for a part of an array, which come last because callers may leave them out. */
function part(param: Param): JsParam[] {
  if (param.window !== true) return [];
  const number = { type: "number", given: "number", optional: true } as const;
  return [
    { name: "offset", ...number, doc: "Where the part begins, in bytes; default 0." },
    { name: "length", ...number, doc: "Bytes of the part; default all up to the end." },
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
  const info = paramType(type);
  const bound = (syscall.bind ?? []).includes(name);
  // The rules require `c` for every type without a default.
  const c = param.c ?? info.c ?? "";
  return {
    form: formOf(syscall, param),
    name,
    paramType: type,
    abi: type === "length" ? LENGTH_TYPES[c]! : info.abi,
    c,
    cast: param.c !== undefined,
    of,
    index: (bound ? given : rest).findIndex((candidate) => candidate.name === name),
    bound,
    variadic: syscall.variadic !== undefined && position >= syscall.variadic,
    minBytes: param.minBytes ?? 0,
  };
}

function formOf(syscall: Syscall, param: Param): Form {
  const { form, windowForm = form } = paramType(param.type);
  const array = param.of === undefined ? param : syscall.params.find((other) => other.name === param.of);
  return array?.window === true ? windowForm : form;
}
