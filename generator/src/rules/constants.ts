// Architectures, constants and error numbers of a platform.

import type { Context } from "../../../spec-tools/context.ts";
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
}
