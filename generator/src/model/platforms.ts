// One operating system, with everything in the order in which it is printed.
import { compareText } from "../../../spec-tools/diagnostics.ts";
import type { Source } from "../../../spec-tools/source.ts";
import type { Platform } from "../schema/platform.ts";
import { type Call, callModels } from "./calls.ts";
import { architectureConstants, type ConstantModel, constants } from "./constants.ts";
import { type ArchitectureModel, architectureModels } from "./layouts.ts";

export interface PlatformModel {
  /** spec/linux.yaml. */
  readonly file: string;
  readonly os: string;
  /** The capitalized name, for function names and text. */
  readonly title: string;
  readonly library: string;
  readonly errnoLocation: string;
  /** Those that are the same on every architecture. */
  readonly constants: readonly ConstantModel[];
  readonly errno: readonly ConstantModel[];
  readonly architectures: readonly (ArchitectureModel & { readonly constants: readonly ConstantModel[] })[];
  readonly calls: readonly Call[];
  readonly headers: readonly string[];
}

export function platformModel(spec: Platform, source: Source): PlatformModel {
  const calls = callModels(spec);
  const architectures = architectureModels(spec).map((architecture) => ({
    ...architecture,
    constants: spec.constants.flatMap((group) => architectureConstants(group, architecture.name, source)),
  }));
  const layouts = spec.layouts.map((layout) => layout.header);
  const groups = [...spec.constants, spec.errno].map((group) => group.header);
  return {
    file: source.file,
    os: spec.os,
    title: spec.os.charAt(0).toUpperCase() + spec.os.slice(1),
    library: spec.library,
    errnoLocation: spec.errnoLocation,
    constants: spec.constants.flatMap((group) => constants(group, source)),
    errno: constants(spec.errno, source).sort((a, b) => a.value - b.value),
    architectures,
    calls,
    headers: [...new Set([...groups, ...layouts, ...calls.map((call) => call.header)])].sort(compareText),
  };
}
