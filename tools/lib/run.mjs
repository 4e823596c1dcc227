import { spawn } from "node:child_process";
import { root } from "./root.mjs";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] Default: the repository's root.
 * @property {NodeJS.ProcessEnv} [env] Replaces the environment.
 * @property {boolean} [live] Show the output on standard error as it comes, instead of keeping it.
 *
 * @typedef {object} RunResult
 * @property {boolean} ok Whether it exited with 0.
 * @property {string} how "exit code 3", "signal SIGSEGV", or why it could not be started.
 * @property {string} output Standard output and standard error as they came; empty when `live`.
 * @property {number} seconds
 */

/**
 * Runs a command to its end. Never rejects: a command that cannot be started is a result that is not ok.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd = root, env = process.env, live = false } = {}) {
  const start = performance.now();
  return new Promise((resolve) => {
    // What is kept may end up in a log: tools must not colour it because this process has a terminal.
    const quiet = live ? env : { ...env, NO_COLOR: "1", FORCE_COLOR: "0" };
    // Live output goes to our standard error (2) also where it is the child's standard output: ours is for results.
    const child = spawn(command, args, {
      cwd,
      env: quiet,
      stdio: live ? ["ignore", 2, 2] : ["ignore", "pipe", "pipe"],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    /**
     * @param {boolean} ok
     * @param {string} how
     */
    const end = (ok, how) =>
      resolve({ ok, how, output: Buffer.concat(chunks).toString(), seconds: (performance.now() - start) / 1000 });
    child.on("error", (error) => end(false, error.message));
    child.on("close", (code, signal) => end(code === 0, signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}
