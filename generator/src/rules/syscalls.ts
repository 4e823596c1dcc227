// Syscalls: their names, and references between entries.

import type { Context } from "../../../spec-tools/context.ts";
import { conjunction, nearest } from "../../../spec-tools/words.ts";
import { DIRECT_ARGUMENTS } from "../model/calls.ts";
import { paramType, paramTypesWhere } from "../schema/param-types.ts";
import type { Platform, Syscall } from "../schema/platform.ts";
import { reserved } from "./names.ts";
import { checkParams } from "./params.ts";

export function checkSyscalls(spec: Platform, context: Context): void {
  context.unique("syscall", spec.syscalls, "name", "each syscall may appear once");
  const constants = new Set(spec.constants.flatMap(({ values }) => Object.keys(values).filter(isSame(values))));
  for (const syscall of spec.syscalls) {
    checkName(syscall, context);
    checkParams(syscall, constants, context);
    checkBind(syscall, context);
    checkDirect(syscall, spec, context);
    checkComposed(syscall, context);
    checkVariadic(syscall, context);
    checkVectored(syscall, spec.syscalls, context);
  }
}

/** Whether a constant is the same on every architecture. */
function isSame(values: Platform["constants"][number]["values"]) {
  return (name: string) => typeof values[name] === "number";
}

function checkName(syscall: Syscall, context: Context): void {
  const { name } = syscall;
  const why = reserved(name);
  if (why !== undefined) context.wrong(syscall, "name", `the syscall "${name}" ${why}; choose another name`);
  if (name === "address" || name.startsWith("bind_")) {
    const message = `the syscall "${name}" has a name that the backends use; "address" and what starts with "bind_" are taken`;
    context.wrong(syscall, "name", message);
  }
}

function checkBind(syscall: Syscall, context: Context): void {
  const { name, bind, params } = syscall;
  if (bind === undefined) return;
  const names = params.map((param) => param.name);
  bind.forEach((word, index) => {
    const param = params.find((candidate) => candidate.name === word);
    if (param === undefined) {
      context.wrong(bind, index, `bind of ${name} names no parameter "${word}"; ${nearest(word, names)}`);
    } else if (paramType(param.type).bind !== "yes") {
      const bindable = conjunction(paramTypesWhere((info) => info.bind === "yes"));
      const message = `bind of ${name} names "${word}" of type ${param.type}; only ${bindable} can be given beforehand`;
      context.wrong(bind, index, message);
    }
    if (bind.indexOf(word) !== index)
      context.wrong(bind, index, `bind of ${name} names "${word}" twice; once is enough`);
  });
  for (const param of params) {
    if (bind.includes(param.name) || paramType(param.type).bind !== "no") continue;
    const message = `the parameter "${param.name}" of ${name} is ${param.type}; a syscall with bind takes numbers, blocks and NULL only`;
    context.wrong(param, "type", message);
  }
  const blocks = params.filter((param) => param.type === "block" && bind.includes(param.name));
  if (blocks.length === 0 && bind.every((word) => names.includes(word))) {
    context.wrong(
      syscall,
      "bind",
      `bind of ${name} names no block; a call is bound to memory, so one is needed at least`,
    );
  }
}

function checkDirect(syscall: Syscall, { architectures }: Platform, context: Context): void {
  const { name, direct, number, bind, params } = syscall;
  if (direct === undefined) return;
  const known = architectures.map((architecture) => architecture.name);
  for (const word of Object.keys(direct)) {
    if (known.includes(word)) continue;
    context.wrong(direct, word, `direct of ${name} names no architecture "${word}"; ${nearest(word, known)}`);
  }
  if (number !== undefined) {
    context.wrong(syscall, "direct", `${name} has a number and a direct one; number alone makes it through syscall(2)`);
  }
  if (bind === undefined || params.length > DIRECT_ARGUMENTS) {
    const message = `${name} cannot be made directly; only a call with bind and at most ${DIRECT_ARGUMENTS} parameters can`;
    context.wrong(syscall, "direct", message);
  }
}

const OF_C = ["number", "direct", "internal", "bind", "vectored", "variadic"] as const;

/** A composed call has no function in C, and only such a call takes int32s. */
function checkComposed(syscall: Syscall, context: Context): void {
  const { name, composed, params } = syscall;
  if (composed === true) {
    for (const key of OF_C) {
      if (syscall[key] === undefined) continue;
      context.wrongKey(syscall, key, `${name} is composed and has ${key}, which only a call of the C library has`);
    }
    return;
  }
  for (const param of params) {
    if (param.type !== "int32s") continue;
    const message = `the parameter "${param.name}" of ${name} is int32s, which only a call with composed: true takes`;
    context.wrong(param, "type", message);
  }
}

function checkVariadic(syscall: Syscall, context: Context): void {
  const { name, variadic, params } = syscall;
  if (variadic === undefined || variadic < params.length) return;
  const right =
    params.length < 2
      ? "it takes none that could be variadic"
      : `it must be from 1 to ${params.length - 1}, for at least one variadic parameter`;
  context.wrong(syscall, "variadic", `variadic of ${name} is ${variadic} of ${params.length} parameters; ${right}`);
}

function checkVectored(syscall: Syscall, syscalls: readonly Syscall[], context: Context): void {
  const { name, vectored } = syscall;
  const window = syscall.params.findIndex((param) => param.window === true && param.type === "bytes");
  if (vectored === undefined) return;
  const target = syscalls.find((candidate) => candidate.name === vectored);
  if (target === undefined) {
    if (!context.whole) return;
    const others = syscalls.map((candidate) => candidate.name).filter((candidate) => candidate !== name);
    context.wrong(
      syscall,
      "vectored",
      `vectored of ${name} names no syscall "${vectored}"; ${nearest(vectored, others)}`,
    );
    return;
  }
  const wanted = [...syscall.params.slice(0, window).map((param) => param.type), "vectors", "vector-count"];
  const given = target.params.map((param) => param.type);
  const last = syscall.params[window + 1];
  if (window >= 0 && syscall.params.length === window + 2 && last?.type !== "length") {
    const message = `${name} has a window and no length after it; its last parameter must be of type length`;
    context.wrong(syscall, "vectored", message);
    return;
  }
  if (window >= 0 && syscall.params.length === window + 2 && given.join() === wanted.join()) return;
  const message =
    window < 0
      ? `${name} is vectored and has no parameter with window: true; it needs one`
      : `vectored of ${name} names ${vectored}, which takes ${given.join(", ")}; it must take ${wanted.join(", ")}`;
  context.wrong(syscall, "vectored", message);
}
