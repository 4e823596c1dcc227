// What a run has tried and found, for docs/reliability.md to be written from: build/reliability/<name>.json.

import { mkdirSync, writeFileSync } from "node:fs";
import { inRoot } from "../../tools/lib/root.ts";

/** A planted fault, and what found it. */
export interface FoundFault {
  readonly fault: string;
  /** The file that it is planted in. */
  readonly where: string;
  readonly foundBy: string;
  readonly seconds: number;
}

export interface Recorded {
  /** How much was tried, with its numbers. */
  readonly tried: string;
  /** What came of it, with its numbers: what was wrong, lost, or left. */
  readonly came: string;
  readonly faults?: readonly FoundFault[];
}

export const RECORDS = inRoot("build/reliability");

/** Writes what this process has tried so far; each test file has a process of its own, and so has a command. */
export function record(name: string, recorded: Recorded): void {
  mkdirSync(RECORDS, { recursive: true });
  const value = { ...recorded, seconds: process.uptime(), finished: new Date().toISOString() };
  writeFileSync(`${RECORDS}/${name}.json`, `${JSON.stringify(value, null, 2)}\n`);
}

export const number = (value: number): string => value.toLocaleString("en");

export const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + of(one), 0);

/** Seconds since `start`, of performance.now(), to the hundredth. */
export const secondsSince = (start: number): number => Math.round((performance.now() - start) / 10) / 100;
