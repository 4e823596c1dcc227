// generated/pollio/standard-kinds.ts: the kinds of the spec as data, for modules that users have made from kinds of their own.
import type { KindModel } from "../model/kinds.ts";
import { constant, interfaceOf, type Statement } from "./typescript.ts";

export function standardKindsModule(kinds: readonly KindModel[]): Statement[] {
  const property = (name: string, type: string, doc: string) => ({ name, type, isReadonly: true, docs: [doc] });
  const entries = kinds.map(
    ({ name, tag, doc }) => `  { name: ${JSON.stringify(name)}, tag: ${tag}, doc: ${JSON.stringify(doc)} },\n`,
  );
  return [
    interfaceOf("StandardKind", "A kind that pollio has itself.", {
      properties: [
        property("name", "string", "Its name in EventKind."),
        property("tag", "number", "Its tag."),
        property("doc", "string", "What it is for."),
      ],
    }),
    constant("standardKinds", "In the order of the spec.", `[\n${entries.join("")}]`, "readonly StandardKind[]"),
  ];
}
