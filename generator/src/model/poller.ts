// The trait: its members, and the classes and descriptions of their errors.
import type { Interface, Method, Poller, Property } from "../schema/poller.ts";

export type ErrorModel = Poller["errors"][number];

export interface MemberModel {
  readonly name: string;
  readonly kind: "method" | "property";
  readonly doc: string;
  /** A property's type, or a method's result. */
  readonly type: string;
  readonly optional: boolean;
  /** Whether users may set it. */
  readonly mutable: boolean;
  readonly params: NonNullable<Method["params"]>;
  readonly returnsDoc: string;
  readonly errors: readonly ErrorModel[];
  /** Lines of JavaScript; empty if there is none. */
  readonly example: string;
  /** The declaration, for the reference. */
  readonly signature: string;
}

export interface InterfaceModel {
  readonly name: string;
  readonly generics: string;
  readonly extends: string;
  readonly doc: string;
  readonly members: readonly MemberModel[];
}

/** What every backend exports besides its functions. */
export interface ExportModel {
  readonly name: string;
  readonly doc: string;
  /** Whether it is one and the same in all backends. */
  readonly shared?: boolean | undefined;
  readonly errors: readonly ErrorModel[];
  readonly example: string;
}

export interface PollerModel extends Pick<Poller, "limits" | "flags" | "triggers" | "errors"> {
  readonly exports: readonly ExportModel[];
  /** What only the package that chooses a backend exports. */
  readonly facade: readonly ExportModel[];
  readonly interfaces: readonly InterfaceModel[];
  readonly trait: InterfaceModel;
  /** What every backend exports as functions. */
  readonly functions: InterfaceModel;
}

export function pollerModel(spec: Poller): PollerModel {
  const errors = new Map(spec.errors.map((error) => [error.code, error]));
  const interfaces = spec.interfaces.map((entry) => interfaceModel(entry, errors));
  const { limits, flags, triggers } = spec;
  const exported = (entry: Poller["exports"][number]) => ({
    ...entry,
    errors: errorsOf(entry.errors, errors),
    example: (entry.example ?? "").trim(),
  });
  const exports = spec.exports.map(exported);
  const facade = (spec.facade ?? []).map(exported);
  const named = (name: string) => interfaces.find((entry) => entry.name === name)!;
  const [trait, functions] = [named(spec.trait), named(spec.functions)];
  return { exports, facade, limits, flags, triggers, errors: spec.errors, interfaces, trait, functions };
}

function interfaceModel(entry: Interface, errors: ReadonlyMap<string, ErrorModel>): InterfaceModel {
  const member = (from: Property | Method) => memberModel(from, errors);
  return {
    name: entry.name,
    generics: entry.generics ?? "",
    extends: entry.extends ?? "",
    doc: entry.doc,
    members: [...(entry.properties ?? []).map(member), ...(entry.methods ?? []).map(member)],
  };
}

function errorsOf(codes: readonly string[] = [], errors: ReadonlyMap<string, ErrorModel>): ErrorModel[] {
  return codes.map((code) => errors.get(code)!);
}

function memberModel(from: Property | Method, errors: ReadonlyMap<string, ErrorModel>): MemberModel {
  const isMethod = "returns" in from;
  const params = isMethod ? (from.params ?? []) : [];
  const type = isMethod ? from.returns : from.type;
  const list = params.map((param) => `${param.name}${param.optional === true ? "?" : ""}: ${param.type}`);
  return {
    name: from.name,
    kind: isMethod ? "method" : "property",
    doc: from.doc,
    type,
    optional: !isMethod && from.optional === true,
    mutable: !isMethod && from.mutable === true,
    params,
    returnsDoc: isMethod ? (from.returnsDoc ?? "") : "",
    errors: errorsOf(from.errors, errors),
    example: isMethod ? (from.example ?? "").trim() : "",
    signature: `${from.name}${isMethod ? `(${list.join(", ")})` : ""}: ${type}`,
  };
}
