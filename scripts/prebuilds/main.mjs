import { copyFileSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { compileAddon, hostCompiler, zigCompiler } from "../cross/compiler.mjs";
import { findHeaders } from "../cross/headers.mjs";
import { findZig, whyNoZig } from "../cross/zig.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { bold, progressLine, red, say } from "../lib/say.mjs";
import { folderName, HELP, prebuildOptions, targetsOf } from "./options.mjs";
import { complaints } from "./sound.mjs";

/**
 * One addon, as --json prints it.
 *
 * @typedef {object} Row
 * @property {string} target
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
  for (const target of targets) {
    line.update(`${bold("prebuilds")} ${folderName(target)}`);
    rows.push(await makePrebuild(target, compiler, headers));
  }
  line.done(
    `${bold("prebuilds")} ${rows.filter(({ ok }) => ok).length} of ${rows.length} made, in packages/napi/prebuilds`,
  );
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
 * @param {import("../cross/targets.mjs").Target} target
 * @param {"zig" | "host"} compiler
 * @param {string} headers
 * @returns {Promise<Row>}
 */
async function makePrebuild(target, compiler, headers) {
  const folder = inRoot("build", "prebuilds", folderName(target));
  const made = await compilePrebuild(target, compiler, headers, folder);
  const row = { target: folderName(target), compiler, bytes: made.bytes, seconds: Math.round(made.seconds * 10) / 10 };
  const wrong = made.ok ? await complaints(made.path, target, folder) : [made.output];
  const loads = target.os === process.platform && target.arch === process.arch;
  if (wrong.length === 0 && loads) wrong.push(...(await loadingFails(made.path)));
  for (const complaint of wrong) say(red(`${folderName(target)}: ${complaint}`));
  if (wrong.length > 0) return { ...row, ok: false, loaded: false };
  install(made.path, target);
  return { ...row, ok: true, loaded: loads };
}

/**
 * @param {import("../cross/targets.mjs").Target} target
 * @param {"zig" | "host"} compiler
 * @param {string} headers
 * @param {string} folder
 */
function compilePrebuild(target, compiler, headers, folder) {
  const zig = findZig();
  const made = compiler === "zig" && zig !== undefined ? zigCompiler(zig, target) : hostCompiler(target);
  return compileAddon(made, target, headers, folder);
}

/** @param {string} path */
async function loadingFails(path) {
  const { ok, output } = await run(process.execPath, ["-e", `require(${JSON.stringify(path)}).close(-1)`]);
  return ok ? [] : [`this Node cannot load it: ${output.trim()}`];
}

/**
 * By renaming: a process that has loaded the old file must keep it.
 *
 * @param {string} path
 * @param {import("../cross/targets.mjs").Target} target
 */
function install(path, target) {
  const place = inRoot("packages/napi/prebuilds", folderName(target), "pollio.node");
  mkdirSync(dirname(place), { recursive: true });
  copyFileSync(path, `${place}.new`);
  renameSync(`${place}.new`, place);
}
