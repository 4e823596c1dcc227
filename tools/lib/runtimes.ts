import { existsSync } from "node:fs";
import { addonStatus } from "../compile/addon.ts";
import type { Runtime } from "../runtimes/current.ts";
import { fetchedRuntime, fetchRuntime } from "../runtimes/fetch.ts";
import type { Backend } from "./backends.ts";
import { Failure } from "./failure.ts";
import { inRoot } from "./root.ts";

/** What every runtime is started with: Deno would look for a newer version over the network. */
export const RUNTIME_ENV = Object.freeze({ DENO_NO_UPDATE_CHECK: "1" });

/** The executable of a runtime, or undefined when it is missing. */
export function findRuntime(runtime: Runtime): string | undefined {
  if (runtime === "node") return process.execPath;
  if (runtime !== "bun") return fetchedRuntime(runtime);
  // Bun comes with the dependencies, as an optional one for this operating system and processor.
  const arch = process.arch === "arm64" ? "aarch64" : process.arch;
  const path = inRoot(`node_modules/@oven/bun-${process.platform}-${arch}/bin/bun`);
  return existsSync(path) ? path : undefined;
}

/** The command that brings a missing runtime, for messages. */
export function runtimeFix(runtime: Runtime): string {
  return runtime === "bun" ? "npm ci --include=optional" : `npm run runtimes -- ${runtime}`;
}

/** The executable of a runtime, fetched if it is missing; throws a Failure when it cannot be. */
export async function ensureRuntime(runtime: Runtime): Promise<string> {
  const there = findRuntime(runtime);
  if (there !== undefined) return there;
  if (runtime === "bun") throw new Failure(`Bun is not installed; fix: ${runtimeFix(runtime)}`);
  return fetchRuntime(runtime);
}

export type Launcher = { readonly command: string; readonly args: readonly string[] };

/** The executable, and the arguments before a file of JavaScript; undefined when the runtime is missing. */
export function plainLauncher(runtime: Runtime): Launcher | undefined {
  const command = findRuntime(runtime);
  if (command === undefined) return undefined;
  // Packages are taken from node_modules as they are.
  return { command, args: runtime === "deno" ? ["run", "-A", "--node-modules-dir=manual"] : [] };
}

/** The same for a file of TypeScript, which Bun and Deno read themselves; Node does so through tsx. */
export function launcher(runtime: Runtime): Launcher | undefined {
  const plain = plainLauncher(runtime);
  if (plain === undefined || !runtime.startsWith("node")) return plain;
  return { command: plain.command, args: [...plain.args, "--import", "tsx"] };
}

/** Why this machine cannot run a backend, with the fix; undefined when it can. */
export function whyUnavailable({ name, runtime }: Backend): string | undefined {
  if (!["linux", "darwin"].includes(process.platform) || !["x64", "arm64"].includes(process.arch)) {
    return `${process.platform} ${process.arch} is not supported; Linux and macOS on x64 and arm64 are`;
  }
  if (findRuntime(runtime) === undefined) return `${runtime} is not installed; fix: ${runtimeFix(runtime)}`;
  const status = name === "napi" ? addonStatus() : undefined;
  return status?.built === false ? `the addon is not built: ${status.reason}; fix: ${status.fix}` : undefined;
}
