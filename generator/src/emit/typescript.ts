// TypeScript modules through ts-morph, which builds them from structures and parses what it built.
import {
  type FunctionDeclarationStructure,
  type ImportDeclarationStructure,
  IndentationText,
  type InterfaceDeclarationStructure,
  Project,
  QuoteKind,
  type StatementStructures,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from "ts-morph";
import { docComment, docContent } from "../../../spec-tools/doc-comments.ts";

export type Statement = StatementStructures | string;

/** Prints modules; one per run, because making a ts-morph project costs more than printing a module. */
export class Printer {
  readonly #project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noLib: true, types: [] },
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Double },
  });

  print(path: string, statements: readonly Statement[]): string {
    const file = this.#project.createSourceFile(path, { statements: [...statements] });
    const texts = file.getStatements().map((statement) => statement.getFullText().trim());
    return `${texts.map((text, index) => gap(texts[index - 1], text) + text).join("\n")}\n`;
  }

  /** Errors of syntax in modules, whoever printed them. Types are checked by tsc, which needs the whole repository. */
  syntaxErrors(modules: ReadonlyMap<string, string>): string[] {
    const files = [...modules].map(([path, text]) => this.#project.createSourceFile(path, text, { overwrite: true }));
    const program = this.#project.getProgram();
    return files.flatMap((file) =>
      program.getSyntacticDiagnostics(file).map((diagnostic) => {
        const message = diagnostic.getMessageText();
        const what = typeof message === "string" ? message : message.getMessageText();
        return `${file.getFilePath().slice(1)}:${diagnostic.getLineNumber() ?? 1}: ${what}`;
      }),
    );
  }
}

/** An empty line between statements, but not between imports, or between constants of one line each. */
function gap(before: string | undefined, text: string): string {
  if (before === undefined) return "";
  const isShort = (statement: string) => /^(import .*|\/\*\* .* \*\/\nexport const .*;)$/.test(statement);
  return isShort(before) && isShort(text) && before.startsWith("import") === text.startsWith("import") ? "" : "\n";
}

export function imports(names: readonly string[], from: string, typeOnly = true): ImportDeclarationStructure {
  return {
    kind: StructureKind.ImportDeclaration,
    isTypeOnly: typeOnly,
    namedImports: [...names],
    moduleSpecifier: from,
  };
}

export function interfaceOf(
  name: string,
  doc: string,
  members: Pick<InterfaceDeclarationStructure, "properties" | "methods" | "extends" | "typeParameters">,
): InterfaceDeclarationStructure {
  return { kind: StructureKind.Interface, name, isExported: true, docs: [docContent(doc)], ...members };
}

export function typeAlias(name: string, doc: string, type: string): TypeAliasDeclarationStructure {
  return { kind: StructureKind.TypeAlias, name, isExported: true, docs: [docContent(doc)], type };
}

/** A constant; without a doc comment it is the module's own. As text, because a structure's value is indented once more. */
export function constant(name: string, doc: string | undefined, value: string, type?: string): Statement {
  const declared = `const ${name}${type === undefined ? "" : `: ${type}`} = ${value};`;
  return doc === undefined ? declared : `${docComment(doc)}export ${declared}`;
}

export function functionOf(
  name: string,
  doc: string,
  parameters: Readonly<Record<string, string>>,
  returnType: string,
  statements: readonly string[],
): FunctionDeclarationStructure {
  const list = Object.entries(parameters).map(([key, type]) => ({ name: key, type }));
  return {
    kind: StructureKind.Function,
    name,
    isExported: true,
    docs: [docContent(doc)],
    parameters: list,
    returnType,
    statements: [...statements],
  };
}

export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly doc?: string;
}

/** An object literal, an entry a line; `indent` is how far the line that it begins on is indented. */
export function object(entries: readonly Entry[], indent = 0): string {
  const pad = " ".repeat(indent + 2);
  const lines = entries.map(({ key, value, doc }) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
    return `${doc === undefined ? "" : docComment(doc, [], indent + 2)}${pad}${name}: ${value},\n`;
  });
  return `{\n${lines.join("")}${" ".repeat(indent)}}`;
}

/** A list of texts in one line. */
export function texts(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}
