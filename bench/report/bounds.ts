// The bounds that pollio promises, and how a run compares with them. A figure that is closer to its bound than the run's noise is not
// judged: another run might say the opposite.

import { busyLine } from "../harness/machine.ts";
import { median, noiseOf, ratiosOf, uncertainty } from "../harness/statistics.ts";
import { LIMIT, LIMIT_AGAIN } from "../participants/table.ts";
import { echoMeasure } from "../tables/echo.ts";
import { httpMeasure, USUAL, workersMeasure } from "../tables/http.ts";
import { COST } from "../tables/import.ts";
import { latencyMeasure } from "../tables/latency.ts";
import { HEAP } from "../tables/per-call.ts";
import { idleMeasure, scaleMeasure } from "../tables/scale.ts";
import { count, percent } from "./format.ts";
import { type TableName, type TableResult, valuesOf } from "./results.ts";

interface Limit {
  readonly most?: number;
  readonly least?: number;
}

interface Bound extends Limit {
  readonly table: TableName;
  readonly what: string;
  /** One per round; empty if a participant or measure is missing. The figure is their median. */
  readonly values: (result: TableResult) => readonly number[];
  readonly unit: "×" | "B" | "ms";
  /** The measure that the noise is taken from. A run without it says nothing about this bound. */
  readonly measure: string;
}

export type Verdict = "met" | "NOT met" | "not judged" | "not measured";

export interface Finding {
  readonly what: string;
  readonly bound: string;
  readonly measured: string;
  readonly noise: string;
  readonly verdict: Verdict;
}

const BACKENDS = ["bun", "deno", "napi", "koffi", "node-ffi"] as const;
type Name = (typeof BACKENDS)[number];
type Limits = Readonly<Partial<Record<Name, number>>>;

const ONE_READY: Limits = { bun: 1.14, deno: 1.17, napi: 1.25, koffi: 1.45 };
const ECHO: Limits = { bun: 1.15, napi: 1.15, koffi: 1.35 };
/** The backends that run in the runtime of Node's servers. */
const HTTP_PEERS: Limits = { napi: 1, koffi: 1 };
const IMPORT_MS: Limits = { napi: 25, koffi: 60 };
const EPOLL = "npm epoll";
const BATCH_BY_INDEX = "19,900 ready, by index";
/** Counts as no growth at all. */
const FLAT = 1.1;
/** The heap probe cannot distinguish this from 0. */
const NO_BYTES = 0.1;

/** The bounds of each backend; none where limits exist for some backends but not for this one. */
const SUBJECTS: readonly ((name: Name) => Bound | undefined)[] = [
  (name) =>
    ratio("per-call", `one ready: ${name} / its bare binding call`, { most: 1.08 }, [name, "one"], [name, "bare"]),
  (name) => limited(ONE_READY, name, (most) => call("one ready", "one", name, LIMIT, { most })),
  (name) => call(BATCH_BY_INDEX, "full", name, LIMIT, { most: 1.05 }),
  (name) => call("19,900 ready, by iterator", "iterate", name, LIMIT, { most: 1.15 }),
  (name) => call("one ready", "one", "Rust polling", name, { least: 3 }),
  (name) => call(BATCH_BY_INDEX, "full", EPOLL, name, { least: 50 }),
  (name) =>
    amount("per-call", `JavaScript heap per wait: ${name}`, NO_BYTES, "B", name, [
      `${HEAP}wait`,
      `${HEAP}waitAndIndex`,
    ]),
  (name) => wakeUp(name, "one", "blocking", 4),
  (name) => wakeUp(name, "one", "async", 2),
  (name) => wakeUp(name, "two", "blocking", 4),
  (name) => wakeUp(name, "two", "async", 2),
  (name) => limited(ECHO, name, (most) => echo(name, LIMIT, { most })),
  (name) => limited(ECHO, name, () => echo("Bun sockets", name, { least: 1.3 })),
  (name) => limited(ECHO, name, () => echo("node:net", name, { least: 1.6 })),
  (name) => limited(HTTP_PEERS, name, () => httpBound("node:net + parser", name, 1.6)),
  (name) => limited(HTTP_PEERS, name, () => httpBound("node:http", name, 3.4)),
  (name) => (name === "bun" ? httpBound("Bun.serve", name, 1.4) : undefined),
  (name) => (name === "deno" ? httpBound("Deno.serve", name, 1.4) : undefined),
  (name) => twoWorkers(name),
  (name) => heap(name, 10_000),
  (name) => heap(name, 19_000),
  (name) => {
    const what = `wait among 100,000 idle descriptors / wait among none: ${name}`;
    return ratio("scale", what, { most: FLAT }, [name, idleMeasure(100_000)], [name, idleMeasure(0)]);
  },
  (name) =>
    limited(IMPORT_MS, name, (most) =>
      amount("import", `import "pollio" and open the first poller: ${name}`, most, "ms", name, [COST]),
    ),
];

function limited(limits: Limits, name: Name, bound: (limit: number) => Bound): Bound | undefined {
  const limit = limits[name];
  return limit === undefined ? undefined : bound(limit);
}

type Source = readonly [participant: string, measure: string];

/** The ratio of two series of times, round by round. */
function ratio(table: TableName, what: string, limit: Limit, one: Source, other: Source, measure = one[1]): Bound {
  const values = (result: TableResult) => ratiosOf(valuesOf(result, ...one), valuesOf(result, ...other));
  return { table, what, values, ...limit, unit: "×", measure };
}

/** The measure with the largest median of some. */
function amount(
  table: TableName,
  what: string,
  most: number,
  unit: "B" | "ms",
  name: Name,
  measures: readonly [string, ...string[]],
): Bound {
  const values = (result: TableResult) =>
    measures
      .map((each) => valuesOf(result, name, each))
      .reduce((most, each) => (median(each) > median(most) ? each : most));
  return { table, what, values, most, unit, measure: measures[0] };
}

function call(what: string, measure: string, one: string, other: string, limit: Limit): Bound {
  return ratio("per-call", `${what}: ${one} / ${other}`, limit, [one, measure], [other, measure]);
}

/** npm's epoll can only wait asynchronously, and C only blocking. */
function wakeUp(name: Name, place: "one" | "two", mode: "blocking" | "async", least: number): Bound {
  const what = `wake-up p50, ${place === "one" ? "one core" : "two cores"}: ${EPOLL} / ${name}, ${mode}`;
  const epoll: Source = [EPOLL, latencyMeasure(place, "async", "p50")];
  const ours: Source = [name, latencyMeasure(place, mode, "p50")];
  return ratio("latency", what, { least }, epoll, ours, latencyMeasure(place, "blocking", "p50"));
}

function echo(one: string, other: string, limit: Limit): Bound {
  const measure = echoMeasure("cpu", 64, 64);
  const what = `echo, 64 connections, 64 B, processor time per message: ${one} / ${other}`;
  return ratio("echo", what, limit, [one, measure], [other, measure]);
}

function httpBound(peer: string, name: Name, least: number): Bound {
  const measure = httpMeasure("cpu", USUAL);
  const what = `HTTP, 64 connections, processor time per request: ${peer} / ${name}`;
  return ratio("http", what, { least }, [peer, measure], [name, measure]);
}

function twoWorkers(name: Name): Bound {
  const rate = (workers: 1 | 2): Source => [name, workersMeasure("rate", workers)];
  return ratio("http", `HTTP requests per second, two workers / one: ${name}`, { least: 1.7 }, rate(2), rate(1));
}

function heap(name: Name, descriptors: number): Bound {
  const what = `JavaScript heap per registered descriptor, with ${count(descriptors)}: ${name}`;
  return amount("scale", what, 8, "B", name, [scaleMeasure("register", descriptors, "heap")]);
}

/** Compares results with the bounds. Skips measures that a run lacks, and backends that the checkout does not have. */
export function findings(results: readonly TableResult[]): Finding[] {
  return SUBJECTS.flatMap((subject) =>
    BACKENDS.flatMap((name) => {
      const bound = subject(name);
      const result = results.find(({ table }) => table === bound?.table);
      if (bound === undefined || result === undefined || !mentions(result, name)) return [];
      return result.measures.some((measure) => measure.name === bound.measure) ? [findingOf(bound, result)] : [];
    }),
  );
}

function mentions({ participants, absent, failed }: TableResult, name: string): boolean {
  return [...participants, ...absent, ...failed].some((each) => each.name === name);
}

function findingOf(bound: Bound, result: TableResult): Finding {
  const { what, most, least, unit } = bound;
  const values = bound.values(result);
  const value = median(values);
  const noise = Math.max(noiseIn(bound, result), uncertainty(values));
  const shown = (number: number) => `${number.toFixed(2)}${unit === "×" ? "×" : ` ${unit}`}`;
  const limit = most === undefined ? `≥ ${shown(least ?? 0)}` : most === NO_BYTES ? "0 B" : `≤ ${shown(most)}`;
  return {
    what,
    bound: limit,
    measured: Number.isFinite(value) ? shown(value) : "–",
    noise: noise > 0 || unit === "×" ? percent(noise) : "–",
    verdict: verdictOf({ ...bound, value, noise, rough: isRough(result) }),
  };
}

/** How far apart the two runs of C are; 0 if nothing is timed or C did not run twice. */
function noiseIn({ measure, unit }: Bound, result: TableResult): number {
  if (unit !== "×") return 0;
  const noise = noiseOf(valuesOf(result, LIMIT_AGAIN, measure), valuesOf(result, LIMIT, measure));
  return Number.isFinite(noise) ? noise : 0;
}

/** So few rounds say nothing about their own noise. */
const FEW_ROUNDS = 5;

/** Whether others used the machine during so few rounds that nothing can be judged. */
function isRough({ rounds, machine }: TableResult): boolean {
  return rounds < FEW_ROUNDS && busyLine(machine) !== undefined;
}

interface Judged extends Limit {
  readonly value: number;
  readonly noise: number;
  readonly rough?: boolean;
}

export function verdictOf({
  value,
  noise,
  rough = false,
  most = Number.POSITIVE_INFINITY,
  least = Number.NEGATIVE_INFINITY,
}: Judged): Verdict {
  if (!Number.isFinite(value)) return "not measured";
  const distance = Math.min(Math.abs(value / most - 1), Math.abs(value / least - 1));
  if (rough || (noise > 0 && distance <= noise)) return "not judged";
  return value <= most && value >= least ? "met" : "NOT met";
}
