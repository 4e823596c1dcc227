// The parameters of one syscall.

import type { Context } from "../../../spec-tools/context.ts";
import { nearest, show } from "../../../spec-tools/words.ts";
import { isOptional } from "../model/calls.ts";
import { givenType, type Key, LENGTH_TYPES, paramType, paramTypesWhere } from "../schema/param-types.ts";
import type { Param, Syscall } from "../schema/platform.ts";
import { reserved } from "./names.ts";

const KEYS: readonly Key[] = ["of", "access", "window", "minBytes", "optional", "default", "oneOf"];
const lengthTypes = Object.keys(LENGTH_TYPES);

export function checkParams(syscall: Syscall, constants: ReadonlySet<string>, context: Context): void {
  const { name, params } = syscall;
  context.unique(`${name} parameter`, params, "name", "each parameter needs a name of its own");
  params.forEach((param, index) => {
    checkName(syscall, param, context);
    checkKeys(syscall, param, context);
    checkOf(syscall, param, context);
    checkOneOf(syscall, param, constants, context);
    checkOptional(syscall, param, context);
    if (index > 0 && isOptional(params[index - 1]!) && !isOptional(param) && isPublic(syscall, param)) {
      const message = `the parameter "${param.name}" of ${name} follows one that may be left out; it needs a default or optional: true`;
      context.wrong(param, "name", message);
    }
  });
  const windows = params.filter((param) => param.window === true);
  if (windows.length > 1) {
    context.wrong(windows[1]!, "window", `${name} has a second window; offset and length can mean one array only`);
  }
  const cells = params.filter((param) => param.type === "length-cell");
  if (cells.length > 1) {
    context.wrong(cells[1]!, "type", `${name} has a second length-cell; the result can be one length only`);
  }
}

function isGiven(param: Param): boolean {
  return paramType(param.type).js !== undefined;
}

/** Whether it is passed by readers of its doc: callers of a public call, or core for an internal one. */
function isPublic(syscall: Syscall, param: Param): boolean {
  return syscall.internal === true ? isGiven(param) : givenType(param.type) !== undefined;
}

/** An array that is left out is replaced by memory that the kernel writes to. */
function checkOptional(syscall: Syscall, param: Param, context: Context): void {
  if (param.type !== "bytes" || param.optional !== true) return;
  if (param.access === "write" && param.minBytes !== undefined && param.window !== true) return;
  const message = `the parameter "${param.name}" of ${syscall.name} is optional; only an array with access: write, minBytes and no window can be`;
  context.wrongKey(param, "optional", message);
}

function checkName(syscall: Syscall, param: Param, context: Context): void {
  const why = reserved(param.name);
  const windowed = syscall.params.some((other) => other.window === true);
  if (why !== undefined) {
    const message = `the parameter "${param.name}" of ${syscall.name} ${why}; choose another name`;
    context.wrong(param, "name", message);
  } else if (windowed && isGiven(param) && ["offset", "length"].includes(param.name)) {
    const message = `the parameter "${param.name}" of ${syscall.name} has a name that window: true adds; choose another name`;
    context.wrong(param, "name", message);
  }
}

function checkKeys(syscall: Syscall, param: Param, context: Context): void {
  const title = `the parameter "${param.name}" of ${syscall.name}`;
  for (const key of KEYS) {
    const types = paramTypesWhere(({ keys }) => keys.includes(key));
    if (!Object.hasOwn(param, key) || types.includes(param.type)) continue;
    const message = `${title} has ${key}, which has no meaning for ${param.type}; it is for ${types.join(" and ")}`;
    context.wrongKey(param, key, message);
  }
  if (isPublic(syscall, param) && param.doc === undefined) {
    context.wrong(param, undefined, `${title} has no doc; it must be a sentence, because callers give this parameter`);
  }
  if (paramType(param.type).keys.includes("access") && param.access === undefined) {
    context.wrong(param, undefined, `${title} has no access; it must be read or write, as the kernel uses the memory`);
  }
  if (paramType(param.type).c === undefined && param.c === undefined) {
    context.wrong(param, undefined, `${title} has no c; it must be its type in C, such as void *`);
  }
  if (param.type === "length" && param.c !== undefined && !lengthTypes.includes(param.c)) {
    context.wrong(param, "c", `${title} is a length of the type "${param.c}"; ${nearest(param.c, lengthTypes)}`);
  }
}

function checkOf(syscall: Syscall, param: Param, context: Context): void {
  if (!paramType(param.type).keys.includes("of")) return;
  const wanted = param.type === "vector-count" ? "vectors" : "bytes";
  const memory = syscall.params.filter((other) => other.type === wanted).map((other) => other.name);
  const title = `the parameter "${param.name}" of ${syscall.name}`;
  if (param.of === undefined) {
    context.wrong(
      param,
      undefined,
      `${title} has no of; it must name the parameter of type ${wanted} that it measures`,
    );
  } else if (!memory.includes(param.of)) {
    const message = `${title} has an of that names no parameter of type ${wanted}, ${show(param.of)}; ${nearest(param.of, memory)}`;
    context.wrong(param, "of", message);
  }
}

function checkOneOf(syscall: Syscall, param: Param, constants: ReadonlySet<string>, context: Context): void {
  param.oneOf?.forEach((name, index, names) => {
    if (names.indexOf(name) !== index) {
      context.wrong(names, index, `oneOf of "${param.name}" of ${syscall.name} lists ${name} twice; once is enough`);
    }
    if (constants.has(name) || !context.whole) return;
    const message = `oneOf of "${param.name}" of ${syscall.name} names no constant "${name}"; ${nearest(name, constants)}`;
    context.wrong(names, index, message);
  });
}
