// The cells, every backend that the facade would try in every runtime that npm has, and what the suite gives in one.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Result, Run, RunOptions } from "@pollio/conformance/runner";
import { parse } from "yaml";
import { MUSL_SUITE } from "../../conformance/musl/prepare.ts";
import { ORDER } from "../../packages/pollio/src/backends.ts";
import { Failure } from "../lib/failure.ts";
import { inRoot } from "../lib/root.ts";
import { findRuntime, plainLauncher, RUNTIME_ENV, SOURCES } from "../lib/runtimes.ts";
import type { Runtime } from "../runtimes/current.ts";

/** Where a cell runs: the runtime, as "node20" and as "node", its version, which "musl" may follow, and the backend. */
export interface Place {
  readonly key: Runtime;
  readonly name: "node" | "bun" | "deno";
  readonly version: string;
  readonly backend: string;
}

const rank = (key: string) => (key.startsWith("node") ? 0 : 1);

/** Nodes from the oldest on, then the others by name. */
export const RUNTIMES = ([...Object.keys(SOURCES), "bun"] as Runtime[]).sort(
  (a, b) => rank(a) - rank(b) || a.localeCompare(b),
);

/** All cells of this machine, runtime by runtime. */
export const CELLS: readonly Place[] = RUNTIMES.flatMap((key) => {
  const name = key.replace(/\d+$|-musl$/, "") as Place["name"];
  const row = ORDER.find(({ runtime, from }) => runtime === name && Number(key.replace(/\D+/, "")) >= from);
  return (row?.backends ?? []).map((backend) => ({ key, name, version: versionOf(key), backend }));
});

function versionOf(key: Runtime): string {
  const { version } = SOURCES[key]?.[`${process.platform}-${process.arch}`] ?? { version: "" };
  if (key !== "bun") return key === "bun-musl" ? `${version} musl` : version;
  const path = join(findRuntime("bun") ?? "", "../../package.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).version : "";
}

/** The file of expected failures. */
export const LIST = "conformance/expected-failures.yaml";

/** Reasons by runtime, backend and case. */
export type Expected = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

export function readExpected(): Expected {
  return parse(readFileSync(inRoot(LIST), "utf8"), { strict: true, uniqueKeys: true });
}

/** Every cell must have a list, even an empty one, and each list a cell: a list without one would be forgotten. */
export function checkExpected(expected: Expected, cells: readonly Place[]): void {
  const lists = Object.entries(expected).flatMap(([key, own]) =>
    Object.entries(own).map(([backend, reasons]) => ({ name: `${key} ${backend}`, reasons })),
  );
  const names = cells.map(({ key, backend }) => `${key} ${backend}`);
  const missing = names.find((name) => !lists.some((list) => list.name === name));
  if (missing !== undefined) throw new Failure(`${LIST} has no list for ${missing}`);
  for (const { name, reasons } of lists) {
    if (!names.includes(name)) throw new Failure(`${LIST} has a list for ${name}, which is no cell`);
    for (const [each, reason] of Object.entries(reasons)) {
      if (typeof reason !== "string" || reason.trim() === "")
        throw new Failure(`${LIST} gives no reason for ${each} of ${name}`);
    }
  }
}

export function listOf(expected: Expected, { key, backend }: Place): Map<string, string> {
  return new Map(Object.entries(expected[key]?.[backend] ?? {}));
}

/** A case in matrix.json. `reason` says why a failure was expected, or why the case cannot be proved here. */
export interface CellCase extends Pick<Result, "name" | "message" | "details" | "reason"> {
  readonly status: Result["status"] | "not provable";
  readonly milliseconds: number;
}

/** A cell in matrix.json. */
export type Cell = ReturnType<typeof cellOf>;

/** Two cells share the machine, and others may too, so cases get more time than on a machine of their own. */
const PATIENCE = { slowdown: 3, patienceMs: 15_000 };

/** The name under which failures outside the cases are reported. */
export const OUTSIDE = "(outside the cases)";

/** `listed` are the expected failures with their reasons, `only` beginnings of names. */
export async function runCell(
  place: Place,
  listed: ReadonlyMap<string, string>,
  { only, ...how }: Pick<RunOptions, "limitMs" | "onCase"> & { only?: readonly string[] | undefined },
): Promise<Cell> {
  const { runSuite } = await import("@pollio/conformance/runner"); // here, because it is built first
  const { env, ...launcher } = plainLauncher(place.key)!; // which was fetched
  const run = await runSuite({
    adapter: `@pollio/${place.backend}/adapter`,
    ...launcher,
    ...(place.key === "bun-musl" && { packageFolder: MUSL_SUITE }),
    env: { ...process.env, ...RUNTIME_ENV, ...env },
    isolation: "crash",
    expectedFailures: [...listed].map(([name, reason]) => ({ case: name, reason })),
    ...(only && { only }),
    ...PATIENCE,
    ...how,
  });
  return judgeCell(place, run, listed, only);
}

export function judgeCell(place: Place, run: Run, listed: ReadonlyMap<string, string>, only?: readonly string[]): Cell {
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
  const expected = `${place.name} ${place.version.split(" ")[0]}`;
  if (results.length > 0 && !runtime.startsWith(`${expected} `))
    cases.push(failure(OUTSIDE, `${expected} was expected, and ${runtime} ran`));
  return cellOf(place, cases);
}

function failure(name: string, message: string): CellCase {
  return { name, status: "failed", milliseconds: 0, message };
}

function cellOf({ name: runtime, version, backend }: Place, cases: readonly CellCase[]) {
  const count = (status: CellCase["status"]) => cases.filter((each) => each.status === status).length;
  const counts = { passed: count("passed"), failed: count("failed"), expectedFailures: count("expected") };
  return { runtime, version, backend, ...counts, cases };
}
