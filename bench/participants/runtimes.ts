// How a JavaScript runtime is started.

import { Failure } from "../../scripts/lib/failure.mjs";
import { inRoot } from "../../scripts/lib/root.mjs";
import { BUN_MEND, findBun } from "../../scripts/lib/runtimes.mjs";
import { fetchedRuntime, SOURCES } from "../../scripts/runtimes/fetch.mjs";
import type { Command } from "../harness/child.ts";
import { runTool } from "../harness/tool.ts";

const FETCH_MS = 180_000;

/** A runtime that is fetched is so once a run. */
const fetching = new Map<string, Promise<string>>();

/** The executable; it is fetched where that can be done and was not yet. A Failure says why it cannot be had. */
export async function executableOf(runtime: string): Promise<string> {
  if (runtime === "node") return process.execPath;
  if (runtime === "bun") return findBun() ?? refuse(`Bun is not installed; mend: ${BUN_MEND}`);
  if (SOURCES[runtime] === undefined) return refuse(`no runtime is called '${runtime}'`);
  const there = fetchedRuntime(runtime);
  if (there !== undefined) return there;
  const path = fetching.get(runtime) ?? fetchNow(runtime);
  fetching.set(runtime, path);
  return path;
}

/** Says what `executableOf` would fetch, if anything. */
export function fetchWork(runtime: string): string | undefined {
  const known = SOURCES[runtime] !== undefined && runtime !== "node";
  return known && fetchedRuntime(runtime) === undefined ? `fetches ${runtime} from npm` : undefined;
}

/** In a process of its own, which can be ended when the network does not answer. */
async function fetchNow(runtime: string): Promise<string> {
  await runTool(process.execPath, [inRoot("scripts/runtimes.mjs"), runtime], { ms: FETCH_MS });
  return fetchedRuntime(runtime) ?? refuse(`${runtime} was fetched and is not there`);
}

function refuse(why: string): never {
  throw new Failure(why);
}

export interface LaunchOptions {
  /** So that a program can ask for a collection. */
  readonly exposeGc?: boolean;
  /** A heap so large that nothing is collected while garbage is counted. */
  readonly largeHeap?: boolean;
}

/** A check for a newer Deno would use the network in the middle of a measurement. */
const RUNTIME_ENV = { DENO_NO_UPDATE_CHECK: "1" };
const LARGE_HEAP = ["--max-semi-space-size=256", "--min-semi-space-size=256"];

/** A runtime that runs a file of plain JavaScript. */
export async function launch(
  runtime: string,
  script: string,
  args: readonly string[],
  { exposeGc = false, largeHeap = false }: LaunchOptions = {},
): Promise<Command> {
  const file = await executableOf(runtime);
  const env = { ...RUNTIME_ENV, ...(largeHeap && { BUN_JSC_useGC: "0" }) };
  const v8 = [...(exposeGc ? ["--expose-gc"] : []), ...(largeHeap ? LARGE_HEAP : [])];
  if (runtime === "bun") return { file, args: [script, ...args], env };
  if (runtime !== "deno") return { file, args: [...v8, script, ...args], env };
  const flags = v8.length > 0 ? [`--v8-flags=${v8.join(",")}`] : [];
  // Packages are taken from node_modules as they are.
  return { file, args: ["run", "-A", "--node-modules-dir=manual", ...flags, script, ...args], env };
}
