// generated/core/event-kinds.ts: the tags. generated/core/event-object.ts: the class over them, with a factory for each.
import { StructureKind } from "ts-morph";
import { docContent } from "../../../spec-tools/doc-comments.ts";
import type { EncodingModel, KindModel } from "../model/kinds.ts";
import { constant, imports, interfaceOf, object, type Statement, typeAlias } from "./typescript.ts";

export function eventKindsModule(kinds: readonly KindModel[]): Statement[] {
  const tags = object(kinds.map(({ name, tag, doc }) => ({ key: name, value: `${tag}`, doc })));
  return [
    constant(
      "EventKind",
      "What a descriptor is for: a tag that travels through the kernel with each event.",
      `Object.freeze(${tags} as const)`,
    ),
    typeAlias("EventKind", "The tag of one of the kinds.", "(typeof EventKind)[keyof typeof EventKind]"),
  ];
}

/** Apart from the tags, which the interfaces import. */
export function eventObjectModule(kinds: readonly KindModel[], encoding: EncodingModel): Statement[] {
  return [
    imports(["EventKind"], "./event-kinds.ts"),
    imports(["EventObject"], "./interfaces.ts"),
    eventObjectClass(kinds, encoding),
  ];
}

function eventObjectClass(kinds: readonly KindModel[], encoding: EncodingModel): Statement {
  const { maxDescriptor } = encoding;
  const fd = { name: "fd", type: "number" };
  return {
    ...interfaceOf("EventObjectClass", "The class EventObject with the kinds of the spec.", {}),
    constructSignatures: [
      {
        docs: [
          docContent("Creates an event object.", [
            `@param fd The descriptor, an integer from 0 to ${maxDescriptor}.`,
            "@param kind A tag of EventKind.",
            "@throws TypeError ERR_INVALID_ARG_TYPE: An argument is not a number.",
            "@throws RangeError ERR_OUT_OF_RANGE: An argument is not a descriptor, or not a kind's tag.",
          ]),
        ],
        parameters: [fd, { name: "kind", type: "EventKind" }],
        returnType: "EventObject",
      },
    ],
    properties: [
      { name: "prototype", type: "EventObject", isReadonly: true, docs: ["The prototype of all event objects."] },
    ],
    methods: [
      {
        kind: StructureKind.MethodSignature,
        name: "decode",
        docs: ["Decodes a word that encode returned; anything else throws a RangeError that shows it."],
        parameters: [{ name: "data", type: "number | bigint" }],
        returnType: "EventObject",
      },
      ...kinds.map(({ factory, tag, doc }) => ({
        kind: StructureKind.MethodSignature as const,
        name: factory,
        docs: [docContent(doc, [], 2)],
        parameters: [fd],
        returnType: `EventObject<${tag}>`,
      })),
    ],
  };
}
