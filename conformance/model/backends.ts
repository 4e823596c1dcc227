// Runs sequences with each backend, in a process of its own and in the backend's runtime.

import { execa } from "execa";
import { BACKENDS } from "../../tools/lib/backends.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { ensureRuntime, launcher, RUNTIME_ENV } from "../../tools/lib/runtimes.ts";
import type { Runtime } from "../../tools/runtimes/current.ts";
import type { Measure, Searched } from "./search.ts";

/** What the model is run over. */
export interface Subject {
  readonly name: string;
  readonly runtime: Runtime;
  /** What the child imports for the adapter. */
  readonly adapter: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Each backend, and what stands in for macOS. */
export const SUBJECTS: readonly Subject[] = [
  ...BACKENDS.map(({ name, runtime }) => ({ name, runtime, adapter: `@pollio/${name}/adapter` })),
  {
    name: "napi over the kqueue double",
    runtime: "node",
    adapter: inRoot("conformance/kqueue-double/test/adapters/napi.mjs"),
  },
];

export async function searchIn(
  { runtime, adapter, env }: Subject,
  { count, seed, seconds = Infinity, shrinks = true }: Partial<Measure> & Pick<Measure, "count" | "seed">,
): Promise<Searched> {
  await ensureRuntime(runtime);
  const { command, args } = launcher(runtime)!;
  const own = [inRoot("conformance/model/child.ts"), adapter, ...[count, seed, seconds, shrinks].map(String)];
  const { stdout, stderr, exitCode, signal } = await execa(command, [...args, ...own], {
    cwd: inRoot(),
    env: { ...RUNTIME_ENV, ...env },
    stdin: "ignore",
    reject: false,
    maxBuffer: 100_000_000,
  });
  const last = stdout.trimEnd().split("\n").at(-1)!;
  if (!last.startsWith("{")) {
    throw new Error(`seed ${seed}: the process ended with ${signal ?? exitCode} and no result:\n${stdout}\n${stderr}`);
  }
  return JSON.parse(last) as Searched;
}

/** What a person needs to see it again; undefined where nothing was found. */
export function report(subject: Subject, { seed, found }: Searched): string | undefined {
  if (found === undefined) return undefined;
  const { message, after, code, sequence } = found;
  return [
    `${subject.name}, seed ${seed}, sequence ${after}: ${message}`,
    code,
    `To keep it, add this to conformance/test/robust/model-known.test.ts: ${JSON.stringify(sequence)}`,
  ].join("\n");
}
