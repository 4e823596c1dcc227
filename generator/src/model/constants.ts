// Constants, by name: the order of keys in a YAML map has no meaning, so it must not affect the output.
import { compareText } from "../../../spec-tools/diagnostics.ts";
import type { Source } from "../../../spec-tools/source.ts";
import type { Platform } from "../schema/platform.ts";

export interface ConstantModel {
  readonly name: string;
  readonly value: number;
  /** The value in the notation of the spec, decimal or hexadecimal. */
  readonly text: string;
  readonly header: string;
  readonly source: string;
}

type Group = Platform["constants"][number] | Platform["errno"];

/** Those of a group that are the same on every architecture. */
export function constants(group: Group, source: Source): ConstantModel[] {
  return models(group, (value, name) =>
    typeof value === "number" ? { value, isHex: source.isHex(group.values, name) } : undefined,
  );
}

/** Those of a group whose values depend on the architecture, on this one. */
export function architectureConstants(group: Group, architecture: string, source: Source): ConstantModel[] {
  return models(group, (value) =>
    typeof value === "number" ? undefined : { value: value[architecture]!, isHex: source.isHex(value, architecture) },
  );
}

type Read = (
  value: Group["values"][string],
  name: string,
) => { readonly value: number; readonly isHex: boolean } | undefined;

function models({ header, source, values }: Group, read: Read): ConstantModel[] {
  const found = Object.entries(values).flatMap(([name, given]) => {
    const constant = read(given, name);
    if (constant === undefined) return [];
    const { value, isHex } = constant;
    const text = isHex && value >= 0 ? `0x${value.toString(16)}` : String(value);
    return { name, value, text, header, source };
  });
  return found.sort((a, b) => compareText(a.name, b.name));
}
