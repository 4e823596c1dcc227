// How to start a JavaScript runtime.

import { Failure } from "../../tools/lib/failure.mjs";
import { inRoot } from "../../tools/lib/root.mjs";
import { BUN_MEND, findRuntime, plainLauncher, RUNTIME_ENV } from "../../tools/lib/runtimes.mjs";
import type { Runtime } from "../../tools/runtimes/current.mjs";
import type { Command } from "../harness/child.ts";
import { runTool } from "../harness/tool.ts";

const FETCH_MS = 180_000;

/** Each runtime is fetched at most once per run. */
const fetching = new Map<Runtime, Promise<unknown>>();

/** Fetches a runtime if it is missing. A Failure says why it cannot be fetched. */
async function ensure(runtime: Runtime): Promise<void> {
  if (findRuntime(runtime) !== undefined) return;
  if (runtime === "bun") throw new Failure(`Bun is not installed; fix: ${BUN_MEND}`);
  // In a process of its own, which can be killed when the network does not answer.
  const fetch = inRoot("tools/runtimes.mjs");
  const done = fetching.get(runtime) ?? runTool(process.execPath, [fetch, runtime], { ms: FETCH_MS });
  fetching.set(runtime, done);
  await done;
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
