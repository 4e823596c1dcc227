// Architectures, constants and error numbers of a platform.

import type { Context } from "../../../spec-tools/context.ts";
import { nearest } from "../../../spec-tools/words.ts";
import type { Platform } from "../schema/platform.ts";

export function checkConstants(spec: Platform, context: Context): void {
  const file = /([^/]+)\.yaml$/.exec(context.source.file)?.[1];
  if (spec.os !== file) {
    const message = `os is "${spec.os}" in the file of "${file}"; it must be "${file}", or the file must be spec/${spec.os}.yaml`;
    context.wrong(spec, "os", message);
  }
  context.unique("architecture", spec.architectures, "name", "each architecture may appear once");
  context.unique("macro", spec.architectures, "macro", "each architecture needs a macro of its own");
  const lines = new Map<string, number>();
  for (const { values } of [...spec.constants, spec.errno]) {
    for (const name of Object.keys(values)) {
      const { line } = context.source.atKey(values, name);
      const first = lines.get(name);
      if (first === undefined) lines.set(name, line);
      else context.wrongKey(values, name, `the constant "${name}" is already defined on line ${first}`);
    }
  }
  for (const { values } of spec.constants) {
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === "object") checkArchitectures(name, value, spec, context);
    }
  }
}

/** A constant by architecture has a value for each. */
function checkArchitectures(name: string, value: Record<string, number>, spec: Platform, context: Context): void {
  const known = spec.architectures.map((architecture) => architecture.name);
  for (const word of Object.keys(value)) {
    if (known.includes(word)) continue;
    context.wrongKey(value, word, `the constant ${name} names no architecture "${word}"; ${nearest(word, known)}`);
  }
  for (const word of known) {
    if (word in value || !context.whole) continue;
    context.wrong(value, undefined, `the constant ${name} has no value on ${word}; add one, from the header there`);
  }
}
