// One cell: the suite with a backend in a runtime.

import { plainLauncher, RUNTIME_ENV } from "../lib/runtimes.mjs";
import { LIST } from "./expected.mjs";

/**
 * A case in matrix.json. `reason` says why a failure was expected, or why nothing can be proved.
 *
 * @typedef {object} CellCase
 * @property {string} name
 * @property {"passed" | "failed" | "expected" | "not provable"} status
 * @property {number} milliseconds
 * @property {string} [message]
 * @property {string} [details] The stack and the value of a failure that was not expected.
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
const PATIENCE = { slowdown: 3, patienceMs: 15_000 };

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
  const { runSuite } = await import("@pollio/conformance/runner"); // here, because --help works before anything is built
  const run = await runSuite({
    adapter: `@pollio/${place.backend}/adapter`,
    ...launcher,
    env: { ...process.env, ...RUNTIME_ENV },
    isolation: "crash",
    expectedFailures: [...listed].map(([name, reason]) => ({ case: name, reason })),
    ...(only && { only }),
    ...PATIENCE,
    limitMs,
    ...(onCase && { onCase }),
  });
  return judgeCell(place, run, listed, only);
}

/**
 * @param {import("./cells.mjs").Place} place
 * @param {import("@pollio/conformance/runner").Run} run
 * @param {ReadonlyMap<string, string>} listed
 * @param {readonly string[]} [only]
 * @returns {Cell}
 */
export function judgeCell(place, run, listed, only) {
  /** @type {CellCase[]} */
  const cases = run.results.map(({ ms, ...rest }) => withTime(rest, ms));
  for (const { name, reason } of run.notProvable) cases.push(withTime({ name, status: "not provable", reason }, 0));
  for (const { name, reason } of run.leftOut) cases.push(failure(name, `its adapter leaves it out: ${reason}`));
  const have = new Set(cases.map(({ name }) => name));
  for (const name of only === undefined ? listed.keys() : []) {
    if (!have.has(name)) cases.push(failure(name, `it is listed in ${LIST}, and was not run here`));
  }
  if (run.trouble !== undefined) cases.push(outside(run.trouble.message, run.trouble.details));
  else if (run.results.length === 0) cases.push(outside("no case was run"));
  const [name, version] = run.runtime.split(" ");
  if (run.results.length > 0 && (name !== place.name || version !== place.version))
    cases.push(outside(`${place.name} ${place.version} was meant, and ${run.runtime} ran`));
  return cellOf(place, cases);
}

/**
 * @param {Pick<CellCase, "name" | "status" | "message" | "details" | "reason">} rest
 * @param {number} milliseconds
 * @returns {CellCase}
 */
function withTime({ name, status, message, details, reason }, milliseconds) {
  return {
    name,
    status,
    milliseconds,
    ...(message !== undefined && { message }),
    ...(status === "failed" && details !== undefined && { details }),
    ...(reason !== undefined && { reason }),
  };
}

/**
 * @param {string} name
 * @param {string} message
 * @param {string} [details]
 */
const failure = (name, message, details) =>
  withTime({ name, status: "failed", message, ...(details !== undefined && { details }) }, 0);
/**
 * @param {string} message
 * @param {string} [details]
 */
const outside = (message, details) => failure(OUTSIDE, message, details);

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
