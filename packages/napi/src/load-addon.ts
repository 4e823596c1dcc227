// Finds the addon: the one that was built here, else the one that came prebuilt with the package. One prebuilt file serves glibc and
// musl: it needs no library but the libc that the process has.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where an addon is loaded; tests fake it. */
export interface Host {
  readonly os: string;
  readonly arch: string;
  /** "glibc 2.36", "musl", or "" where there is but one. Asked for only when nothing could be loaded: it takes milliseconds. */
  libc(): string;
  load(path: string): unknown;
}

/** This package's folder, seen from src and from dist. */
const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

export const thisHost: Host = {
  os: process.platform,
  arch: process.arch,
  libc: findLibc,
  load: createRequire(import.meta.url),
};

/** Loads this package's addon; throws an error that lists each path that was tried, and why it failed. */
export function loadAddon<Addon>(folder: string = PACKAGE, host: Host = thisHost): Addon {
  const paths = addonPaths(folder, host);
  const failures: Error[] = [];
  for (const path of paths) {
    try {
      if (!existsSync(path)) throw new Error("there is no such file");
      return host.load(path) as Addon;
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  const lines = paths.map((path, index) => `  ${path}: ${failures[index]!.message.trim()}`);
  throw new Error(
    `@pollio/napi: the addon could not be loaded on ${named(host)}. Tried:\n${lines.join("\n")}\n${mend(folder, host)}`,
    {
      cause: failures,
    },
  );
}

/**
 * Loads an addon from one place only.
 *
 * @param path An absolute path.
 */
export function loadAddonFrom<Addon>(path: string): Addon {
  return thisHost.load(path) as Addon;
}

/** The own build comes first: who compiles it means it to be used. A package that was installed has the prebuilt ones only. */
export function addonPaths(folder: string, { os, arch }: Pick<Host, "os" | "arch">): string[] {
  return [join(folder, "native/build/Release/pollio.node"), join(folder, "prebuilds", `${os}-${arch}`, "pollio.node")];
}

function named(host: Host): string {
  const libc = host.libc();
  return `${host.os} ${host.arch}${libc === "" ? "" : ` (${libc})`}`;
}

/** What to do about it depends on what is there: in a checkout it can be built, an installed package was damaged. */
function mend(folder: string, host: Host): string {
  const [built, prebuilt] = addonPaths(folder, host) as [string, string];
  const other = "or use @pollio/koffi, which brings its own binary for each system";
  if (existsSync(join(folder, "native/binding.gyp"))) {
    return `This is a checkout: build the addon with \`npm run build\` (a C++ compiler, make and python3) or \`npm run prebuilds\`, ${other}.`;
  }
  if (!existsSync(join(folder, "prebuilds"))) {
    return `The package's folder 'prebuilds' is missing: install @pollio/napi again (a bundler must leave the package as it is), ${other}.`;
  }
  if (!existsSync(prebuilt) && !existsSync(built)) {
    return `The package has no binary for ${host.os} ${host.arch}: it was installed on another system, or there is none yet. Install it on this one, ${other}.`;
  }
  return `The binary is there, and this system refuses it for the reason above: install @pollio/napi again, ${other}.`;
}

/** Node says which glibc it runs with, and nothing where there is none. */
function findLibc(): string {
  if (process.platform !== "linux") return "";
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
  if (report?.header === undefined) return "";
  const { glibcVersionRuntime: version } = report.header;
  return version === undefined ? "musl" : `glibc ${version}`;
}
