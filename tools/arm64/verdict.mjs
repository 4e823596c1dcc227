import { judgeCases } from "../suite/judge.mjs";
import { EXPECTED_FAILURES } from "./cases.mjs";

/**
 * One backend, as --json prints it.
 *
 * @typedef {object} Row
 * @property {string} backend
 * @property {string} runtime
 * @property {number} passed
 * @property {string[]} expected Failures that are listed.
 * @property {string[]} problems A sentence each.
 * @property {{ name: string, reason: string }[]} notProvable
 * @property {number} seconds
 */

/**
 * Judges what the cases of a backend gave. A failure that is listed is expected, and a listed case that passes is a problem.
 *
 * @param {import("./options.mjs").Backend} backend
 * @param {import("../suite/session.mjs").Session} session
 * @param {typeof EXPECTED_FAILURES} [listed]
 * @returns {Row}
 */
export function judge({ name: backend, runtime }, session, listed = EXPECTED_FAILURES) {
  const known = new Map(listed.filter((entry) => entry.runtime === runtime).map((entry) => [entry.name, entry.reason]));
  const cases = judgeCases(session.results, known, "tools/arm64/cases.mjs");
  const having = (/** @type {string} */ status) => cases.filter((each) => each.status === status);
  const problems = having("failed").map(({ name, message }) => `${name}: ${message}`);
  if (session.trouble !== undefined) problems.push(session.trouble);
  if (session.results.length === 0) problems.push("no case was run");
  return {
    backend,
    runtime: session.runtime,
    passed: having("passed").length,
    expected: having("expected").map(({ name, reason }) => `${name}: ${reason}`),
    problems,
    notProvable: session.notProvable,
    seconds: Math.round(session.seconds * 10) / 10,
  };
}

/**
 * Judges what the cases of a sabotaged backend gave: each of them must have failed.
 *
 * @param {import("./options.mjs").Backend} backend
 * @param {import("../suite/session.mjs").Session} session
 * @param {readonly string[]} finders
 * @returns {Row}
 */
export function judgeSabotage({ name }, session, finders) {
  const found = new Set(session.results.filter(({ message }) => message !== undefined).map((result) => result.name));
  const blind = finders.filter((finder) => !found.has(finder));
  return {
    backend: `${name}, 12-byte layout`,
    runtime: session.runtime,
    passed: 0,
    expected: finders.filter((finder) => found.has(finder)),
    problems: blind.map((finder) => `${finder} does not find the wrong layout`),
    notProvable: [],
    seconds: Math.round(session.seconds * 10) / 10,
  };
}
