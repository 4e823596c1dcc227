import { existsSync, rmSync } from "node:fs";
import { BACKENDS } from "../lib/backends.mjs";
import { Failure } from "../lib/failure.mjs";
import { inRoot, root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { dim, say } from "../lib/say.mjs";
import { hashInputs, isUpToDate, writeStamp } from "../lib/stamp.mjs";
import { writeDocuments } from "./documents.mjs";

/** The packages that users run; the first is what the others are made of. */
export const BACKEND_PACKAGES = ["packages/core", ...BACKENDS.map(({ name }) => `packages/${name}`)];

/** All packages in the order of their dependencies. */
export const PACKAGES = [...BACKEND_PACKAGES, "packages/pollio", "conformance"];

/** What every package is made from, besides its own files. */
const SHARED = [
  "generated",
  "spec-tools",
  "tsdown.shared.ts",
  "tsconfig.base.json",
  "package-lock.json",
  "node_modules/tsdown/package.json",
];

/**
 * Builds one package with tsdown into its dist folder, if anything that goes into it has changed.
 *
 * @param {string} folder
 * @param {string} below Hash of the packages that it may import.
 * @returns {Promise<string>} The hash of its inputs.
 */
async function buildPackage(folder, below) {
  const own = ["src", "package.json", "tsconfig.json", "tsdown.config.ts", "licences.ts"].map((name) =>
    inRoot(folder, name),
  );
  const hash = hashInputs(root, [...own, ...SHARED.map((name) => inRoot(name))], [below]);
  const label = folder.replace(/^packages\//, "").padEnd(11);
  writeDocuments(folder);
  // Not in dist, which is packed as it is.
  const stamp = inRoot("build", "stamps", label.trim());
  if (isUpToDate(stamp, hash) && existsSync(inRoot(folder, "dist"))) {
    say(dim(`${label} up to date`));
    return hash;
  }
  // Gone first: what a build that fails leaves behind is not up to date with anything. tsdown keeps hidden files.
  rmSync(stamp, { force: true });
  rmSync(inRoot(folder, "dist"), { recursive: true, force: true });
  const result = await run(process.execPath, [inRoot("node_modules/tsdown/dist/run.mjs")], { cwd: inRoot(folder) });
  if (!result.ok)
    throw new Failure(`${result.output}\nbuilding ${folder} failed (tsdown: ${result.how}); its output is above`);
  writeStamp(stamp, hash);
  say(`${label} ${folder}/dist ${dim(`${result.seconds.toFixed(1)} s`)}`);
  return hash;
}

/**
 * Builds packages, each if anything that goes into it has changed.
 *
 * @param {readonly string[]} [packages] The first is the one that all others may import.
 */
export async function buildPackages(packages = PACKAGES) {
  const [core = "", ...others] = packages;
  const hash = await buildPackage(core, "");
  for (const folder of others) await buildPackage(folder, hash);
}
