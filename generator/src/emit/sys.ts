// generated/core/sys.ts: the interface that every backend implements, and the public calls on top of it.
import type { MethodSignatureStructure, OptionalKind } from "ts-morph";
import { docContent } from "../../../spec-tools/doc-comments.ts";
import { either } from "../../../spec-tools/words.ts";
import type { Call, JsParam } from "../model/calls.ts";
import type { SysCall, SysModel } from "../model/sys.ts";
import { createSysStatements } from "./create-sys.ts";
import { exampleTag } from "./interfaces.ts";
import { interfaceOf, type Statement, typeAlias } from "./typescript.ts";

/** The types of the arrays that a syscall takes. */
export const BYTES = [
  ...["Uint8Array", "Int8Array", "Uint8ClampedArray", "Uint16Array", "Int16Array", "Uint32Array", "Int32Array"],
  ...["BigUint64Array", "BigInt64Array"],
].join(" | ");

const RAW_DOC =
  "The syscalls that a backend supplies on every operating system. They take integers and memory that core has checked, " +
  "return a result ≥ 0 or -errno, never throw and never allocate.";

const SYS_DOC =
  "The syscalls, with checked arguments: each throws ERR_INVALID_ARG_TYPE or ERR_OUT_OF_RANGE for an invalid " +
  "argument, ERR_INVALID_ARG_VALUE for a path with NUL, otherwise returns a result ≥ 0 or -errno, and throws nothing else.";

export function sysModule(sys: SysModel): Statement[] {
  const made = sys.calls.filter(({ call }) => !call.composed);
  const composed = sys.calls.filter(({ call }) => call.composed);
  const common = made.filter(({ partial }) => !partial);
  return [
    typeAlias("Bytes", "Memory of the caller's: any typed array of integers.", BYTES),
    block(),
    bound(),
    interfaceOf("CommonRawSys", RAW_DOC, { methods: common.flatMap(rawMethods) }),
    ...sys.systems.map(({ title }) =>
      interfaceOf(`${title}RawSys`, `The syscalls that a backend supplies on ${title}.`, {
        extends: ["CommonRawSys"],
        methods: made.filter(({ partial, on }) => partial && on.includes(title)).flatMap(rawMethods),
      }),
    ),
    typeAlias(
      "RawSys",
      "The syscalls of a backend on the operating system that it runs on.",
      sys.systems.map(({ title }) => `${title}RawSys`).join(" | "),
    ),
    checks(),
    memory(),
    ...(composed.length === 0
      ? []
      : [
          interfaceOf("ComposedSys", "The syscalls that core makes of others. Their arguments were checked.", {
            methods: composed.map(composedMethod),
          }),
        ]),
    interfaceOf("Sys", SYS_DOC, { methods: sys.calls.filter(({ call }) => !call.internal).map(publicMethod) }),
    ...createSysStatements(sys),
  ];
}

function block(): Statement {
  return interfaceOf(
    "Block",
    "Memory that a backend allocated. Its address does not change while the object is alive.",
    {
      properties: [
        { name: "words", type: "Int32Array", isReadonly: true, docs: ["The memory as JavaScript reads it, in place."] },
        {
          name: "pointer",
          type: "unknown",
          isReadonly: true,
          docs: ["The pointer to it, in the form that the backend's foreign function interface takes."],
        },
      ],
    },
  );
}

function bound(): Statement {
  return interfaceOf(
    "Bound",
    "The bound arguments of a call, as the backend keeps them. One function serves all of them, because a function for " +
      "each becomes slow to call once there are two.",
    {
      properties: [
        {
          name: "memory",
          type: "readonly Block[]",
          isReadonly: true,
          docs: ["The memory among them, which this keeps alive."],
        },
      ],
    },
  );
}

function checks(): Statement {
  const value = { name: "value", type: "number" };
  const name = { name: "name", type: "string" };
  const number = (key: string) => ({ name: key, type: "number" });
  const method = (key: string, doc: string, parameters: { name: string; type: string }[]) => ({
    name: key,
    docs: [docContent(doc, [], 2)],
    parameters,
    returnType: "void",
  });
  const bytes = { name: "value", type: "Bytes" };
  return interfaceOf(
    "SysChecks",
    "Argument checks, provided by core. Each throws an error that names the argument, or returns.",
    {
      methods: [
        method("fd", "An integer from 0 to 2^31-1.", [value, name]),
        method("integer", "An integer from min to max.", [value, name, number("min"), number("max")]),
        method("oneOf", "One of the listed values; `allowed` is their names for a message.", [
          value,
          name,
          { name: "values", type: "readonly number[]" },
          { name: "allowed", type: "string" },
        ]),
        method("bytes", "A typed array of integers that is neither detached nor resizable, of at least `minBytes`.", [
          bytes,
          name,
          number("minBytes"),
        ]),
        {
          ...method(
            "window",
            "The same, and offset and length within the array, in bytes; gives the length, all of the rest by default.",
            [bytes, name, number("offset"), { name: "length", type: "number | undefined" }],
          ),
          returnType: "number",
        },
      ],
    },
  );
}

function memory(): Statement {
  const name = { name: "name", type: "string" };
  const method = (key: string, doc: string, parameters: { name: string; type: string }[], returnType: string) => ({
    name: key,
    docs: [docContent(doc, [], 2)],
    parameters,
    returnType,
  });
  const result = { name: "result", type: "number" };
  const vectors = { name: "value", type: "readonly Bytes[]" };
  const request = { name: "value", type: "number | Bytes" };
  const cell = { name: "value", type: "Int32Array | undefined" };
  const of = { name: "of", type: "Bytes" };
  return interfaceOf(
    "SysMemory",
    "Arguments that need memory of core's, provided by it. A method checks its argument, throws an error that names it, or returns " +
      "what the backend is passed. One whose name ends in Done is called after the system call, with its result.",
    {
      properties: [
        { name: "vectorCount", type: "number", isReadonly: true, docs: ["How many arrays `vectors` was given last."] },
      ],
      methods: [
        method(
          "path",
          "A string without NUL, as bytes that end with NUL.",
          [{ name: "value", type: "string" }, name],
          "Bytes",
        ),
        method("vectors", "Arrays, as iovecs that point at them.", [vectors, name], "Block"),
        method("length", "Memory for a length, which holds that of the array `of`.", [cell, name, of], "Bytes"),
        method(
          "lengthDone",
          "Stores the length that the kernel wrote there, unless the call failed.",
          [cell, result],
          "void",
        ),
        method("int32s", "An Int32Array.", [{ name: "value", type: "Int32Array" }, name], "Int32Array"),
        method("vectorsDone", "Lets go of the arrays.", [vectors, result], "void"),
        method("request", "A small number as it is, or the address of a copy of an array.", [request, name], "number"),
        method("requestDone", "Copies the array back.", [request, result], "void"),
      ],
    },
  );
}

/** The parameters of a public call, in the form that ts-morph expects. */
export function publicParameters({ params }: Call): { name: string; type: string; hasQuestionToken: boolean }[] {
  return params.flatMap(({ name, given, optional }) => {
    return given === undefined ? [] : { name, type: given, hasQuestionToken: optional };
  });
}

function typed(params: readonly JsParam[]): { name: string; type: string }[] {
  return params.map(({ name, type }) => ({ name, type }));
}

function where({ partial, on }: SysCall): string {
  return partial ? ` ${either(on)} only; elsewhere -ENOSYS.` : "";
}

function rawMethods({ call: model }: SysCall): OptionalKind<MethodSignatureStructure>[] {
  const { name, binds, given, params, source, doc } = model;
  const call = {
    name,
    docs: [docContent(`${source}: ${doc}`, [], 2)],
    parameters: [...(binds ? [{ name: "bound", type: "Bound" }] : []), ...typed(params)],
    returnType: "number",
  };
  if (!binds) return [call];
  const bind = {
    name: `bind_${name}`,
    docs: [docContent(`What ${name} is given beforehand.`, [], 2)],
    parameters: typed(given),
    returnType: "Bound",
  };
  return [bind, call];
}

function composedMethod({ call }: SysCall): OptionalKind<MethodSignatureStructure> {
  const { name, source, doc } = call;
  const docs = [docContent(`${source}: ${doc}`, [], 2)];
  return { name, docs, parameters: publicParameters(call), returnType: "number" };
}

function publicMethod(entry: SysCall): OptionalKind<MethodSignatureStructure> {
  const { call } = entry;
  const tags = [
    ...call.params.flatMap(({ name, given, doc }) => (given === undefined ? [] : `@param ${name} ${doc}`)),
    `@returns ${call.returns}.`,
    ...exampleTag(call),
  ];
  return {
    name: call.name,
    docs: [docContent(`${call.doc} See ${call.source}.${where(entry)}`, tags, 2)],
    parameters: publicParameters(call),
    returnType: "number",
  };
}
