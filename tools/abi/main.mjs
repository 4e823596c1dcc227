import { availableParallelism } from "node:os";
import { join } from "node:path";
import { compileAddon, compileLayout, zigCompiler } from "../cross/compiler.mjs";
import { findHeaders } from "../cross/headers.mjs";
import { findZig, whyNoZig } from "../cross/zig.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { bold, progressLine, red, say, warn } from "../lib/say.mjs";
import { abiOptions, HELP } from "./options.mjs";

/**
 * One compilation, as --json prints it.
 *
 * @typedef {object} Row
 * @property {string} target
 * @property {"layout" | "addon"} what
 * @property {boolean} ok
 * @property {number} seconds
 * @property {string[]} wrong What of the spec the headers contradict, such as "spec/linux.yaml: EPOLLIN".
 */

/**
 * The command npm run check:abi.
 *
 * @param {string[]} args
 * @returns {Promise<number>} The exit code.
 */
export async function checkAbi(args) {
  const options = abiOptions(args);
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  await ensureInstalled();
  const zig = findZig();
  if (zig === undefined) {
    warn(`NOT RUN: ${whyNoZig()}`);
    return ExitCode.notRun;
  }
  const headers = options.jobs.some(({ what }) => what === "addon") ? await findHeaders() : "";
  const rows = await runAll(options.jobs, (job) => compile(job, zig, headers, options.root));
  if (options.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else {
    const { formatTable } = await import("./table.mjs"); // here, because it needs what was installed above
    process.stdout.write(`${formatTable(rows)}\n`);
  }
  return rows.every(({ ok }) => ok) ? ExitCode.ok : ExitCode.failed;
}

/**
 * @param {import("./options.mjs").Job} job
 * @param {string} zig
 * @param {string} headers
 * @param {string} root
 * @returns {Promise<Row>}
 */
async function compile({ target, what }, zig, headers, root) {
  const compiler = zigCompiler(zig, target);
  const folder = inRoot("build", "abi", target.name);
  const { ok, output, seconds } =
    what === "layout"
      ? await compileLayout(compiler, target, root, folder)
      : await compileAddon(compiler, target, headers, join(folder, "addon"));
  if (!ok)
    say(`${output}\n${red(`the ${what} does not compile for ${target.name}`)}; the compiler's words are above\n`);
  return { target: target.name, what, ok, seconds: Math.round(seconds * 100) / 100, wrong: contradictions(output) };
}

/**
 * The messages of the assertions that failed.
 *
 * @param {string} output Of a compiler.
 * @returns {string[]}
 */
export function contradictions(output) {
  const messages = [...output.matchAll(/^.*\berror: static[_ ]assertion failed.*?(spec\/[\w.-]+\.yaml: [^\n"]+)/gm)];
  return [...new Set(messages.map(([, message = ""]) => message.trim()))];
}

/**
 * Runs the jobs, as many at a time as there are processors. The rows come out in the jobs' order.
 *
 * @param {readonly import("./options.mjs").Job[]} jobs
 * @param {(job: import("./options.mjs").Job) => Promise<Row>} runJob
 */
async function runAll(jobs, runJob) {
  const line = progressLine();
  const start = performance.now();
  /** @type {Row[]} */
  const rows = [];
  let next = 0;
  const takeJobs = async () => {
    for (;;) {
      const index = next++;
      const job = jobs[index];
      if (job === undefined) return;
      line.update(`${bold("check:abi")} ${index + 1} of ${jobs.length}: the ${job.what} for ${job.target.name}`);
      rows[index] = await runJob(job);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, takeJobs));
  const right = rows.filter(({ ok }) => ok).length;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  line.done(`${bold("check:abi")} ${right} of ${rows.length} compile, ${seconds} s`);
  return rows;
}
