import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * What runner.mjs says, a line each.
 *
 * @typedef {object} Said
 * @property {string[]} [cases] All that it will run.
 * @property {{ name: string, reason: string }[]} [notProvable]
 * @property {string} [runtime]
 * @property {string} [begin]
 * @property {string} [end]
 * @property {number} [ms]
 * @property {string} [message]
 * @property {boolean} [finished]
 */

/** The lines of its last words that are shown. */
const LAST_WORDS = 3;

/** A process of runner.mjs, with the processes that its cases start. */
export class RunnerProcess {
  #child;
  #complaints = "";

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} [env]
   */
  constructor(command, args, env = process.env) {
    // A group of its own, so that nothing that it has started outlives it.
    this.#child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    this.#child.stderr.on("data", (chunk) => {
      this.#complaints = `${this.#complaints}${chunk}`.slice(-4_000);
    });
  }

  /**
   * @param {{ silenceMs: number, limitMs: number }} patience It is killed when it says nothing for so long, or takes so long in all.
   * @param {(said: Said) => void} hear
   * @returns {Promise<string>} How it ended, in a sentence.
   */
  async run({ silenceMs, limitMs }, hear) {
    /** @type {string | undefined} */
    let killed;
    const killFor = (/** @type {string} */ why) => () => {
      killed ??= why;
      this.#kill();
    };
    const watchdog = setTimeout(killFor(`nothing was heard of it for ${silenceMs} ms`), silenceMs);
    const limit = setTimeout(killFor("the time for all cases was over"), limitMs);
    const kill = () => this.#kill();
    process.on("exit", kill);
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      watchdog.refresh();
      const said = parse(line);
      if (said !== undefined) hear(said);
    });
    const how = await this.#ended();
    clearTimeout(watchdog);
    clearTimeout(limit);
    kill();
    process.off("exit", kill);
    const words = this.#complaints.trim().split("\n").slice(0, LAST_WORDS).join("; ");
    return `${killed ?? how}${words && `: ${words}`}`;
  }

  /** @returns {Promise<string>} */
  #ended() {
    return new Promise((resolve) => {
      this.#child.on("error", (error) => resolve(`it cannot be started: ${error.message}`));
      // What it has started has its output open: without this, nothing would be closed.
      this.#child.on("exit", () => this.#kill());
      this.#child.on("close", (code, signal) => resolve(`the process ended with ${signal ?? `exit code ${code}`}`));
    });
  }

  #kill() {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // All of them have ended.
    }
  }
}

/**
 * @param {string} line
 * @returns {Said | undefined}
 */
function parse(line) {
  if (!line.startsWith("{")) return undefined; // what a case writes
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
