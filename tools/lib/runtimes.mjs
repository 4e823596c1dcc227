import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { addonStatus } from "../compile/addon-status.mjs";
import { fetchedRuntime, fetchMend, fetchRuntime } from "../runtimes/fetch.mjs";
import { Failure } from "./failure.mjs";
import { inRoot } from "./root.mjs";

/** @typedef {import("../runtimes/current.mjs").Runtime} Runtime */
/** @typedef {import("./backends.mjs").Backend} Backend */

/** Bun's executable, which npm installs as an optional dependency for this operating system and processor, or undefined. */
export function findBun() {
  const arch = process.arch === "arm64" ? "aarch64" : process.arch;
  const name = `@oven/bun-${process.platform}-${arch}`;
  try {
    const path = join(dirname(createRequire(inRoot("package.json")).resolve(`${name}/package.json`)), "bin", "bun");
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** What every runtime is started with: Deno would look for a newer one over the network. */
export const RUNTIME_ENV = Object.freeze({ DENO_NO_UPDATE_CHECK: "1" });

/** How a missing Bun is mended, for messages. */
export const BUN_MEND = `npm ci --include=optional (Bun comes as the package @oven/bun-${process.platform}-${process.arch})`;

/**
 * The executable of a runtime, or undefined when it is missing.
 *
 * @param {Runtime} runtime
 * @returns {string | undefined}
 */
export function findRuntime(runtime) {
  if (runtime === "node") return process.execPath;
  return runtime === "bun" ? findBun() : fetchedRuntime(runtime);
}

/**
 * The same, fetched where it is missing and can be; a Failure says why it cannot.
 *
 * @param {Runtime} runtime
 * @returns {Promise<string>}
 */
export async function ensureRuntime(runtime) {
  const there = findRuntime(runtime);
  if (there !== undefined) return there;
  // Bun comes with the dependencies.
  if (runtime === "bun") throw new Failure(`Bun is not installed; mend: ${BUN_MEND}`);
  return fetchRuntime(runtime);
}

/** @param {Runtime} runtime */
export function runtimeMend(runtime) {
  return runtime === "bun" ? BUN_MEND : fetchMend(runtime);
}

/**
 * How a runtime runs a file of JavaScript: the executable and what comes before the file.
 *
 * @param {Runtime} runtime
 * @returns {{ command: string, args: string[] } | undefined} undefined when the runtime is missing.
 */
export function plainLauncher(runtime) {
  const command = findRuntime(runtime);
  if (command === undefined) return undefined;
  // Packages are taken from node_modules as they are.
  return { command, args: runtime === "deno" ? ["run", "-A", "--node-modules-dir=manual"] : [] };
}

/**
 * The same for a file of TypeScript, which Bun and Deno read themselves; Node does so through tsx.
 *
 * @param {Runtime} runtime
 * @returns {{ command: string, args: string[] } | undefined}
 */
export function launcher(runtime) {
  const plain = plainLauncher(runtime);
  if (plain === undefined || !runtime.startsWith("node")) return plain;
  return { command: plain.command, args: [...plain.args, "--import", "tsx"] };
}

/**
 * Why this machine cannot run a backend, with the mend; undefined when it can.
 *
 * @param {Backend} backend
 * @returns {string | undefined}
 */
export function whyUnavailable(backend) {
  if (!["linux", "darwin"].includes(process.platform) || !["x64", "arm64"].includes(process.arch)) {
    return `${process.platform} ${process.arch} is not supported: Linux and macOS on x64 and arm64 are`;
  }
  const { runtime } = backend;
  if (findRuntime(runtime) === undefined) return `${runtime} is not installed; mend: ${runtimeMend(runtime)}`;
  if (backend.name === "napi") {
    const status = addonStatus();
    if (!status.built) return `the addon is not built: ${status.reason}; mend: ${status.mend}`;
  }
  return undefined;
}
