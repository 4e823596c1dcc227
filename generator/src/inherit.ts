// What one platform inherits from another: layouts and syscalls that are the same on both.
import type { Context } from "../../spec-tools/context.ts";
import type { Source } from "../../spec-tools/source.ts";
import { nearest } from "../../spec-tools/words.ts";
import type { Layout, Platform, Syscall } from "./schema/platform.ts";

/** A platform, and the text that it was read from. */
export interface LoadedPlatform {
  readonly spec: Platform;
  readonly source: Source;
}

/**
 * The platform with its inherited entries first. A problem of an inherited entry is reported where its name is listed. Undefined
 * if the other platform has problems of its own, which would otherwise be reported twice.
 */
export function withInherited(
  spec: Platform,
  context: Context,
  others: readonly (LoadedPlatform & { readonly sound: boolean })[],
): Platform | undefined {
  const { inherit } = spec;
  if (inherit === undefined) return spec;
  const base = others.find((other) => other.source.file === `spec/${inherit.from}.yaml`);
  if (base === undefined) {
    refuse(spec, context, others);
    return undefined;
  }
  if (!base.sound) return undefined;
  const { source } = context;
  const layouts = pick("layout", inherit.layouts ?? [], "struct", base, base.spec.layouts, context, (layout) => ({
    ...layout,
    architectures: undefined,
    fields: layout.fields.map((field) => ({ ...field })),
  }));
  const syscalls = pick("syscall", inherit.syscalls ?? [], "name", base, base.spec.syscalls, context, (syscall) => ({
    ...syscall,
    params: syscall.params.map((param) => ({ ...param })),
  }));
  return source.standsFor(
    {
      ...spec,
      layouts: source.standsFor([...layouts, ...spec.layouts], spec.layouts),
      syscalls: source.standsFor([...syscalls, ...spec.syscalls], spec.syscalls),
    },
    spec,
  );
}

function refuse(spec: Platform, context: Context, others: readonly LoadedPlatform[]): void {
  const known = others.filter((other) => other.spec.os !== spec.os && other.spec.inherit === undefined);
  const hint = nearest(
    spec.inherit!.from,
    known.map((other) => other.spec.os),
  );
  context.wrong(spec.inherit!, "from", `inherit names no platform "${spec.inherit!.from}" that comes before; ${hint}`);
}

function pick<Entry extends Layout | Syscall>(
  what: string,
  names: readonly string[],
  key: keyof Entry & string,
  base: LoadedPlatform,
  entries: readonly Entry[],
  context: Context,
  adapt: (entry: Entry) => Entry,
): Entry[] {
  const known = entries.map((entry) => String(entry[key]));
  return names.flatMap((name, index) => {
    const found = entries.find((entry) => entry[key] === name);
    if (found !== undefined) return standsAt(adapt(found), names, index, context.source);
    context.whole = false;
    context.wrong(names, index, `${base.source.file} has no ${what} "${name}" to inherit; ${nearest(name, known)}`);
    return [];
  });
}

/** Problems of the entry are reported at its name in the list. */
function standsAt<Entry extends Layout | Syscall>(
  entry: Entry,
  names: readonly string[],
  index: number,
  source: Source,
): Entry {
  source.standsAt(entry, names, index);
  for (const part of "params" in entry ? entry.params : entry.fields) source.standsAt(part, names, index);
  return entry;
}
