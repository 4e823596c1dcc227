import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../compile/build.mjs";
import { findZig } from "../cross/zig.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { findBun } from "../lib/runtimes.mjs";
import { say } from "../lib/say.mjs";
import { targetsOf } from "../prebuilds/options.mjs";
import { fetchRuntime, SOURCES } from "../runtimes/fetch.mjs";
import { Journal } from "./journal.mjs";
import { CORE, HELP, NEWEST, packedOptions } from "./options.mjs";
import { KINDS, Project } from "./project.mjs";
import { readReadme } from "./readme.mjs";
import { conformance, doctor, generate, importing, install, quickStart } from "./steps.mjs";
import { compileConsumer } from "./types.mjs";

/**
 * The command npm run test:packed.
 *
 * @param {string[]} args
 * @returns {Promise<number>} The exit code.
 */
export async function testPacked(args) {
  const options = packedOptions(args);
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  await ensureInstalled();
  await build();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "pollio-packed-")));
  const journal = new Journal();
  try {
    const archives = await packed(journal, folder);
    if (archives !== undefined) await useThem(journal, folder, archives, options);
  } finally {
    if (options.keep) say(`left for a look: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
  journal.end();
  if (options.json) process.stdout.write(`${JSON.stringify(journal.rows, null, 2)}\n`);
  else {
    const { formatTable } = await import("./table.mjs"); // here, because it needs what was installed above
    process.stdout.write(`${formatTable(journal.rows)}\n`);
  }
  return journal.rows.every(({ state }) => state !== "failed") ? ExitCode.ok : ExitCode.failed;
}

/**
 * Makes the addons, packs, and checks the archives.
 *
 * @param {Journal} journal
 * @param {string} folder
 */
async function packed(journal, folder) {
  const { packAll } = await import("../pack/archives.mjs");
  const { checkArchives } = await import("../pack/check.mjs");
  const prebuilt = await journal.do("archives", "the addon is prebuilt", async () => {
    const { ok, output } = await run(process.execPath, [inRoot("tools/prebuilds.mjs")]);
    if (!ok) throw new Failure(output.trimEnd());
    return true;
  });
  const destination = join(folder, "archives");
  mkdirSync(destination);
  if (prebuilt === undefined) return undefined;
  const archives = await journal.do("archives", "npm pack", () => packAll(destination));
  if (archives === undefined) return undefined;
  await journal.do("archives", "fit to be published", async () => {
    // A machine without zig can make its own system's only; the release makes all.
    const problems = await checkArchives(archives, targetsOf(findZig() === undefined ? "host" : "zig"));
    if (problems.length > 0) throw new Failure(problems.join("\n"));
  });
  return archives;
}

/** What is done with each backend of each runtime. @type {readonly (readonly [string, import("./steps.mjs").Step])[]} */
const ALWAYS = [
  ["import and require", importing],
  ["quick start", quickStart],
  ["pollio doctor", doctor],
  ["pollio conformance", conformance],
];

/**
 * @param {readonly import("../pack/archives.mjs").Archive[]} all
 * @returns {import("./steps.mjs").Step}
 */
function typesOf(all) {
  const manifest = (/** @type {import("../pack/archives.mjs").Archive} */ { files }) =>
    JSON.parse(Buffer.from(files.get("package.json") ?? []).toString());
  const manifests = new Map(all.map((archive) => [archive.name, manifest(archive)]));
  return (lane) => compileConsumer(lane, manifests);
}

/**
 * @param {Journal} journal
 * @param {string} folder
 * @param {readonly import("../pack/archives.mjs").Archive[]} all
 * @param {import("./options.mjs").PackedOptions} options
 */
async function useThem(journal, folder, all, { runtimes, whole }) {
  const archives = new Map(all.map(({ name, path }) => [name, path]));
  const readme = readReadme(readFileSync(inRoot("README.md"), "utf8"));
  /** @type {(() => Promise<void>)[]} */
  const lanes = [];
  for (const runtime of runtimes) {
    const executable = await executableOf(journal, runtime);
    if (executable === undefined) continue;
    const kind = runtime === "bun" ? KINDS.bun : KINDS.node;
    const laneOf = (/** @type {"napi" | "bun" | "koffi"} */ backend, /** @type {readonly string[]} */ themes) => {
      const project = new Project(join(folder, `${runtime}-${backend}`), kind, executable);
      return { project, readme, archives, backend, themes: whole ? [] : themes };
    };
    const taken = laneOf(runtime === "bun" ? "bun" : "napi", CORE.taken);
    lanes.push(() => runLane(journal, runtime, taken, [...ALWAYS, ["pollio generate", generate]]));
    const chosen = laneOf("koffi", CORE.chosen);
    // Compiled where all packages are installed: npm leaves out those that are for a newer Node.
    const types = runtime === NEWEST ? [/** @type {const} */ (["types", typesOf(all)])] : [];
    lanes.push(() => runLane(journal, runtime, chosen, [...ALWAYS, ...types]));
  }
  await inTurns(lanes, availableParallelism());
}

/**
 * @param {Journal} journal
 * @param {string} runtime
 * @param {import("./steps.mjs").Lane} lane
 * @param {readonly (readonly [string, import("./steps.mjs").Step])[]} steps
 */
async function runLane(journal, runtime, lane, steps) {
  const where = `${runtime}, ${lane.backend}`;
  const installed = await journal.do(where, "install", () => install(lane).then(() => true));
  if (!installed) return;
  for (const [name, step] of steps) await journal.do(where, name, () => step(lane));
}

/**
 * @param {Journal} journal
 * @param {string} runtime
 * @returns {Promise<string | undefined>}
 */
async function executableOf(journal, runtime) {
  if (runtime === `node${process.versions.node.split(".")[0]}`) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  if (runtime !== "bun" && SOURCES[runtime]?.[platform] === undefined) {
    journal.leaveOut(runtime, `it cannot be fetched for ${platform}; a machine that has it runs it`);
    return undefined;
  }
  return journal.do(runtime, "is here", async () => {
    const path = runtime === "bun" ? findBun() : await fetchRuntime(runtime);
    if (path === undefined) throw new Failure("Bun is not installed; mend: npm ci --include=optional");
    return realpathSync(path);
  });
}

/**
 * @param {readonly (() => Promise<void>)[]} tasks
 * @param {number} atOnce
 */
async function inTurns(tasks, atOnce) {
  const queue = [...tasks];
  const worker = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) await task();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
