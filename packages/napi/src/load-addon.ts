// Finds the addon: the one that was built here, else the one that came with the package. One prebuilt file serves glibc and musl: it
// needs no library but the process's libc.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addonsRefused, loadError, readingRefused } from "@pollio/core/backend";

/** The system that an addon is loaded on; tests fake it. */
export interface Host {
  readonly os: string;
  readonly arch: string;
  /** "glibc 2.36", "musl", or "" if the system has only one. Called only after a failure: it takes milliseconds. */
  libc(): string;
  load(path: string): unknown;
}

/** This package's folder, as seen from src and from dist. */
const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

export const thisHost: Host = {
  os: process.platform,
  arch: process.arch,
  libc: findLibc,
  load: createRequire(import.meta.url),
};

/** Loads this package's addon; throws an error that lists each path tried, and why it failed. */
export function loadAddon<Addon>(folder: string = PACKAGE, host: Host = thisHost): Addon {
  const paths = addonPaths(folder, host);
  const failures: Error[] = [];
  for (const path of paths) {
    try {
      if (!existsSync(path)) throw new Error(absence(path));
      return host.load(path) as Addon;
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  const lines = paths.map((path, index) => `  ${path}: ${failures[index]!.message.trim()}`);
  const advice = failures.map(addonsRefused).find((refused) => refused !== undefined) ?? fix(folder, host);
  const tried = `Tried:\n${lines.join("\n")}\n${advice}.`;
  throw loadError(`@pollio/napi: the addon could not be loaded on ${named(host)}. ${tried}`, failures);
}

function absence(path: string): string {
  return readingRefused(path) ? "Node may not read it" : "there is no such file";
}

/**
 * Loads an addon from one place only.
 *
 * @param path An absolute path.
 */
export function loadAddonFrom<Addon>(path: string): Addon {
  return thisHost.load(path) as Addon;
}

/** A local build comes first: whoever compiles one wants it to be used. An installed package has prebuilt files only. */
export function addonPaths(folder: string, { os, arch }: Pick<Host, "os" | "arch">): string[] {
  return [join(folder, "native/build/Release/pollio.node"), join(folder, "prebuilds", `${os}-${arch}`, "pollio.node")];
}

function named(host: Host): string {
  const libc = host.libc();
  return `${host.os} ${host.arch}${libc === "" ? "" : ` (${libc})`}`;
}

/** What to do depends on what is there: a checkout can build the addon, an installed package is damaged. */
function fix(folder: string, host: Host): string {
  const [built, prebuilt] = addonPaths(folder, host) as [string, string];
  const other = "or use @pollio/koffi, which needs no addon of ours";
  if (existsSync(join(folder, "native/binding.gyp"))) {
    return `This is a checkout: build the addon with \`npm run build\` (a C++ compiler, make and python3) or \`npm run prebuilds\`, ${other}`;
  }
  if ([built, prebuilt].some(readingRefused)) {
    return `This process runs with --permission and may not read the addon: add --allow-fs-read=${folder}`;
  }
  if (!existsSync(join(folder, "prebuilds"))) {
    if (isPackage(folder)) return `The package's folder 'prebuilds' is missing: install @pollio/napi again, ${other}`;
    return "This code is in a bundle, which has no addon: declare @pollio/napi external and install it where the bundle runs";
  }
  if (!existsSync(prebuilt) && !existsSync(built)) {
    return `The package has no binary for ${host.os} ${host.arch}: it was installed on another system, or there is none yet. Install it on this one, ${other}`;
  }
  return `The binary is there, but this system refuses it for the reason above: install @pollio/napi again, ${other}`;
}

/** Whether the code is still in its package, and not in a bundle somewhere else. */
function isPackage(folder: string): boolean {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name === "@pollio/napi";
  } catch {
    return false;
  }
}

/** Node reports which glibc it runs with, and nothing on musl. Deno has a report that says nothing of it, and may refuse it. */
function findLibc(): string {
  if (process.platform !== "linux" || process.versions.deno !== undefined) return "";
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
  if (report?.header === undefined) return "";
  const { glibcVersionRuntime: version } = report.header;
  return version === undefined ? "musl" : `glibc ${version}`;
}
