// createSys: the public calls, each a straight line of checks and one call.

import { docComment } from "../../../spec-tools/doc-comments.ts";
import { either } from "../../../spec-tools/words.ts";
import type { JsParam } from "../model/calls.ts";
import type { AllowedValues, SysCall, SysModel } from "../model/sys.ts";
import { paramType } from "../schema/param-types.ts";
import type { Param, Syscall } from "../schema/platform.ts";
import { constant, type Statement } from "./typescript.ts";

export function createSysStatements(sys: SysModel): Statement[] {
  const calls = sys.calls.filter(({ call }) => !call.internal);
  const differing = calls.some((entry) => [...entry.allowed.values()].some(differs));
  const partial = calls.some((entry) => entry.partial);
  const lends = calls.some(({ call }) => call.syscall.params.some((param) => isMade(param)));
  const composes = calls.some(({ call }) => call.composed);
  const others = `${lends ? ", memory: SysMemory" : ""}${composes ? ", composed: ComposedSys" : ""}${differing || partial ? ", os: string" : ""}`;
  const parameters = `raw: ${rawType(sys)}, check: SysChecks${others}`;
  const doc = "The public syscalls over those of a backend. One that the operating system lacks answers -ENOSYS.";
  const answers = sys.systems.map(({ os, enosys }) => `${os}: ${enosys}`).join(", ");
  const lists = calls.flatMap(({ call, allowed }) =>
    [...allowed].map(([param, values]) => constant(listName(call.name, param), undefined, list(values))),
  );
  const methods = calls.map((entry) => method(entry)).join("");
  return [
    ...lists,
    ...calls.flatMap(({ call }) =>
      call.syscall.params.filter(isDiscarded).map((param) => discarding(call.name, param)),
    ),
    ...(partial ? [constant("ENOSYS", undefined, `Object.freeze({ ${answers} } as Record<string, number>)`)] : []),
    `${docComment(doc)}export function createSys(${parameters}): Sys {\n  return Object.freeze({\n${methods}  });\n}`,
  ];
}

/** Whatever operating system the backend is for: what only some have may be absent. */
function rawType({ systems }: SysModel): string {
  return `CommonRawSys & Partial<${systems.map(({ title }) => `${title}RawSys`).join(" & ")}>`;
}

/** The list is declared outside the function, so that calls do not allocate one. */
function listName(call: string, param: string): string {
  return `${call}_${param}`.toUpperCase();
}

function differs(values: readonly AllowedValues[]): boolean {
  return new Set(values.map((entry) => entry.values.join() + entry.names.join())).size > 1;
}

function list(values: readonly AllowedValues[]): string {
  const one = ({ values: numbers }: AllowedValues) => `Object.freeze([${numbers.join(", ")}])`;
  if (!differs(values)) return one(values[0]!);
  const entries = values.map((entry) => `${entry.os}: ${one(entry)}`);
  return `Object.freeze({ ${entries.join(", ")} } as Record<string, readonly number[]>)`;
}

function method({ call, allowed, partial }: SysCall): string {
  const { name, params, syscall } = call;
  const declared = params.flatMap((param) => declaration(param, syscall));
  const checks = syscall.params.flatMap((param) => check(name, param, allowed.get(param.name)));
  const passed = params.map((param) => (isWindowLength(call, param) ? "size" : passing(call, param)));
  const made = call.composed
    ? `composed.${name}(${passed.join(", ")})`
    : `${partial ? `raw.${name} === undefined ? -ENOSYS[os]! : ` : ""}raw.${name}(${passed.join(", ")})`;
  // After all checks, so that nothing is left in core's memory by a call that is refused.
  const makings = syscall.params.filter(isMade).map(making);
  const afterwards = syscall.params.flatMap(done);
  const end =
    afterwards.length === 0 ? [`return ${made};`] : [`const result = ${made};`, ...afterwards, "return result;"];
  const lines = [...checks, ...makings, ...end];
  return `    ${name}(${declared.join(", ")}): number {\n${lines.map((line) => `      ${line}\n`).join("")}    },\n`;
}

function isWindowLength(call: SysCall["call"], param: JsParam): boolean {
  return param.name === "length" && call.args.some((argument) => argument.form === "window");
}

/** Whether core makes what the backend is passed. */
function isMade({ type }: Param): boolean {
  return paramType(type).given !== undefined;
}

function making({ name, type, of }: Param): string {
  const { js, make } = paramType(type).given!;
  const made =
    js === undefined
      ? `memory.${make}`
      : `memory.${make}(${name}, ${JSON.stringify(name)}${of === undefined ? "" : `, ${of}`})`;
  return `const given_${name} = ${made};`;
}

function done({ name, type }: Param): string[] {
  const method = paramType(type).given?.done;
  return method === undefined ? [] : [`memory.${method}(${name}, result);`];
}

function passing({ name: call, syscall: { params } }: SysCall["call"], { name }: JsParam): string {
  const param = params.find((candidate) => candidate.name === name);
  if (param === undefined) return name;
  if (isMade(param)) return `given_${name}`;
  return isDiscarded(param) ? `${name} ?? ${listName(call, name)}` : name;
}

/** Whether the kernel writes into memory that is not read if the caller leaves the array out. */
function isDiscarded(param: Param): boolean {
  return param.optional === true && !isMade(param);
}

function discarding(call: string, { name, minBytes = 0 }: Param): Statement {
  return constant(listName(call, name), undefined, `new Int32Array(new ArrayBuffer(${minBytes}))`);
}

function declaration({ name, given, optional }: JsParam, { params }: Syscall): string[] {
  if (given === undefined) return [];
  const value = params.find((param) => param.name === name)?.default ?? (name === "offset" ? 0 : undefined);
  if (value !== undefined) return [`${name}${given === "number" ? "" : `: ${given}`} = ${value}`];
  return [`${name}${optional ? "?" : ""}: ${given}`];
}

function check(call: string, param: Param, allowed: readonly AllowedValues[] | undefined): string[] {
  const { name } = param;
  const text = JSON.stringify(name);
  if (allowed !== undefined) {
    const values = `${listName(call, name)}${differs(allowed) ? "[os]!" : ""}`;
    return [`check.oneOf(${name}, ${text}, ${values}, ${JSON.stringify(either(allowed[0]!.names))});`];
  }
  const { js, range, given } = paramType(param.type);
  if (range === "descriptor") return [`check.fd(${name}, ${text});`];
  if (range !== undefined) return [`check.integer(${name}, ${text}, ${range.join(", ")});`];
  if (js !== "Bytes" || given !== undefined) return [];
  const bytes = `check.bytes(${name}, ${text}, ${param.minBytes ?? 0});`;
  const whole = param.optional === true ? `if (${name} !== undefined) ${bytes}` : bytes;
  if (param.window !== true) return [whole];
  const window = `const size = check.window(${name}, ${text}, offset, length);`;
  return param.minBytes === undefined ? [window] : [whole, window];
}
