// Installs the dependencies. It runs before node_modules exists, so it imports nothing but Node's own modules and its neighbours.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ExitCode, Failure } from "./failure.mjs";
import { root as repository } from "./root.mjs";
import { run } from "./run.mjs";
import { dim, say } from "./say.mjs";

/** The least Node version, as in the engines field of package.json. */
const LEAST_NODE = [20, 19];

/** @param {string} version As process.versions.node has it. */
export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = LEAST_NODE;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** @param {string} folder */
const lockHash = (folder) =>
  createHash("sha256")
    .update(readFileSync(join(folder, "package-lock.json")))
    .digest("hex");
/** @param {string} folder */
const stampPath = (folder) => join(folder, "node_modules", ".pollio-install");

/**
 * Why the dependencies must be installed, or undefined when they are up to date. npm writes its own copy of the lock file last
 * of all, so a missing copy is an installation that was never finished. Times alone would install again after each fresh copy of
 * the tree; so a matching hash of the lock file counts too.
 *
 * @param {string} folder
 * @returns {string | undefined}
 */
export function whyInstall(folder) {
  const installed = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return "node_modules is missing or incomplete";
  if (statSync(installed).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs) return undefined;
  const stamp = stampPath(folder);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash(folder)) return undefined;
  return "package-lock.json is newer than node_modules";
}

/** Installs what is missing; throws a Failure that says how to mend it. */
export async function ensureInstalled() {
  if (!isNodeSupported(process.versions.node)) {
    throw new Failure(
      `Node ${process.versions.node} is too old: pollio needs Node ${LEAST_NODE.join(".")} or newer`,
      ExitCode.usage,
    );
  }
  const reason = whyInstall(repository);
  if (reason === undefined) return;
  say(dim(`installing dependencies (npm ci): ${reason}`));
  // The level is given here, because the project's .npmrc silences npm (see there) and errors must be seen.
  const result = await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { live: true });
  if (!result.ok) {
    throw new Failure(
      `npm ci failed (${result.how}); its messages are above. Mend what they name and run the command again.`,
    );
  }
  writeFileSync(stampPath(repository), lockHash(repository));
  say(dim(`installed in ${result.seconds.toFixed(1)} s`));
}
