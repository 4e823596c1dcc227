// Type-checks code blocks, each as a module of its own, in one program.

import { join } from "node:path";
import ts from "typescript";
import { inRoot } from "../../tools/lib/root.ts";
import type { Block } from "./blocks.ts";

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  // A reader's file is JavaScript: parameters have no types there.
  noImplicitAny: false,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.esnext.d.ts", "lib.esnext.disposable.d.ts"],
  types: ["node"],
};

/** What is wrong with the blocks, as `page:line: message`. A block may use each of `names`, exports of pollio, without importing it. */
export function typeErrors(blocks: readonly Block[], names: readonly string[]): string[] {
  const modules = new Map(blocks.map((block, index) => [inRoot("docs", `block-${index}.mts`), block]));
  const files = new Map([
    [inRoot("docs", "globals.d.mts"), globalsOf(names)],
    ...blocks.flatMap(({ code }) => stubsOf(code)),
    ...[...modules].map(([path, { given, code }]) => [path, `${given}\n${code}`] as const),
  ]);
  const host = ts.createCompilerHost(OPTIONS);
  const { readFile, fileExists } = host;
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, options) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, options);
  };
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const block = modules.get(file?.fileName ?? "");
    const words = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (file === undefined || block === undefined) return `${file?.fileName ?? "the program"}: ${words}`;
    const line = block.line + file.getLineAndCharacterOfPosition(start).line - 1; // after the line of what is given
    return `${block.page}:${line}: ${words}`;
  });
}

function globalsOf(names: readonly string[]): string {
  const constants = names.map((name) => `const ${name}: typeof import("pollio").${name};`);
  return `export {};\ndeclare global {\n${constants.join("\n")}\ntype OsPoller = import("pollio").OsPoller;\n}`;
}

/** The reader's own modules, which a block imports by a relative path: the exports of a backend, or `any`. */
function stubsOf(code: string): (readonly [path: string, text: string])[] {
  return [...code.matchAll(/^import (\*|\{([^}]*)\}).*? from "(\.[^"]+)";/gm)].map(([, , named = "", path = ""]) => {
    const names = named.split(",").flatMap((name) => /\w+/.exec(name)?.[0] ?? []);
    const text =
      names.length === 0 ? ['export * from "pollio";'] : names.map((name) => `export declare const ${name}: any;`);
    return [join(inRoot("docs"), path.replace(/\.(m?)[jt]s$/, ".d.$1ts")), text.join("\n")];
  });
}
