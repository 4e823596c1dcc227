// One run: load, check, build the model, print, then write or compare.
import { type Diagnostic, sortDiagnostics } from "../../spec-tools/diagnostics.ts";
import { EmitError, type Files, render } from "./emit/render.ts";
import { loadBackends } from "./emit/templates.ts";
import { loadSpec } from "./load.ts";
import { buildModel } from "./model/model.ts";
import { compareTree, type Differences, writeTree } from "./tree.ts";

export interface Options {
  /** The folder that holds spec/ and templates/. */
  readonly root: string;
  /** Compare, and write nothing. */
  readonly check?: boolean;
}

export type Result =
  | { readonly kind: "wrong"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "unprintable"; readonly lines: readonly string[] }
  | { readonly kind: "done"; readonly files: Files; readonly differences: Differences };

export function run({ root, check = false }: Options): Result {
  const { problems, spec } = loadSpec(root);
  const { backends, problems: others } = loadBackends(root);
  const diagnostics = sortDiagnostics([...problems, ...others]);
  if (diagnostics.length > 0 || spec === undefined) return { kind: "wrong", diagnostics };
  try {
    const files = render(buildModel(spec), backends);
    const differences = compareTree(root, files);
    if (!check) writeTree(root, files, differences);
    return { kind: "done", files, differences };
  } catch (error) {
    if (error instanceof EmitError) return { kind: "unprintable", lines: error.lines };
    throw error;
  }
}
