// generated/conformance/: what the suite must cover, and the encoded words that it expects.
import { type EncodingModel, edges, type Vector } from "../model/kinds.ts";
import type { ErrorModel, InterfaceModel, PollerModel } from "../model/poller.ts";
import type { SysModel } from "../model/sys.ts";
import { givenType, paramTypeNames } from "../schema/param-types.ts";
import type { Param, Syscall } from "../schema/platform.ts";
import { BYTES, publicParameters } from "./sys.ts";
import { constant, interfaceOf, object, type Statement, texts, typeAlias } from "./typescript.ts";

const property = (name: string, type: string, doc: string) => ({ name, type, isReadonly: true, docs: [doc] });

export function contractModule(poller: PollerModel, sys: SysModel): Statement[] {
  const classes = poller.errors.map((error) => ({ key: error.code, value: JSON.stringify(error.class) }));
  const others = poller.interfaces.map((entry) => ({ key: entry.name, value: members(entry) }));
  const calls = sys.calls.flatMap(({ call }) => (call.internal ? [] : call));
  // Classes and functions; the other exports are values.
  const called = poller.exports.filter(({ errors }) => errors.length > 0);
  const functions = [...poller.functions.members, ...called].map(
    ({ name, errors }) => `  { name: ${JSON.stringify(name)}, errors: ${codes(errors)} },\n`,
  );
  return [
    interfaceOf("Member", "A member of an interface and the errors that it may throw.", {
      properties: [
        property("name", "string", "Its name, as in [Symbol.dispose]."),
        property("kind", '"method" | "property"', "What it is."),
        property("errors", "readonly string[]", "The codes of the errors that it may throw."),
      ],
    }),
    constant("trait", "The trait's members, which the suite must cover.", members(poller.trait), "readonly Member[]"),
    constant(
      "errorClasses",
      "Each error's class, by code.",
      object(classes),
      'Readonly<Record<string, "PollerError" | "TypeError" | "RangeError">>',
    ),
    typeAlias("Bytes", "Memory of the caller's, as the syscalls take it.", BYTES),
    interfaceOf("SysLike", "The public syscalls, which the suite must cover.", {
      methods: calls.map((call) => ({ name: call.name, parameters: publicParameters(call), returnType: "number" })),
    }),
    interfaceOf("SysParam", "A parameter of a public syscall. read and write also have an offset and a length.", {
      properties: [
        property("name", "string", "Its name, which error messages contain."),
        property("type", publicTypes, "What it must be: an integer of that type in C, a descriptor, or an array."),
        property("optional", "boolean", "Whether it has a default."),
        property(
          "oneOf",
          "readonly string[]",
          "The names of the constants that it must be one of; empty if any value is valid.",
        ),
      ],
    }),
    constant(
      "signatures",
      "Their parameters.",
      object(calls.map(({ name, syscall }) => ({ key: name, value: signature(syscall) }))),
      "Readonly<Record<keyof SysLike, readonly SysParam[]>>",
    ),
    constant("syscalls", "Their names.", texts(calls.map(({ name }) => name)), "readonly (keyof SysLike)[]"),
    constant(
      "functions",
      "The other exports of a backend that the suite must cover.",
      `[\n${functions.join("")}]`,
      'readonly Pick<Member, "name" | "errors">[]',
    ),
    constant(
      "interfaces",
      "The members of each interface, by the interface's name.",
      object(others),
      "Readonly<Record<string, readonly Member[]>>",
    ),
  ];
}

function codes(errors: readonly ErrorModel[]): string {
  return texts(errors.map((error) => error.code));
}

function members(entry: InterfaceModel): string {
  const lines = entry.members.map(({ name, kind, errors }) => {
    return `  { name: ${JSON.stringify(name)}, kind: ${JSON.stringify(kind)}, errors: ${codes(errors)} },\n`;
  });
  return `[\n${lines.join("")}]`;
}

const given = ({ params }: Syscall): readonly Param[] => params.filter(({ type }) => givenType(type) !== undefined);

const publicTypes = paramTypeNames
  .filter((name) => givenType(name) !== undefined)
  .map((name) => JSON.stringify(name))
  .join(" | ");

function signature(syscall: Syscall): string {
  const entries = given(syscall).map(({ name, type, default: value, optional: left, oneOf = [] }) => {
    const optional = value !== undefined || left === true;
    return `    { name: ${JSON.stringify(name)}, type: ${JSON.stringify(type)}, optional: ${optional}, oneOf: ${texts(oneOf)} },\n`;
  });
  return entries.length === 0 ? "[]" : `[\n${entries.join("")}  ]`;
}

export function vectorsModule(vectors: readonly Vector[], encoding: EncodingModel): Statement[] {
  const entries = vectors.map(
    ({ kind, tag, factory, fd, word }) =>
      `  { kind: ${JSON.stringify(kind)}, tag: ${tag}, factory: ${JSON.stringify(factory)}, fd: ${fd}, word: ${word} },\n`,
  );
  const doc = `Every kind with the descriptors at the edges: ${edges(encoding).join(", ")}. Computed with BigInt.`;
  return [
    interfaceOf("Vector", "An encoded word and what it encodes.", {
      properties: [
        property("kind", "string", "The kind's name."),
        property("tag", "number", "Its tag."),
        property("factory", "string", "The factory of EventObject for this kind."),
        property("fd", "number", "The descriptor."),
        property("word", "number", "What encode returns."),
      ],
    }),
    constant("vectors", doc, `[\n${entries.join("")}]`, "readonly Vector[]"),
  ];
}
