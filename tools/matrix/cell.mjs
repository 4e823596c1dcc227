// One cell: the suite with a backend in a runtime.

import { inRoot } from "../lib/root.mjs";
import { plainLauncher, RUNTIME_ENV } from "../lib/runtimes.mjs";
import { judgeCases } from "../suite/judge.mjs";
import { runSession } from "../suite/session.mjs";
import { LIST } from "./expected.mjs";

/**
 * A case in matrix.json. `reason` says why a failure was expected, or why nothing can be proved.
 *
 * @typedef {object} CellCase
 * @property {string} name
 * @property {"passed" | "failed" | "expected" | "not provable"} status
 * @property {number} milliseconds
 * @property {string} [message]
 * @property {string} [reason]
 *
 * @typedef {object} Cell As matrix.json has it.
 * @property {"node" | "bun" | "deno"} runtime
 * @property {string} version
 * @property {string} backend
 * @property {number} passed
 * @property {number} failed
 * @property {number} expectedFailures
 * @property {CellCase[]} cases
 */

/** Two cells share the machine, and others may too: cases get more time than on a machine of their own. */
const PATIENCE = { slowdown: 3, patienceMs: 15_000, silenceMs: 90_000 };

/** The name under which what happened outside the cases is told. */
export const OUTSIDE = "(outside the cases)";

/**
 * @param {import("./cells.mjs").Place} place
 * @param {object} how
 * @param {ReadonlyMap<string, string>} how.listed The expected failures.
 * @param {readonly string[]} [how.only]
 * @param {number} how.limitMs
 * @param {(done: number, total: number, name: string) => void} [how.onCase]
 * @returns {Promise<Cell>}
 */
export async function runCell(place, { listed, only, limitMs, onCase }) {
  const launcher = plainLauncher(place.key);
  if (launcher === undefined) return cellOf(place, [outside(`${place.key} is not there`)]);
  const session = await runSession({
    runner: inRoot("tools/suite/runner.mjs"),
    ...launcher,
    env: { ...process.env, ...RUNTIME_ENV },
    backend: place.backend,
    ...(only && { only }),
    ...PATIENCE,
    limitMs,
    ...(onCase && { onCase }),
  });
  return judgeCell(place, session, listed, only);
}

/**
 * @param {import("./cells.mjs").Place} place
 * @param {import("../suite/session.mjs").Session} session
 * @param {ReadonlyMap<string, string>} listed
 * @param {readonly string[]} [only]
 * @returns {Cell}
 */
export function judgeCell(place, session, listed, only) {
  /** @type {CellCase[]} */
  const cases = judgeCases(session.results, listed, LIST).map(({ ms, ...rest }) => withTime(rest, ms));
  for (const { name, reason } of session.notProvable) {
    if (only?.some((prefix) => name.startsWith(prefix)) ?? true)
      cases.push({ ...withTime({ name, status: "not provable" }, 0), reason });
  }
  const have = new Set(cases.map(({ name }) => name));
  for (const name of only === undefined ? listed.keys() : []) {
    if (!have.has(name)) cases.push(failure(name, `it is listed in ${LIST}, and was not run here`));
  }
  if (session.trouble !== undefined) cases.push(outside(session.trouble));
  else if (session.results.length === 0) cases.push(outside("no case was run"));
  const [name, version] = session.runtime.split(" ");
  if (session.results.length > 0 && (name !== place.name || version !== place.version))
    cases.push(outside(`${place.name} ${place.version} was meant, and ${session.runtime} ran`));
  return cellOf(place, cases);
}

/**
 * @param {Pick<CellCase, "name" | "status" | "message" | "reason">} rest
 * @param {number} milliseconds
 * @returns {CellCase}
 */
function withTime({ name, status, message, reason }, milliseconds) {
  return {
    name,
    status,
    milliseconds,
    ...(message !== undefined && { message }),
    ...(reason !== undefined && { reason }),
  };
}

/**
 * @param {string} name
 * @param {string} message
 */
const failure = (name, message) => withTime({ name, status: "failed", message }, 0);
/** @param {string} message */
const outside = (message) => failure(OUTSIDE, message);

/**
 * @param {import("./cells.mjs").Place} place
 * @param {CellCase[]} cases
 * @returns {Cell}
 */
function cellOf({ name: runtime, version, backend }, cases) {
  const count = (/** @type {CellCase["status"]} */ status) => cases.filter((each) => each.status === status).length;
  return {
    runtime,
    version,
    backend,
    passed: count("passed"),
    failed: count("failed"),
    expectedFailures: count("expected"),
    cases,
  };
}
