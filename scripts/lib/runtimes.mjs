import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { addonStatus } from "../compile/addon-status.mjs";
import { inRoot } from "./root.mjs";

/**
 * @typedef {"node" | "bun"} Runtime
 *
 * @typedef {object} Backend
 * @property {string} name The last part of its package name.
 * @property {Runtime} runtime What `npm start` runs it under.
 */

/** @type {readonly Backend[]} */
export const BACKENDS = Object.freeze([
  { name: "bun", runtime: "bun" },
  { name: "napi", runtime: "node" },
  { name: "koffi", runtime: "node" },
]);

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

/**
 * How a runtime runs a TypeScript file: the executable and what comes before the file. Bun reads TypeScript itself; Node 20 does
 * so through tsx.
 *
 * @param {Runtime} runtime
 * @returns {{ command: string, args: string[] } | undefined} undefined when the runtime is missing.
 */
export function launcher(runtime) {
  if (runtime === "node") return { command: process.execPath, args: ["--import", "tsx"] };
  const bun = findBun();
  return bun === undefined ? undefined : { command: bun, args: [] };
}

/** How a missing Bun is mended, for messages. */
export const BUN_MEND = `npm ci --include=optional (Bun comes as the package @oven/bun-${process.platform}-${process.arch})`;

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
  if (backend.runtime === "bun" && findBun() === undefined) return `Bun is not installed; mend: ${BUN_MEND}`;
  if (backend.name === "napi") {
    const status = addonStatus();
    if (!status.built) return `the addon is not built: ${status.reason}; mend: ${status.mend}`;
  }
  return undefined;
}
