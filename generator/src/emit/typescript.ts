// Prints TypeScript modules with ts-morph, which builds declarations from structures and parses the result.
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
  ts,
} from "ts-morph";
import { docComment, docContent } from "../../../spec-tools/doc-comments.ts";

export type Statement = StatementStructures | string;

/** Errors of the parser, which TypeScript does not declare. The public way to them, creating a program, takes 200 ms. */
interface Parsed extends ts.SourceFile {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
}

/** Prints modules. One run uses one printer, because creating a ts-morph project costs more than printing a module. */
export class Printer {
  readonly #project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noLib: true, types: [] },
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Double },
  });
  /** Modules that have been parsed without an error, or that contain nothing of the spec but numbers and quoted strings. */
  readonly #sound = new Set<string>();

  print(path: string, statements: readonly Statement[]): string {
    const texts = this.#texts(path, statements).map((text) => text.trim());
    return `${texts.map((text, index) => gap(texts[index - 1], text) + text).join("\n")}\n`;
  }

  #texts(path: string, statements: readonly Statement[]): readonly string[] {
    if (statements.every(isText)) {
      this.#sound.add(path);
      return statements;
    }
    const file = this.#project.createSourceFile(path, { statements: [...statements] });
    if ((file.compilerNode as Parsed).parseDiagnostics.length === 0) this.#sound.add(path);
    return file.getStatements().map((statement) => statement.getFullText());
  }

  /** Syntax errors in modules, including those printed by templates. tsc checks the types, which takes the whole repository. */
  syntaxErrors(modules: ReadonlyMap<string, string>): string[] {
    const doubtful = [...modules].filter(([path]) => !this.#sound.has(path));
    return doubtful.flatMap(([path, text]) => {
      const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest) as Parsed;
      return file.parseDiagnostics.map(({ start, messageText }) => {
        const { line } = file.getLineAndCharacterOfPosition(start);
        return `${path}:${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
      });
    });
  }
}

const isText = (statement: Statement): statement is string => typeof statement === "string";

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

/** A constant, exported if it has a doc comment. It is text, because ts-morph would indent a structure's value again. */
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

/** An object literal with one entry per line; `indent` is the indentation of its first line. */
export function object(entries: readonly Entry[], indent = 0): string {
  const pad = " ".repeat(indent + 2);
  const lines = entries.map(({ key, value, doc }) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
    return `${doc === undefined ? "" : docComment(doc, [], indent + 2)}${pad}${name}: ${value},\n`;
  });
  return `{\n${lines.join("")}${" ".repeat(indent)}}`;
}

/** A list of strings on one line. */
export function texts(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}
