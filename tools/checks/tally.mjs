/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** The sum over everything that npm test runs. */
export class Tally {
  /** @type {Counts} */
  #counts = { passed: 0, failed: 0, skipped: 0 };
  /** What was not run, for the end, where it is read. @type {string[]} */
  skips = [];

  /** @param {Partial<Counts>} counts */
  add({ passed = 0, failed = 0, skipped = 0 }) {
    this.#counts.passed += passed;
    this.#counts.failed += failed;
    this.#counts.skipped += skipped;
  }

  get ok() {
    return this.#counts.failed === 0 && this.#counts.passed > 0;
  }

  /** The last line of npm test. */
  get line() {
    const { passed, failed, skipped } = this.#counts;
    return `${passed} passed, ${failed} failed, ${skipped} skipped`;
  }
}
