// One cell: the suite with a backend in a runtime.
import type { Run } from "@pollio/conformance/runner";
import { plainLauncher, RUNTIME_ENV } from "../lib/runtimes.ts";
import { LIST, type Place } from "./cells.ts";

/** A case in matrix.json. `reason` says why a failure was expected, or why the case cannot be proved here. */
export interface CellCase {
  readonly name: string;
  readonly status: "passed" | "failed" | "expected" | "not provable";
  readonly milliseconds: number;
  readonly message?: string;
  /** The stack and the values of an unexpected failure. */
  readonly details?: string;
  readonly reason?: string;
}

/** A cell in matrix.json. */
export interface Cell {
  readonly runtime: Place["name"];
  readonly version: string;
  readonly backend: string;
  readonly passed: number;
  readonly failed: number;
  readonly expectedFailures: number;
  readonly cases: readonly CellCase[];
}

/** Two cells share the machine, and others may too, so cases get more time than on a machine of their own. */
const PATIENCE = { slowdown: 3, patienceMs: 15_000 };

/** The name under which failures outside the cases are reported. */
export const OUTSIDE = "(outside the cases)";

export interface How {
  /** The expected failures, with their reasons. */
  readonly listed: ReadonlyMap<string, string>;
  /** Beginnings of names. */
  readonly only?: readonly string[] | undefined;
  readonly limitMs: number;
  readonly onCase: (done: number, total: number) => void;
}

export async function runCell(place: Place, { listed, only, limitMs, onCase }: How): Promise<Cell> {
  const launcher = plainLauncher(place.key);
  if (launcher === undefined) return cellOf(place, [failure(OUTSIDE, `${place.key} is not installed`)]);
  const { runSuite } = await import("@pollio/conformance/runner"); // here, because it is built first
  const run = await runSuite({
    adapter: `@pollio/${place.backend}/adapter`,
    ...launcher,
    env: { ...process.env, ...RUNTIME_ENV },
    isolation: "crash",
    expectedFailures: [...listed].map(([name, reason]) => ({ case: name, reason })),
    ...(only && { only }),
    ...PATIENCE,
    limitMs,
    onCase,
  });
  return judgeCell(place, run, listed, only);
}

export function judgeCell(place: Place, run: Run, listed: How["listed"], only?: readonly string[]): Cell {
  const { results, notProvable, leftOut, runtime, trouble } = run;
  const cases: CellCase[] = results.map(({ name, status, ms: milliseconds, message, details, reason }) => ({
    ...{ name, status, milliseconds },
    ...(message !== undefined && { message }),
    ...(status === "failed" && details !== undefined && { details }),
    ...(reason !== undefined && { reason }),
  }));
  for (const { name, reason } of notProvable) cases.push({ name, status: "not provable", milliseconds: 0, reason });
  for (const { name, reason } of leftOut) cases.push(failure(name, `its adapter leaves it out: ${reason}`));
  const have = new Set(cases.map(({ name }) => name));
  for (const name of only === undefined ? listed.keys() : []) {
    if (!have.has(name)) cases.push(failure(name, `it is listed in ${LIST}, but was not run here`));
  }
  if (trouble !== undefined) cases.push(failure(OUTSIDE, trouble.details ?? trouble.message));
  else if (results.length === 0) cases.push(failure(OUTSIDE, "no case was run"));
  const expected = `${place.name} ${place.version}`;
  if (results.length > 0 && !runtime.startsWith(`${expected} `))
    cases.push(failure(OUTSIDE, `${expected} was expected, and ${runtime} ran`));
  return cellOf(place, cases);
}

function failure(name: string, message: string): CellCase {
  return { name, status: "failed", milliseconds: 0, message };
}

function cellOf({ name: runtime, version, backend }: Place, cases: readonly CellCase[]): Cell {
  const count = (status: CellCase["status"]) => cases.filter((each) => each.status === status).length;
  const counts = { passed: count("passed"), failed: count("failed"), expectedFailures: count("expected") };
  return { runtime, version, backend, ...counts, cases };
}
