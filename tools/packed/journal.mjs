import { Failure } from "../lib/failure.mjs";
import { bold, progressLine, red, say, warn } from "../lib/say.mjs";

/**
 * One step, as --json prints it.
 *
 * @typedef {object} Row
 * @property {string} where The runtime and the backend, or "archives".
 * @property {string} step
 * @property {"ok" | "failed" | "not run"} state
 * @property {number} seconds
 * @property {string} problem
 */

/** Does steps, tells how they went, and goes on. */
export class Journal {
  /** @type {Row[]} */
  rows = [];
  #line = progressLine();

  /**
   * @template Result
   * @param {string} where
   * @param {string} step
   * @param {() => Promise<Result>} work
   * @returns {Promise<Result | undefined>} undefined when it failed.
   */
  async do(where, step, work) {
    const start = performance.now();
    const seconds = () => Math.round((performance.now() - start) / 10) / 100;
    this.#line.update(`${bold("packed")} ${where}: ${step}`);
    try {
      const result = await work();
      this.rows.push({ where, step, state: "ok", seconds: seconds(), problem: "" });
      return result;
    } catch (error) {
      const problem = error instanceof Failure ? error.message : String(error instanceof Error ? error.message : error);
      this.rows.push({ where, step, state: "failed", seconds: seconds(), problem });
      say(red(`${where}: ${step}: ${problem}`));
      return undefined;
    }
  }

  /**
   * @param {string} where
   * @param {string} why
   */
  leaveOut(where, why) {
    this.rows.push({ where, step: "all of it", state: "not run", seconds: 0, problem: why });
    warn(`NOT RUN: ${where}: ${why}`);
  }

  end() {
    const well = this.rows.filter(({ state }) => state === "ok").length;
    this.#line.done(`${bold("packed")} ${well} of ${this.rows.length} steps are well`);
  }
}
