// How a JavaScript runtime is started.

import { Failure } from "../../tools/lib/failure.mjs";
import { inRoot } from "../../tools/lib/root.mjs";
import { BUN_MEND, findRuntime, plainLauncher, RUNTIME_ENV } from "../../tools/lib/runtimes.mjs";
import type { Runtime } from "../../tools/runtimes/current.mjs";
import type { Command } from "../harness/child.ts";
import { runTool } from "../harness/tool.ts";

const FETCH_MS = 180_000;

/** A runtime that is fetched is so once a run. */
const fetching = new Map<Runtime, Promise<unknown>>();

/** Fetches a runtime where it is missing and can be. A Failure says why it cannot. */
async function ensure(runtime: Runtime): Promise<void> {
  if (findRuntime(runtime) !== undefined) return;
  if (runtime === "bun") throw new Failure(`Bun is not installed; mend: ${BUN_MEND}`);
  // In a process of its own, which can be ended when the network does not answer.
  const fetch = inRoot("tools/runtimes.mjs");
  const done = fetching.get(runtime) ?? runTool(process.execPath, [fetch, runtime], { ms: FETCH_MS });
  fetching.set(runtime, done);
  await done;
}

/** Says what `launch` would fetch, if anything. */
export function fetchWork(runtime: Runtime): string | undefined {
  return runtime === "bun" || findRuntime(runtime) !== undefined ? undefined : `fetches ${runtime} from npm`;
}

export interface LaunchOptions {
  /** So that a program can ask for a collection. */
  readonly exposeGc?: boolean;
  /** A heap so large that nothing is collected while garbage is counted. */
  readonly largeHeap?: boolean;
}

const LARGE_HEAP = ["--max-semi-space-size=256", "--min-semi-space-size=256"];

/** A runtime that runs a file of plain JavaScript. A Failure says why it cannot be had. */
export async function launch(
  runtime: Runtime,
  script: string,
  args: readonly string[],
  { exposeGc = false, largeHeap = false }: LaunchOptions = {},
): Promise<Command> {
  await ensure(runtime);
  const launcher = plainLauncher(runtime);
  if (launcher === undefined) throw new Failure(`${runtime} was fetched and is not there`);
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
