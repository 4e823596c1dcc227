// What a table's run found, as it is kept in JSON: the value of each round, so that everything else can be worked out again.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../../tools/lib/root.mjs";
import type { Machine } from "../harness/machine.ts";
import { TABLE_NAMES } from "../options.mjs";
import type { Role } from "../participants/entry.ts";

export type TableName = (typeof TABLE_NAMES)[number];

export type Unit = "ns" | "bytes" | "us" | "per second" | "ms";

export interface Measure {
  readonly name: string;
  readonly unit: Unit;
}

export interface Measured {
  readonly name: string;
  readonly role: Role;
  readonly note?: string;
  /** What it said of itself: versions. */
  readonly about?: string;
}

export interface Series {
  readonly participant: string;
  readonly measure: string;
  /** One a round. Rounds that are missing at the end were not run, because the participant failed. */
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
  /** When it ended, in ISO 8601. */
  readonly finished: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly measures: readonly Measure[];
  readonly participants: readonly Measured[];
  /** Who could not be had here. */
  readonly absent: readonly Reason[];
  /** Who was there and went wrong. */
  readonly failed: readonly Reason[];
  readonly series: readonly Series[];
}

/** The values of a participant; none where it has no such measure. */
export function valuesOf({ series }: TableResult, participant: string, measure: string): readonly number[] {
  return series.find((each) => each.participant === participant && each.measure === measure)?.values ?? [];
}

/** What is committed. */
export const PUBLISHED = inRoot("bench", "results");
/** What only this machine keeps; ignored by git. */
export const LOCAL = inRoot("bench", "results", "local");

export function writeResult(folder: string, result: TableResult): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${result.table}.json`);
  writeFileSync(path, `${jsonOf(result)}\n`);
  return path;
}

/** The tables that were measured before, in this order; a run of one table leaves the others as they are. */
export function readResults(folder: string): TableResult[] {
  return TABLE_NAMES.map((table) => join(folder, `${table}.json`))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, "utf8")));
}

/** A series a line, with the digits that say something. */
export function jsonOf(result: TableResult): string {
  const rounded = (value: number): number => Number(value.toPrecision(6));
  const series = result.series.map((each) => JSON.stringify({ ...each, values: each.values.map(rounded) }));
  const rest = JSON.stringify({ ...result, series: [] }, null, 2);
  return rest.replace(/"series": \[\]\n\}$/, () => `"series": [\n    ${series.join(",\n    ")}\n  ]\n}`);
}
