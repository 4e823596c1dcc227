// Reads the spec files and checks their shape, then the rules. One run reports every problem of every file.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { Context } from "../../spec-tools/context.ts";
import { compareText, type Diagnostic } from "../../spec-tools/diagnostics.ts";
import { checkShape } from "../../spec-tools/shape.ts";
import { Source } from "../../spec-tools/source.ts";
import { type LoadedPlatform, withInherited } from "./inherit.ts";
import type { Spec } from "./model/model.ts";
import { checkConstants } from "./rules/constants.ts";
import { checkEventKinds } from "./rules/event-kinds.ts";
import { checkLayouts } from "./rules/layouts.ts";
import { checkPlatforms } from "./rules/platforms.ts";
import { checkPoller } from "./rules/poller.ts";
import { checkSyscalls } from "./rules/syscalls.ts";
import { eventKindsSchema } from "./schema/event-kinds.ts";
import { type Platform, platformSchema } from "./schema/platform.ts";
import { pollerSchema } from "./schema/poller.ts";

export interface Loaded {
  readonly problems: readonly Diagnostic[];
  /** Undefined if a file is too broken to read further. */
  readonly spec: Spec | undefined;
}

type Rule<T> = (spec: T, context: Context) => void;

export function loadSpec(root: string): Loaded {
  const problems: Diagnostic[] = [];

  function read<Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    rules: readonly Rule<z.infer<Schema>>[],
    complete: (spec: z.infer<Schema>, context: Context) => z.infer<Schema> | undefined = (spec) => spec,
  ) {
    const source = new Source(`spec/${name}`, readFileSync(join(root, "spec", name), "utf8"));
    const shaped = checkShape(source, schema);
    problems.push(...shaped.problems);
    if (shaped.value === undefined) return undefined;
    const context = new Context(source, shaped.problems.length === 0);
    const spec = complete(shaped.value, context);
    if (spec !== undefined) for (const rule of rules) rule(spec, context);
    problems.push(...context.problems);
    const sound = shaped.problems.length + context.problems.length === 0;
    return { spec: spec ?? shaped.value, source, sound };
  }

  const eventKinds = read("event-kinds.yaml", eventKindsSchema, [checkEventKinds]);
  const poller = read("poller.yaml", pollerSchema, [checkPoller]);
  const platforms: (LoadedPlatform & { readonly sound: boolean })[] = [];
  const unreadable: string[] = [];
  for (const name of platformFiles(root)) {
    const complete = (spec: Platform, context: Context) =>
      unreadable.includes(`${spec.inherit?.from}.yaml`) ? undefined : withInherited(spec, context, platforms);
    const platform = read(name, platformSchema, [checkConstants, checkLayouts, checkSyscalls], complete);
    if (platform === undefined) unreadable.push(name);
    else platforms.push(platform);
  }
  // Rules that compare files run only if each file is valid.
  if (problems.length === 0) problems.push(...checkPlatforms(platforms));
  if (eventKinds === undefined || poller === undefined) return { problems, spec: undefined };
  return { problems, spec: { eventKinds: eventKinds.spec, poller: poller.spec, platforms } };
}

const OTHERS = ["event-kinds.yaml", "poller.yaml"];

/** Every file of spec/ but those two describes a platform. */
function platformFiles(root: string): string[] {
  const names = readdirSync(join(root, "spec")).filter((name) => name.endsWith(".yaml") && !OTHERS.includes(name));
  // Linux comes first, because the others are compared with it; then by name.
  return names.sort((a, b) => Number(b === "linux.yaml") - Number(a === "linux.yaml") || compareText(a, b));
}
