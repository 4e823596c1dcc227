// What several operating systems must agree on, because core calls them all through one interface.
import type { Diagnostic } from "../../../spec-tools/diagnostics.ts";
import type { Source } from "../../../spec-tools/source.ts";
import { type Call, callModels } from "../model/calls.ts";
import type { Platform } from "../schema/platform.ts";

interface Loaded {
  readonly spec: Platform;
  readonly source: Source;
}

export function checkPlatforms(platforms: readonly Loaded[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const seen = new Map<string, { call: Call; source: Source }>();
  const names = new Set(platforms.flatMap(({ spec }) => spec.syscalls.map((syscall) => syscall.name)));
  for (const { spec, source } of platforms) {
    for (const call of callModels(spec)) {
      const first = seen.get(call.name);
      if (first === undefined) seen.set(call.name, { call, source });
      else if (signature(first.call) !== signature(call)) {
        const message = `${call.name} is ${signature(call)} here and ${signature(first.call)} in ${first.source.file}; JavaScript needs the same on both`;
        problems.push({ file: source.file, ...source.at(call.syscall, "name"), message });
      }
    }
    const missing = [...names].find((name) => !spec.syscalls.some((syscall) => syscall.name === name));
    if (missing !== undefined && !Object.hasOwn(spec.errno.values, "ENOSYS")) {
      const message = `${spec.os} has no ${missing}, which must answer -ENOSYS there; errno needs ENOSYS`;
      problems.push({ file: source.file, ...source.at(spec.errno, "values"), message });
    }
  }
  return problems;
}

/** A call's signature in JavaScript. */
function signature({ name, given, params, internal, syscall }: Call): string {
  const defaults = new Map(syscall.params.map((param) => [param.name, param.default]));
  const list = (params_: Call["params"]) =>
    params_.map(({ name, type }) => {
      const value = defaults.get(name);
      return `${name}: ${type}${value === undefined ? "" : ` = ${value}`}`;
    });
  const beforehand = given.length === 0 ? "" : `bind(${list(given).join(", ")}) `;
  return `${internal ? "internal " : ""}${beforehand}${name}(${list(params).join(", ")})`;
}
