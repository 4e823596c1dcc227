// Backends as folders of templates/. What is in a folder says what is emitted:
//   platform.<ext>.hbs   printed once for each operating system, as <os>.<ext>
//   <name>.<ext>.hbs     printed once, as <name>.<ext>
//   types.json           the backend's names for the spec's types
//   backend.json         settings: the folder of the output, and what the backend can do
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Handlebars from "handlebars";
import type { z } from "zod";
import { compareText, type Diagnostic } from "../../../spec-tools/diagnostics.ts";
import { checkShape } from "../../../spec-tools/shape.ts";
import { Source } from "../../../spec-tools/source.ts";
import { nearest } from "../../../spec-tools/words.ts";
import { diagram } from "../model/diagram.ts";
import type { Model } from "../model/model.ts";
import { reference } from "../model/reference.ts";
import { buildTable } from "../model/table.ts";
import { ABI_TYPES, SPECIAL_WORDS } from "../schema/param-types.ts";
import { type Manifest, manifestSchema, type TypeNames, typesSchema } from "../schema/templates.ts";

export interface Backend {
  readonly name: string;
  readonly manifest: Manifest;
  readonly types: TypeNames | undefined;
  readonly templates: readonly { readonly name: string; readonly text: string }[];
}

export interface Rendered {
  readonly path: string;
  readonly sources: readonly string[];
  readonly text: string;
}

/** The folders of templates/ in the order of their names, and the problems of their data files. */
export function loadBackends(root: string): { backends: Backend[]; problems: Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const folder = join(root, "templates");
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );
  const backends = names.sort(compareText).map((name): Backend => {
    const files = readdirSync(join(folder, name)).sort(compareText);
    const templates = files
      .filter((file) => file.endsWith(".hbs"))
      .map((file) => ({ name: file.replace(/\.hbs$/, ""), text: readFileSync(join(folder, name, file), "utf8") }));
    const manifest = loadJson(root, `templates/${name}/backend.json`, manifestSchema, problems);
    const types = loadJson(root, `templates/${name}/types.json`, typesSchema, problems);
    if (types !== undefined) checkTypes(types.value, types.source, problems);
    return { name, manifest: manifest?.value ?? {}, types: types?.value, templates };
  });
  return { backends, problems };
}

function loadJson<Schema extends z.ZodType>(root: string, file: string, schema: Schema, problems: Diagnostic[]) {
  if (!existsSync(join(root, file))) return undefined;
  // JSON is valid YAML, so the YAML reader gives its errors positions.
  const source = new Source(file, readFileSync(join(root, file), "utf8"));
  const { value, problems: found } = checkShape(source, schema);
  problems.push(...found);
  return value === undefined ? undefined : { source, value: value as NonNullable<z.infer<Schema>> };
}

function checkTypes(types: TypeNames, source: Source, problems: Diagnostic[]): void {
  const { file } = source;
  const known = [...ABI_TYPES, ...SPECIAL_WORDS];
  for (const name of Object.keys(types)) {
    if (known.includes(name)) continue;
    const message = `"${name}" is not a type; ${nearest(name, known)}`;
    problems.push({ file, ...source.atKey(types, name), message });
  }
  for (const name of ABI_TYPES) {
    if (Object.hasOwn(types, name)) continue;
    const message = `"${name}" has no name here; it must be what the backend calls it`;
    problems.push({ file, ...source.at(types), message });
  }
}

/** Prints the templates of all backends; `modules` are the paths of the files that are emitted without a template. */
export function renderTemplates(backends: readonly Backend[], model: Model, modules: readonly string[]): Rendered[] {
  const whole = { ...reference(model), diagram: diagram(model, namesOf(backends), folders(backends, modules)) };
  // Only Handlebars' own helpers, and missing values are errors: a template can only loop and print.
  const handlebars = Handlebars.create();
  return backends.flatMap((backend) => {
    const folder = outputOf(backend);
    const platforms = model.platforms.map((platform) =>
      buildTable(platform, model.sys, backend.types, backend.manifest.pointsIntoArrays ?? true),
    );
    return backend.templates.flatMap(({ name, text }) => {
      const print = handlebars.compile<object>(text, { noEscape: true, strict: true, knownHelpersOnly: true });
      const rendered = (path: string, sources: readonly string[], context: object): Rendered => ({
        path,
        sources,
        text: `${print(context).trim()}\n`,
      });
      if (!name.startsWith("platform.")) return [rendered(`${folder}/${name}`, ["spec/*.yaml"], whole)];
      const ending = name.slice("platform".length);
      return platforms.map((table) => rendered(`${folder}/${table.os}${ending}`, [table.file], table));
    });
  });
}

function outputOf({ name, manifest }: Backend): string {
  return manifest.output ?? `generated/${name}`;
}

/** A folder with a types.json is a backend; other folders print documentation, checks or a backend's helper. */
export function namesOf(all: readonly Backend[]): string[] {
  return all.filter(({ types }) => types !== undefined).map(({ name }) => name);
}

/** The folders of generated/. */
function folders(all: readonly Backend[], modules: readonly string[]): string[] {
  const paths = [...modules, ...all.map((backend) => `${outputOf(backend)}/`)];
  const generated = paths.flatMap((path) => /^generated\/([^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(generated)].sort(compareText);
}
