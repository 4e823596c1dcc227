// Which cells there are, every backend that the facade would try in every runtime that npm has, and what is expected to fail in each.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ORDER } from "../../packages/pollio/src/backends.ts";
import { Failure } from "../lib/failure.ts";
import { inRoot } from "../lib/root.ts";
import { findRuntime } from "../lib/runtimes.ts";
import type { Runtime } from "../runtimes/current.ts";
import { SOURCES } from "../runtimes/fetch.ts";

/** One cell of the matrix. */
export interface Place {
  /** "node20" */
  readonly key: Runtime;
  /** "node" */
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
  const [, name, digits] = /^([a-z]+)(\d*)$/.exec(key) ?? [];
  const row = ORDER.find(({ runtime, from }) => runtime === name && Number(digits) >= from);
  return (row?.backends ?? []).map((backend) => ({
    key,
    name: name as Place["name"],
    version: versionOf(key),
    backend,
  }));
});

function versionOf(key: Runtime): string {
  if (key !== "bun") return SOURCES[key]?.[`${process.platform}-${process.arch}`]?.version ?? "";
  const executable = findRuntime("bun");
  return executable === undefined
    ? ""
    : JSON.parse(readFileSync(join(executable, "../../package.json"), "utf8")).version;
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
