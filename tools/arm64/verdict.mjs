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
 * @property {readonly { name: string, reason: string }[]} notProvable
 * @property {number} seconds
 */

/**
 * What is expected to fail in a runtime, as the runner takes it.
 *
 * @param {"node" | "bun"} runtime
 * @param {typeof EXPECTED_FAILURES} [listed]
 */
export function expectedIn(runtime, listed = EXPECTED_FAILURES) {
  return listed.filter((entry) => entry.runtime === runtime).map(({ name, reason }) => ({ case: name, reason }));
}

/**
 * Judges what the cases of a backend gave.
 *
 * @param {import("./options.mjs").Backend} backend
 * @param {import("@pollio/conformance/runner").Run} session
 * @returns {Row}
 */
export function judge({ name: backend }, session) {
  const having = (/** @type {string} */ status) => session.results.filter((each) => each.status === status);
  const problems = having("failed").map(({ name, message, details }) => `${name}: ${details ?? message}`);
  for (const { name, reason } of session.leftOut) problems.push(`${name}: its adapter leaves it out: ${reason}`);
  if (session.trouble !== undefined) problems.push(session.trouble.message);
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
 * @param {import("@pollio/conformance/runner").Run} session
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
