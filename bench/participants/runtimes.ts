// How to start a JavaScript runtime.

import { Failure } from "../../tools/lib/failure.ts";
import { ensureRuntime, findRuntime, plainLauncher, RUNTIME_ENV } from "../../tools/lib/runtimes.ts";
import type { Runtime } from "../../tools/runtimes/current.ts";
import type { Command } from "../harness/child.ts";

/** Each runtime is looked for, and fetched, at most once per run, even if that fails. */
const found = new Map<Runtime, Promise<string>>();

function ensure(runtime: Runtime): Promise<string> {
  const path = found.get(runtime) ?? ensureRuntime(runtime);
  found.set(runtime, path);
  return path;
}

/** What `launch` would fetch, if anything. */
export function fetchWork(runtime: Runtime): string | undefined {
  return runtime === "bun" || findRuntime(runtime) !== undefined ? undefined : `fetches ${runtime} from npm`;
}

export interface LaunchOptions {
  /** Lets the program request a garbage collection. */
  readonly exposeGc?: boolean;
  /** A heap so large that nothing is collected while allocations are counted. */
  readonly largeHeap?: boolean;
}

const LARGE_HEAP = ["--max-semi-space-size=256", "--min-semi-space-size=256"];

/** The command that runs a file of plain JavaScript in a runtime. A Failure says why the runtime is not available. */
export async function launch(
  runtime: Runtime,
  script: string,
  args: readonly string[],
  { exposeGc = false, largeHeap = false }: LaunchOptions = {},
): Promise<Command> {
  await ensure(runtime);
  const launcher = plainLauncher(runtime);
  if (launcher === undefined) throw new Failure(`${runtime} was fetched, but cannot be found`);
  const v8 = [...(exposeGc ? ["--expose-gc"] : []), ...(largeHeap ? LARGE_HEAP : [])];
  return {
    file: launcher.command,
    args: [...launcher.args, ...v8Flags(runtime, v8), script, ...args],
    env: { ...RUNTIME_ENV, ...(largeHeap && { BUN_JSC_useGC: "0" }) },
  };
}

function v8Flags(runtime: Runtime, flags: readonly string[]): readonly string[] {
  if (runtime === "bun" || flags.length === 0) return [];
  return runtime === "deno" ? [`--v8-flags=${flags.join(",")}`] : flags;
}
