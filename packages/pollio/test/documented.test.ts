// Whoever imports a package sees in an editor what the spec says of each export.

import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const packages = join(import.meta.dirname, "../..");

const faces = [
  "pollio/dist/facade/index.d.ts",
  ...["napi", "koffi", "bun", "deno", "node-ffi"].map((name) => `${name}/dist/index.d.ts`),
];

/** The exports of a file of declarations whose own declaration has no doc comment. */
function undocumented(path: string): string[] {
  const program = ts.createProgram([path], { module: ts.ModuleKind.NodeNext, types: ["node"], skipLibCheck: true });
  const checker = program.getTypeChecker();
  const file = checker.getSymbolAtLocation(program.getSourceFile(path)!)!;
  return checker.getExportsOfModule(file).flatMap((symbol) => {
    const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return declared.getDocumentationComment(checker).length === 0 ? symbol.name : [];
  });
}

test.each(faces)("every export of %s has a doc comment", (face) => {
  expect(undocumented(join(packages, face))).toEqual([]);
});
