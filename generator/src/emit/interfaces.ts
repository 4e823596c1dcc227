// generated/core/interfaces.ts: the trait, and the types of its parameters and results.
import type { MethodSignatureStructure, OptionalKind, PropertySignatureStructure } from "ts-morph";
import { docContent } from "../../../spec-tools/doc-comments.ts";
import type { InterfaceModel, MemberModel, PollerModel } from "../model/poller.ts";
import { imports, interfaceOf, type Statement } from "./typescript.ts";

export function interfacesModule({ interfaces, flags }: PollerModel): Statement[] {
  const used = usedWords(interfaces);
  const fromFlags = ["Trigger", ...flags.map((set) => set.name)].filter((name) => used.has(name));
  return [
    ...(used.has("EventKind") ? [imports(["EventKind"], "./event-kinds.ts")] : []),
    ...(fromFlags.length > 0 ? [imports(fromFlags, "./flags.ts")] : []),
    ...interfaces.map(interfaceStatement),
  ];
}

/** The words in all types, to import only the names that occur. */
function usedWords(interfaces: readonly InterfaceModel[]): ReadonlySet<string> {
  const types = interfaces.flatMap(({ generics, extends: base, members }) => [
    generics,
    base,
    ...members.flatMap((member) => [member.type, ...member.params.map((param) => param.type)]),
  ]);
  // Quoted words are values, not types.
  return new Set(
    types
      .join(" ")
      .replaceAll(/"[^"]*"/g, "")
      .match(/\w+/g) ?? [],
  );
}

function interfaceStatement(entry: InterfaceModel): Statement {
  return interfaceOf(entry.name, entry.doc, {
    typeParameters: entry.generics === "" ? [] : [entry.generics],
    extends: entry.extends === "" ? [] : [entry.extends],
    properties: entry.members.filter((member) => member.kind === "property").map(property),
    methods: entry.members.filter((member) => member.kind === "method").map(method),
  });
}

function property(member: MemberModel): OptionalKind<PropertySignatureStructure> {
  const { name, type, optional, mutable } = member;
  return { name, type, isReadonly: !mutable, hasQuestionToken: optional, docs: [docs(member)] };
}

function method(member: MemberModel): OptionalKind<MethodSignatureStructure> {
  const parameters = member.params.map(({ name, type, optional }) => ({
    name,
    type,
    hasQuestionToken: optional === true,
  }));
  return { name: member.name, returnType: member.type, parameters, docs: [docs(member)] };
}

function docs(member: MemberModel): string {
  return docContent(member.doc, memberTags(member), 2);
}

/** What follows the description of a member, or of an export, in its doc comment. */
export function memberTags({
  params = [],
  returnsDoc = "",
  errors,
  example,
}: Pick<MemberModel, "errors" | "example"> & Partial<Pick<MemberModel, "params" | "returnsDoc">>): string[] {
  return [
    ...params.map((param) => `@param ${param.name} ${param.doc}`),
    ...(returnsDoc === "" ? [] : [`@returns ${returnsDoc}`]),
    ...errors.map((error) => `@throws ${error.class} ${error.code}: ${error.doc}`),
    ...exampleTag({ example }),
  ];
}

/** The example is kept as it is written. */
export function exampleTag({ example }: { readonly example: string }): string[] {
  return example === "" ? [] : [`@example\n${example}`];
}
