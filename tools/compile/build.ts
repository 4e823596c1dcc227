// npm run build. One process of tsdown builds all stale packages. wireit, tried in place of this file, took 180 lines of package.json,
// 22 s of processor time instead of 13, and cannot say "not built, and to be tried again next time", as a missing compiler demands.
import { existsSync, rmSync } from "node:fs";
import { command, parse } from "../lib/arguments.ts";
import { BACKENDS } from "../lib/backends.ts";
import { ExitCode, Failure } from "../lib/failure.ts";
import { inRoot, root } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { dim, say } from "../lib/say.ts";
import { hashInputs, isUpToDate, writeStamp } from "../lib/stamp.ts";
import { type AddonStatus, buildAddon, buildHelper } from "./addon.ts";

/** The package that all others import. */
const CORE = "packages/core";

/** The packages that users run. */
export const BACKEND_PACKAGES = [CORE, ...BACKENDS.map(({ name }) => `packages/${name}`)];

/** All packages. */
export const PACKAGES = [...BACKEND_PACKAGES, "packages/pollio", "conformance"];

/** Those that are published: what is not in PACKAGES is as it is. */
export const PUBLISHED = [...PACKAGES, "packages/epoll"];

/** Builds everything that is not up to date; throws a Failure when a package does not build. */
export async function build(packages: readonly string[] = PACKAGES): Promise<AddonStatus> {
  const [addon] = await Promise.all([buildAddon(), buildHelper(), buildPackages(packages)]);
  return addon;
}

async function buildPackages(packages: readonly string[]): Promise<void> {
  const core = hashOf(CORE, []);
  await bundle(new Map([[CORE, core]]));
  await bundle(new Map(packages.filter((folder) => folder !== CORE).map((folder) => [folder, hashOf(folder, [core])])));
}

/** What a package is made from: its own files, what all share, and what it imports. */
function hashOf(folder: string, below: readonly string[]): string {
  const own = ["src", "package.json", "tsconfig.json", "tsdown.config.ts", "licences.ts"];
  const tools = ["tsdown.shared.ts", "tsconfig.base.json", "package-lock.json", "tsdown.config.ts"];
  const paths = [...own.map((name) => `${folder}/${name}`), "generated", "spec-tools", ...tools].map((path) =>
    inRoot(path),
  );
  return hashInputs(root, paths, below);
}

/** Builds the packages whose inputs have changed. They may not import one another. */
async function bundle(hashes: ReadonlyMap<string, string>): Promise<void> {
  // Not in dist, which is packed as it is.
  const stampOf = (folder: string) => inRoot("build/stamps", folder.replace("/", "-"));
  const stale = [...hashes].filter(
    ([folder, hash]) => !isUpToDate(stampOf(folder), hash) || !existsSync(inRoot(folder, "dist")),
  );
  if (stale.length === 0) return;
  for (const [folder] of stale) {
    // Gone first: what a build that fails leaves behind is not up to date with anything.
    rmSync(stampOf(folder), { force: true });
    rmSync(inRoot(folder, "dist"), { recursive: true, force: true });
  }
  const names = stale.map(([folder]) => folder).join(",");
  const env = { ...process.env, POLLIO_BUILD: names };
  const result = await run(process.execPath, [inRoot("node_modules/tsdown/dist/run.mjs")], { env });
  if (!result.ok) {
    throw new Failure(`${result.output}\nbuilding ${names} failed (tsdown: ${result.how}); its output is above`);
  }
  for (const [folder, hash] of stale) writeStamp(stampOf(folder), hash);
  say(`built       ${names.replaceAll(",", ", ")} ${dim(`${result.seconds.toFixed(1)} s`)}`);
}

export async function main(args: readonly string[]): Promise<number> {
  const about =
    "Installs what is missing, then builds the addon (node-gyp), the helper object of node-ffi and the packages (tsdown), each if " +
    "its inputs have changed. A machine without a C++ compiler builds everything but the addon, says so, and still exits 0.";
  parse(command("npm run build", about, "0 built, 1 a package does not build, 2 wrong usage"), args);
  const addon = await build();
  say(dim(addon.built ? "everything is up to date" : "everything else is up to date"));
  return ExitCode.ok;
}
