// Finds the addon: the one that was built here, else the one that came with the package. One prebuilt file serves glibc and musl: it
// needs no library but the process's libc.

import { addonsRefused, loadError, readingRefused, requireFrom } from "@pollio/core/backend";

const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");
const { dirname, isAbsolute, join } = process.getBuiltinModule("node:path");

/** The system that an addon is loaded on; tests fake it. */
export interface Host {
  readonly os: string;
  readonly arch: string;
  /** "glibc 2.36", "musl", or "" if the system has only one. Called only after a failure: it takes milliseconds. */
  libc(): string;
  /** The folders in which a bundle that contains this code may have its files. */
  programs(): readonly string[];
  load(path: string): unknown;
}

/** This package's folder, as seen from src and from dist; a bundle is elsewhere, and may not know where. */
const PACKAGE = import.meta.filename === undefined ? undefined : join(dirname(import.meta.filename), "..");

export const thisHost: Host = {
  os: process.platform,
  arch: process.arch,
  libc: findLibc,
  programs: () => {
    const files = [import.meta.filename, process.argv[1]].filter((file) => file !== undefined && isAbsolute(file));
    return [...new Set(files.map((file) => dirname(file!)))];
  },
  load: (path) => requireFrom(import.meta.filename)(path),
};

/** Loads this package's addon; throws an error that lists each path tried, and why it failed. */
export function loadAddon<Addon>(folder: string | undefined = PACKAGE, host: Host = thisHost): Addon {
  const failures = new Map<string, Error>();
  for (const path of candidates(folder, host)) {
    try {
      if (!existsSync(path)) throw new Error(absence(path));
      return host.load(path) as Addon;
    } catch (error) {
      failures.set(path, error instanceof Error ? error : new Error(String(error)));
    }
  }
  const causes = [...failures.values()];
  const lines = [...failures].map(([path, { message }]) => `  ${path}: ${message.trim()}`);
  const advice = causes.map(addonsRefused).find((refused) => refused !== undefined) ?? fix(folder, host);
  const tried = `Tried:\n${lines.join("\n")}\n${advice}.`;
  throw loadError(`@pollio/napi: the addon could not be loaded on ${named(host)}. ${tried}`, causes);
}

/** In the package, and for a bundle beside it and beside the program. */
function* candidates(folder: string | undefined, host: Host): Generator<string> {
  if (folder !== undefined) yield* addonPaths(folder, host);
  if (!isPackage(folder)) for (const beside of host.programs()) yield prebuiltIn(beside, host);
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

/** A local build comes first: a developer who compiles one wants it to be used. An installed package has prebuilt files only. */
export function addonPaths(folder: string, host: Pick<Host, "os" | "arch">): string[] {
  return [join(folder, "native/build/Release/pollio.node"), prebuiltIn(folder, host)];
}

function prebuiltIn(folder: string, { os, arch }: Pick<Host, "os" | "arch">): string {
  return join(folder, "prebuilds", `${os}-${arch}`, "pollio.node");
}

function named(host: Host): string {
  const libc = host.libc();
  return `${host.os} ${host.arch}${libc === "" ? "" : ` (${libc})`}`;
}

/** What to do depends on what is there: a checkout can build the addon, an installed package is damaged. */
function fix(folder: string | undefined, host: Host): string {
  if (folder === undefined) return BUNDLED;
  const [built, prebuilt] = addonPaths(folder, host) as [string, string];
  const other = "or use @pollio/koffi, which needs no addon of ours";
  if (existsSync(join(folder, "native/binding.gyp"))) {
    return `This is a checkout: build the addon with \`npm run build\` (a C++ compiler, make and python3) or \`npm run prebuilds\`, ${other}`;
  }
  if ([built, prebuilt].some(readingRefused)) {
    return `This process runs with --permission and may not read the addon: add --allow-fs-read=${folder}`;
  }
  if (!existsSync(join(folder, "prebuilds"))) {
    if (!isPackage(folder)) return BUNDLED;
    return `The package's folder 'prebuilds' is missing: install @pollio/napi again, ${other}`;
  }
  if (!existsSync(prebuilt) && !existsSync(built)) {
    return `The package has no binary for ${host.os} ${host.arch}: it was installed on another system, or there is none yet. Install it on this one, ${other}`;
  }
  return `The binary is there, but this system refuses it for the reason above: install @pollio/napi again, ${other}`;
}

const BUNDLED =
  "This code is in a bundle, which has no addon: copy the folder prebuilds of @pollio/napi beside the bundle, or declare pollio and " +
  "@pollio/* external to the bundler and install them where the bundle runs";

/** Whether the code is still in its package, and not in a bundle somewhere else. */
function isPackage(folder: string | undefined): boolean {
  if (folder === undefined) return false;
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
