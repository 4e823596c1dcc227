import { join } from "node:path";
import { buildPackages } from "../compile/packages.mjs";
import { compileAddon, zigCompiler } from "../cross/compiler.mjs";
import { TARGETS } from "../cross/targets.mjs";
import { findZig, whyNoZig } from "../cross/zig.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { bold, dim, progressLine, red, say, warn } from "../lib/say.mjs";
import { CORE, FIND_THE_LAYOUT } from "./cases.mjs";
import { arm64Options, HELP } from "./options.mjs";
import { ensureQemu } from "./qemu.mjs";
import { buildSabotagedCore } from "./sabotage.mjs";
import { besideTree, copyPackages, installTree } from "./tree.mjs";
import { expectedIn, judge, judgeSabotage } from "./verdict.mjs";

/** @typedef {import("./verdict.mjs").Row} Row */

const FOLDER = inRoot("build", "arm64");

/** How much slower the emulator is than a processor of its own, with room for a busy machine. The suite has no limit of its own. */
const PATIENCE = { slowdown: 5, patienceMs: 20_000 };

/**
 * The command npm run test:arm64.
 *
 * @param {string[]} args
 * @returns {Promise<number>} The exit code.
 */
export async function testArm64(args) {
  const options = arm64Options(args);
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  if (process.arch === "arm64") {
    say("this machine is an arm64 one: there is nothing to emulate, and npm test runs the suite on it");
    return ExitCode.ok;
  }
  await ensureInstalled();
  const zig = findZig();
  const { qemu, reason } = zig === undefined ? { qemu: undefined, reason: whyNoZig() } : await ensureQemu();
  if (qemu === undefined || zig === undefined) {
    warn(`arm64 was NOT RUN: ${reason}`);
    return ExitCode.notRun;
  }
  await buildPackages();
  const tree = await installTree(join(FOLDER, "tree"), qemu);
  copyPackages(tree.folder);
  await buildAddon(zig, tree);
  const only = options.only ?? (options.core ? CORE : undefined);
  /** @type {Row[]} */
  const rows = [];
  for (const backend of options.backends) rows.push(tell(await runBackend(tree, backend, only)));
  for (const row of await runSabotage(zig, tree, options.backends)) rows.push(tell(row));
  if (options.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else {
    const { formatTable } = await import("./table.mjs"); // here, because it needs what was installed above
    process.stdout.write(`${formatTable(rows)}\n`);
  }
  return rows.every(({ problems }) => problems.length === 0) ? ExitCode.ok : ExitCode.failed;
}

/**
 * The addon goes where a prebuilt one lies.
 *
 * @param {string} zig
 * @param {import("./tree.mjs").Tree} tree
 */
async function buildAddon(zig, { folder, headers }) {
  const target = TARGETS.find(({ name }) => name === "aarch64-linux-gnu");
  if (target === undefined) throw new Failure("tools/cross/targets.mjs has no aarch64-linux-gnu");
  const place = join(folder, "node_modules", "@pollio", "napi", "prebuilds", "linux-arm64");
  const { ok, output } = await compileAddon(zigCompiler(zig, target), target, headers, place);
  if (!ok)
    throw new Failure(`${output}\nthe addon does not compile for ${target.name}; the compiler's words are above`);
}

/**
 * @param {import("./tree.mjs").Tree} tree
 * @param {import("./options.mjs").Backend} backend
 * @param {readonly string[] | undefined} only
 * @returns {Promise<Row>}
 */
async function runBackend(tree, backend, only) {
  const line = progressLine();
  const label = bold(`arm64 ${backend.name}`);
  const { runSuite } = await import("@pollio/conformance/runner"); // here, because --help works before anything is built
  const session = await runSuite({
    ...settingOf(tree, backend),
    expectedFailures: expectedIn(backend.runtime),
    ...(only && { only }),
    onCase: (done, total, name) => line.update(`${label} ${done + 1} of ${total}: ${name}`),
  });
  const row = judge(backend, session);
  line.done(`${label} ${row.passed} passed, ${row.problems.length} problems ${dim(`${row.seconds.toFixed(1)} s`)}`);
  return row;
}

/**
 * @param {import("./tree.mjs").Tree} tree
 * @param {import("./options.mjs").Backend} backend
 */
function settingOf(tree, { name, runtime }) {
  const command = tree[runtime];
  const packageFolder = join(tree.folder, "node_modules", "@pollio", "conformance");
  /** @type {"crash"} */
  const isolation = "crash"; // a process takes long to start under the emulator
  return { packageFolder, adapter: `@pollio/${name}/adapter`, command, execPath: command, isolation, ...PATIENCE };
}

/**
 * @param {string} zig
 * @param {import("./tree.mjs").Tree} tree
 * @param {readonly import("./options.mjs").Backend[]} backends
 */
async function runSabotage(zig, tree, backends) {
  const wrong = besideTree(tree, join(FOLDER, "sabotaged-tree"));
  copyPackages(wrong.folder, await buildSabotagedCore(join(FOLDER, "sabotaged-core")));
  await buildAddon(zig, wrong);
  const { runSuite } = await import("@pollio/conformance/runner");
  const rows = [];
  for (const backend of backends) {
    const session = await runSuite({ ...settingOf(wrong, backend), only: FIND_THE_LAYOUT });
    rows.push(judgeSabotage(backend, session, FIND_THE_LAYOUT));
  }
  return rows;
}

/** @param {Row} row */
function tell(row) {
  for (const { name, reason } of row.notProvable) say(dim(`${row.backend}: not provable: ${name}: ${reason}`));
  for (const problem of row.problems) say(red(`${row.backend}: ${problem}`));
  return row;
}
