// node tools/bootstrap.mjs <module> [options]: runs `main(options)` of a module of TypeScript, named from the repository's root, once
// the dependencies are installed. It runs before node_modules exists, so it is plain JavaScript and imports only Node's own modules.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

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
 * Why the dependencies must be installed, or undefined when they are up to date. npm writes its own copy of the lock file last, so
 * without it an installation was never finished. Times alone would install again after each copy of the tree, so a matching hash
 * of the lock file counts too.
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

/** Installs what is missing. @param {string} folder @returns {string | undefined} What is wrong, and how to fix it. */
function install(folder) {
  const reason = whyInstall(folder);
  if (reason === undefined) return undefined;
  console.error(`installing dependencies (npm ci): ${reason}`);
  // npm's standard output goes to ours of errors: ours is for results.
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, signal, error } = spawnSync("npm", args, { cwd: folder, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    const how = error?.message ?? signal ?? `exit code ${status}`;
    return `npm ci failed (${how}); its messages are above. Fix what they name and run the command again.`;
  }
  writeFileSync(stampPath(folder), lockHash(folder));
  return undefined;
}

const own = fileURLToPath(import.meta.url);
if (process.argv[1] === own) {
  const root = dirname(dirname(own));
  const [, , module = "", ...args] = process.argv;
  const old = `Node ${process.versions.node} is too old: pollio needs Node ${LEAST_NODE.join(".")} or newer`;
  const trouble = isNodeSupported(process.versions.node) ? install(root) : old;
  if (trouble !== undefined) {
    console.error(trouble);
    process.exit(trouble === old ? 2 : 1);
  }
  const { register } = await import("tsx/esm/api");
  register();
  const { runMain } = await import(pathToFileURL(join(root, "tools/lib/failure.ts")).href);
  const { main } = await import(pathToFileURL(join(root, module)).href);
  await runMain(() => main(args));
}
