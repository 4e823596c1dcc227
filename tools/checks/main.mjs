import { build } from "../compile/build.mjs";
import { parse } from "../lib/arguments.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { ensureRuntime, plainLauncher, runtimeMend } from "../lib/runtimes.mjs";
import { bold, red, say, warn } from "../lib/say.mjs";
import { ABI, ARM64, leaveOut, PACKED, runElsewhere } from "./elsewhere.mjs";
import { Tally } from "./tally.mjs";
import { runTools } from "./tools.mjs";
import { listTestFiles, runVitest } from "./vitest.mjs";
import { parseWithout } from "./without.mjs";

/** @typedef {import("../runtimes/current.mjs").Runtime} Runtime */

const HELP = `npm test

Installs what is missing, builds what has changed, then checks generated files, types, lint and format, compiles against other systems'
headers, runs every test under this Node and each backend's under its own runtime (Bun, Deno, Node 26), and the core of the conformance
suite with emulated arm64 runtimes, and installs the packed packages into empty projects. Deno and Node 26 are fetched from npm into
.runtimes/ when they are not there. The last line sums it all up. A runtime that is missing is a failure; what cannot be compiled or
emulated here is named as not run.

  POLLIO_WITHOUT=bun          this machine cannot have Bun: its tests count as skipped, one a file
  POLLIO_WITHOUT=deno,node26  likewise for others
  POLLIO_WITHOUT=napi         this machine has no C++ compiler: likewise
  POLLIO_WITHOUT=arm64        do not emulate arm64; it installs qemu with apt-get and takes a minute
  POLLIO_WITHOUT=packed       do not install the packed packages; it needs npm's registry

Exit codes: 0 nothing failed, 1 something did, 2 wrong usage.
`;

/** The runtimes beside the Node that runs this. @type {readonly { runtime: Runtime, name: string }[]} */
const OTHERS = [
  { runtime: "bun", name: "Bun" },
  { runtime: "deno", name: "Deno" },
  { runtime: "node26", name: "Node 26" },
];

/**
 * The command npm test.
 *
 * @param {string[]} args
 * @returns {Promise<number>} The exit code.
 */
export async function check(args) {
  if (parse(args, { help: { type: "boolean", short: "h" } }, "npm test").help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  const without = parseWithout(process.env.POLLIO_WITHOUT);
  await ensureInstalled();
  const tally = new Tally();
  await checkBuild(tally, without);
  await runTools(tally);
  await runElsewhere(tally, ABI);
  const leftOut = leftOutHere(without);
  await checkUnderNode(tally, leftOut);
  for (const other of OTHERS) await checkUnder(other, tally, leftOut, without);
  await checkArm64(tally, without);
  await checkPacked(tally, without);

  if (tally.skips.length > 0) warn(`SKIPPED:\n  ${tally.skips.join("\n  ")}`);
  process.stdout.write(`${tally.line}\n`);
  return tally.ok ? ExitCode.ok : ExitCode.failed;
}

/**
 * @typedef {object} LeftOut
 * @property {string} folder Whose tests are not run.
 * @property {string} why
 */

/**
 * @param {Set<string>} without
 * @returns {LeftOut[]}
 */
function leftOutHere(without) {
  const double = "conformance/kqueue-double/test";
  if (without.has("napi"))
    // The facade's tests are about choosing among the backends, the addon's first of all.
    return ["packages/napi/test", "packages/pollio/test", double].map((folder) => ({
      folder,
      why: "POLLIO_WITHOUT=napi",
    }));
  if (process.platform === "linux") return [];
  return [{ folder: double, why: `the kqueue double is made of epoll, which ${process.platform} does not have` }];
}

/**
 * @param {Tally} tally
 * @param {Set<string>} without
 */
async function checkBuild(tally, without) {
  try {
    const addon = await build();
    tally.add({ passed: 1 });
    if (addon.built || without.has("napi")) return;
    tally.add({ failed: 1 });
    say(
      red(
        `the addon is not built: ${addon.reason}\nmend: ${addon.mend}\nor leave its tests out: POLLIO_WITHOUT=napi npm test`,
      ),
    );
  } catch (error) {
    // The other checks may name the cause, so they run all the same.
    if (!(error instanceof Failure)) throw error;
    tally.add({ failed: 1 });
    say(red(error.message));
  }
}

/**
 * @param {Tally} tally
 * @param {LeftOut[]} leftOut
 */
async function checkUnderNode(tally, leftOut) {
  say(bold(`\nunder Node ${process.versions.node}`));
  for (const { folder, why } of leftOut) skipFiles(tally, await listTestFiles("node", folder), `${why}, under Node`);
  count(tally, "Node", await runVitest("node", [process.execPath], foldersOf(leftOut)));
}

/**
 * @param {(typeof OTHERS)[number]} other
 * @param {Tally} tally
 * @param {LeftOut[]} leftOut
 * @param {Set<string>} without
 */
async function checkUnder({ runtime, name }, tally, leftOut, without) {
  say(bold(`\nunder ${name}`));
  if (without.has(runtime)) return skipFiles(tally, await listTestFiles(runtime), `POLLIO_WITHOUT=${runtime}`);
  try {
    await ensureRuntime(runtime);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const files = await listTestFiles(runtime);
    tally.add({ failed: Math.max(files.length, 1) });
    const why = `${error.message}\n${name} is missing, so ${files.length} test files were not run and count as failed`;
    const mend = `mend: ${runtimeMend(runtime)}\nor leave them out: POLLIO_WITHOUT=${runtime} npm test`;
    return say(red(`${why}\n${mend}`));
  }
  for (const { folder, why } of leftOut)
    skipFiles(tally, await listTestFiles(runtime, folder), `${why}, under ${name}`);
  const { command, args } = /** @type {{ command: string, args: string[] }} */ (plainLauncher(runtime));
  // Without --bun, vitest's first line (#!/usr/bin/env node) would make its workers Node.
  const launch = runtime === "bun" ? [command, "--bun", ...args] : [command, ...args];
  count(tally, name, await runVitest(runtime, launch, foldersOf(leftOut)));
}

/** @param {LeftOut[]} leftOut */
const foldersOf = (leftOut) => leftOut.map(({ folder }) => folder);

/**
 * On an arm64 machine, all the rest was it.
 *
 * @param {Tally} tally
 * @param {Set<string>} without
 */
async function checkArm64(tally, without) {
  if (process.arch === "arm64") return;
  if (without.has("arm64")) leaveOut(tally, ARM64, "POLLIO_WITHOUT=arm64");
  else await runElsewhere(tally, ARM64);
}

/**
 * @param {Tally} tally
 * @param {Set<string>} without
 */
async function checkPacked(tally, without) {
  // What would be published has the addon in it.
  const why = ["packed", "napi"].find((name) => without.has(name));
  if (why !== undefined) return leaveOut(tally, PACKED, `POLLIO_WITHOUT=${why}`);
  const args = without.has("bun") ? [...PACKED.args, "--without-bun"] : PACKED.args;
  await runElsewhere(tally, { ...PACKED, args });
}

/**
 * @param {Tally} tally
 * @param {string[]} files
 * @param {string} why
 */
function skipFiles(tally, files, why) {
  tally.add({ skipped: files.length });
  tally.skips.push(...files.map((file) => `${file} (${why})`));
  warn(`LEFT OUT by ${why}: ${files.length} test files`);
}

/**
 * @param {Tally} tally
 * @param {string} runtime
 * @param {import("./vitest-report.mjs").Summary} summary
 */
function count(tally, runtime, summary) {
  tally.add(summary);
  tally.skips.push(...summary.skips.map((name) => `${name} (under ${runtime})`));
  for (const problem of summary.problems) say(red(problem));
}
