/**
 * @typedef {object} Judged One case.
 * @property {string} name
 * @property {"passed" | "failed" | "expected"} status
 * @property {number} ms
 * @property {string} [message] What a case that did not pass says.
 * @property {string} [reason] Why that was expected.
 */

/**
 * Judges what a session gave. A failure that is listed is expected, and a listed case that passes is a failure.
 *
 * @param {readonly import("./session.mjs").Result[]} results
 * @param {ReadonlyMap<string, string>} listed Reasons by name.
 * @param {string} list The file that they are in, for the message.
 * @returns {Judged[]}
 */
export function judgeCases(results, listed, list) {
  return results.map(({ name, ms, message }) => {
    const reason = listed.get(name);
    if (message === undefined) {
      if (reason === undefined) return { name, status: "passed", ms };
      const passes = `it passes, and is listed as a failure: take it out of ${list}`;
      return { name, status: "failed", ms, message: passes };
    }
    return reason === undefined
      ? { name, status: "failed", ms, message }
      : { name, status: "expected", ms, message, reason };
  });
}
