import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { hostCompiler, zigCompiler } from "../cross/compiler.mjs";
import { findHeaders } from "../cross/headers.mjs";
import { findZig, whyNoZig } from "../cross/zig.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { bold, progressLine, red, say } from "../lib/say.mjs";
import { ARTIFACTS } from "./artifacts.mjs";
import { folderName, HELP, prebuildOptions, targetsOf } from "./options.mjs";
import { complaints } from "./sound.mjs";

/**
 * One file, as --json prints it.
 *
 * @typedef {object} Row
 * @property {string} target
 * @property {string} file
 * @property {string} compiler
 * @property {boolean} ok
 * @property {number} bytes
 * @property {boolean} loaded Whether this Node has loaded it; it can load its own system's only.
 * @property {number} seconds
 */

/**
 * The command npm run prebuilds.
 *
 * @param {string[]} args
 * @returns {Promise<number>} The exit code.
 */
export async function prebuilds(args) {
  const options = prebuildOptions(args);
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  await ensureInstalled();
  const compiler = options.compiler ?? (findZig() === undefined ? "host" : "zig");
  const targets = options.targets ?? targetsOf(compiler);
  for (const target of targets) assertMakes(compiler, target);
  const headers = await findHeaders();
  const line = progressLine();
  /** @type {Row[]} */
  const rows = [];
  for (const artifact of ARTIFACTS) {
    for (const target of targets) {
      line.update(`${bold("prebuilds")} ${folderName(target)}/${artifact.file}`);
      rows.push(await makePrebuild(artifact, target, compiler, headers));
    }
  }
  const places = ARTIFACTS.map(({ folder }) => `${folder}/prebuilds`).join(" and ");
  line.done(`${bold("prebuilds")} ${rows.filter(({ ok }) => ok).length} of ${rows.length} made, in ${places}`);
  if (options.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else {
    const { formatTable } = await import("./table.mjs"); // here, because it needs what was installed above
    process.stdout.write(`${formatTable(rows)}\n`);
  }
  return rows.every(({ ok }) => ok) ? ExitCode.ok : ExitCode.failed;
}

/**
 * @param {"zig" | "host"} compiler
 * @param {import("../cross/targets.mjs").Target} target
 */
function assertMakes(compiler, target) {
  if (compiler === "zig" && findZig() === undefined) throw new Failure(whyNoZig());
  if (targetsOf(compiler).includes(target)) return;
  const own = `${process.platform}-${process.arch}`;
  const reason = findZig() === undefined ? `; ${whyNoZig()}` : ": --compiler zig makes the others";
  throw new Failure(`this machine's own compiler makes ${own}, and not ${folderName(target)}${reason}`);
}

/**
 * Makes one and puts it in its place, unless something is wrong with it.
 *
 * @param {import("./artifacts.mjs").Artifact} artifact
 * @param {import("../cross/targets.mjs").Target} target
 * @param {"zig" | "host"} compiler
 * @param {string} headers
 * @returns {Promise<Row>}
 */
async function makePrebuild(artifact, target, compiler, headers) {
  const folder = inRoot("build", "prebuilds", folderName(target));
  const made = await artifact.compile(compilerFor(target, compiler), target, headers, folder);
  const seconds = Math.round(made.seconds * 10) / 10;
  const row = { target: folderName(target), file: artifact.file, compiler, bytes: made.bytes, seconds };
  const wrong = made.ok ? await complaints(made.path, target, folder) : [made.output];
  const loads = target.os === process.platform && target.arch === process.arch;
  if (wrong.length === 0 && loads) wrong.push(...(await artifact.loadingFails(made.path)));
  for (const complaint of wrong) say(red(`${folderName(target)}/${artifact.file}: ${complaint}`));
  if (wrong.length > 0) return { ...row, ok: false, loaded: false };
  install(made.path, inRoot(artifact.folder, "prebuilds", folderName(target), artifact.file));
  return { ...row, ok: true, loaded: loads };
}

/**
 * @param {import("../cross/targets.mjs").Target} target
 * @param {"zig" | "host"} compiler
 */
function compilerFor(target, compiler) {
  const zig = findZig();
  return compiler === "zig" && zig !== undefined ? zigCompiler(zig, target) : hostCompiler(target);
}

/**
 * By renaming: a process that has loaded the old file must keep it.
 *
 * @param {string} path
 * @param {string} place
 */
function install(path, place) {
  mkdirSync(dirname(place), { recursive: true });
  copyFileSync(path, `${place}.new`);
  renameSync(`${place}.new`, place);
}
