// One operating system, with everything in the order in which it is printed.
import { compareText } from "../../../spec-tools/diagnostics.ts";
import type { Source } from "../../../spec-tools/source.ts";
import type { Platform } from "../schema/platform.ts";
import { type Call, callModels } from "./calls.ts";
import { type ArchitectureModel, architectureModels } from "./layouts.ts";

export interface ConstantModel {
  readonly name: string;
  readonly value: number;
  /** The value in the notation of the spec, decimal or hexadecimal. */
  readonly text: string;
  readonly header: string;
  readonly source: string;
}

export interface PlatformModel {
  /** spec/linux.yaml. */
  readonly file: string;
  readonly os: string;
  /** The capitalized name, for function names and text. */
  readonly title: string;
  readonly library: string;
  readonly errnoLocation: string;
  readonly constants: readonly ConstantModel[];
  readonly errno: readonly ConstantModel[];
  readonly architectures: readonly ArchitectureModel[];
  readonly calls: readonly Call[];
  readonly headers: readonly string[];
}

export function platformModel(spec: Platform, source: Source): PlatformModel {
  const calls = callModels(spec);
  const architectures = architectureModels(spec);
  const layouts = spec.layouts.map((layout) => layout.header);
  const groups = [...spec.constants, spec.errno].map((group) => group.header);
  return {
    file: source.file,
    os: spec.os,
    title: spec.os.charAt(0).toUpperCase() + spec.os.slice(1),
    library: spec.library,
    errnoLocation: spec.errnoLocation,
    constants: spec.constants.flatMap((group) => constants(group, source, byName)),
    errno: constants(spec.errno, source, byValue),
    architectures,
    calls,
    headers: [...new Set([...groups, ...layouts, ...calls.map((call) => call.header)])].sort(compareText),
  };
}

// The order of keys in a YAML map has no meaning, so it must not affect the output.
const byName = (a: ConstantModel, b: ConstantModel) => compareText(a.name, b.name);
const byValue = (a: ConstantModel, b: ConstantModel) => a.value - b.value || byName(a, b);

function constants(
  group: Platform["constants"][number],
  source: Source,
  order: (a: ConstantModel, b: ConstantModel) => number,
): ConstantModel[] {
  const { header, source: manual, values } = group;
  const models = Object.entries(values).map(([name, value]) => {
    const text = source.isHex(values, name) && value >= 0 ? `0x${value.toString(16)}` : String(value);
    return { name, value, text, header, source: manual };
  });
  return models.sort(order);
}
