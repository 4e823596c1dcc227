// The results of a table as stored in JSON: the value of each round, from which everything else can be derived.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../../tools/lib/root.ts";
import type { Machine } from "../harness/machine.ts";
import { TABLE_NAMES, type TableName } from "../options.ts";
import type { Role } from "../participants/entry.ts";

export type { TableName };

export type Unit = "ns" | "bytes" | "us" | "per second" | "ms";

export interface Measure {
  readonly name: string;
  readonly unit: Unit;
}

export interface Measured {
  readonly name: string;
  readonly role: Role;
  readonly note?: string;
  /** How it introduced itself: versions. */
  readonly about?: string;
}

export interface Series {
  readonly participant: string;
  readonly measure: string;
  /** One per round. Rounds missing at the end were not run, because the participant failed. */
  readonly values: readonly number[];
}

export interface Reason {
  readonly name: string;
  readonly reason: string;
}

export interface TableResult {
  readonly table: TableName;
  readonly full: boolean;
  readonly rounds: number;
  /** When the run ended, in ISO 8601. */
  readonly finished: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly measures: readonly Measure[];
  readonly participants: readonly Measured[];
  /** Participants that were not available. */
  readonly absent: readonly Reason[];
  /** Participants that failed. */
  readonly failed: readonly Reason[];
  readonly series: readonly Series[];
}

/** A participant's values; empty if it does not have the measure. */
export function valuesOf({ series }: TableResult, participant: string, measure: string): readonly number[] {
  return series.find((each) => each.participant === participant && each.measure === measure)?.values ?? [];
}

/** Committed results. */
export const PUBLISHED = inRoot("bench", "results");
/** Results of this machine; ignored by git. */
export const LOCAL = inRoot("bench", "results", "local");

export function writeResult(folder: string, result: TableResult): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${result.table}.json`);
  writeFileSync(path, `${jsonOf(result)}\n`);
  return path;
}

/** The stored tables, in the usual order; measuring one table keeps the others. */
export function readResults(folder: string): TableResult[] {
  return TABLE_NAMES.map((table) => join(folder, `${table}.json`))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, "utf8")));
}

/** One series per line, with significant digits only. */
export function jsonOf(result: TableResult): string {
  const rounded = (value: number): number => Number(value.toPrecision(6));
  const series = result.series.map((each) => JSON.stringify({ ...each, values: each.values.map(rounded) }));
  const rest = JSON.stringify({ ...result, series: [] }, null, 2);
  return rest.replace(/"series": \[\]\n\}$/, () => `"series": [\n    ${series.join(",\n    ")}\n  ]\n}`);
}
