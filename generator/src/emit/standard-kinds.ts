// generated/pollio/standard-kinds.ts: the kinds of the spec as data, for `pollio generate`.
import type { KindModel } from "../model/kinds.ts";
import { constant, interfaceOf, type Statement } from "./typescript.ts";

export function standardKindsModule(kinds: readonly KindModel[]): Statement[] {
  const property = (name: string, type: string, doc: string) => ({ name, type, isReadonly: true, docs: [doc] });
  const entries = kinds.map(
    ({ name, tag, doc }) => `  { name: ${JSON.stringify(name)}, tag: ${tag}, doc: ${JSON.stringify(doc)} },\n`,
  );
  return [
    interfaceOf("StandardKind", "A built-in kind of pollio.", {
      properties: [
        property("name", "string", "Its name in EventKind."),
        property("tag", "number", "Its tag."),
        property("doc", "string", "What it is for."),
      ],
    }),
    constant(
      "standardKinds",
      "The built-in kinds, in the order of the spec.",
      `[\n${entries.join("")}]`,
      "readonly StandardKind[]",
    ),
  ];
}
