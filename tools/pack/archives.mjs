// The archives that npm pack makes of the packages.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "@publint/pack";
import { Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";

/**
 * @typedef {object} Archive
 * @property {string} name The package's.
 * @property {string} path Of the .tgz.
 * @property {number} bytes
 * @property {number} unpackedBytes
 * @property {ReadonlyMap<string, Uint8Array>} files By path in the package.
 */

/** Folders of the packages that are published: every workspace that is not private. */
export function publishedFolders() {
  /** @type {string[]} */
  const workspaces = manifestOf(".").workspaces;
  return workspaces.flatMap(foldersOf).filter((folder) => manifestOf(folder).private !== true);
}

/**
 * The folders of a workspace, which may end with a star.
 *
 * @param {string} workspace
 */
function foldersOf(workspace) {
  if (!workspace.endsWith("/*")) return [workspace];
  const above = workspace.slice(0, -"/*".length);
  const names = readdirSync(inRoot(above)).sort();
  return names.map((name) => `${above}/${name}`).filter((folder) => existsSync(inRoot(folder, "package.json")));
}

/** @param {string} folder */
function manifestOf(folder) {
  return JSON.parse(readFileSync(inRoot(folder, "package.json"), "utf8"));
}

/**
 * Packs all of them as npm publish would.
 *
 * @param {string} destination A folder that exists.
 * @returns {Promise<Archive[]>}
 */
export async function packAll(destination) {
  const workspaces = publishedFolders().map((folder) => `--workspace=${folder}`);
  // The level is given here, because the project's .npmrc silences npm.
  const options = ["--json", "--loglevel=error", `--pack-destination=${destination}`];
  const { ok, how, output } = await run("npm", ["pack", ...options, ...workspaces]);
  if (!ok) throw new Failure(`npm pack failed (${how}):\n${output.trimEnd()}`);
  /** @type {{ name: string, filename: string, size: number, unpackedSize: number }[]} */
  const packed = JSON.parse(output.slice(output.indexOf("[")));
  return Promise.all(
    packed.map(async ({ name, filename, size: bytes, unpackedSize: unpackedBytes }) => {
      const path = join(destination, filename);
      return { name, path, bytes, unpackedBytes, files: await filesIn(path) };
    }),
  );
}

/**
 * @param {string} path
 * @returns {Promise<Map<string, Uint8Array>>}
 */
async function filesIn(path) {
  const { files, rootDir } = await unpack(bufferOf(path));
  return new Map(files.map(({ name, data }) => [name.slice(rootDir.length + 1), data]));
}

/**
 * The bytes of a file, in memory that is nothing else's.
 *
 * @param {string} path
 */
export function bufferOf(path) {
  return new Uint8Array(readFileSync(path)).buffer;
}
