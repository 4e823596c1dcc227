// All emitted files, by path.
import { compareText } from "../../../spec-tools/diagnostics.ts";
import type { Model } from "../model/model.ts";
import { header } from "./header.ts";
import { jsonSchema } from "./json-schema.ts";
import { modules } from "./modules.ts";
import { type Backend, namesOf, renderTemplates } from "./templates.ts";
import { Printer } from "./typescript.ts";

export type Files = ReadonlyMap<string, string>;

export function render(model: Model, backends: readonly Backend[]): Files {
  const printer = new Printer();
  const files: [string, string][] = [["spec/schema.json", jsonSchema()]];
  for (const { path, sources, statements } of modules(model, namesOf(backends))) {
    files.push([path, header(path, sources) + spaced(printer.print(path, statements))]);
  }
  const paths = files.map(([path]) => path);
  for (const { path, sources, text } of renderTemplates(backends, model, paths)) {
    files.push([path, header(path, sources) + text]);
  }
  const wrong = printer.syntaxErrors(new Map(files.filter(([path]) => path.endsWith(".ts"))));
  // The cause is a type in the spec that is not TypeScript, or a broken template.
  if (wrong.length > 0) throw new EmitError(wrong);
  return new Map(files.sort(([a], [b]) => compareText(a, b)));
}

/** The output is not valid TypeScript; types are copied from the spec unchecked. */
export class EmitError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "EmitError";
    this.lines = lines;
  }
}

/** An empty line above the imports when the module begins without any. */
function spaced(text: string): string {
  return text.startsWith("import ") ? text : `\n${text}`;
}
