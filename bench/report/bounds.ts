// The figures that must be shown, each with its bound. A figure that is past its bound by no more than C is from C in the same
// measure of the same run counts as met, and says so.

import { median, medianRatio, noiseOf } from "../harness/statistics.ts";
import { LIMIT, LIMIT_AGAIN } from "../participants/table.ts";
import { echoMeasure } from "../tables/echo.ts";
import { COST } from "../tables/import.ts";
import { latencyMeasure } from "../tables/latency.ts";
import { HEAP } from "../tables/per-call.ts";
import { idleMeasure, scaleMeasure } from "../tables/scale.ts";
import { type TableName, type TableResult, valuesOf } from "./results.ts";

interface Bound {
  readonly table: TableName;
  readonly what: string;
  /** NaN where a participant or measure is missing. */
  readonly value: (result: TableResult) => number;
  readonly most?: number;
  readonly least?: number;
  readonly unit: "×" | "B" | "ms";
  /** What is measured. A quick run has not everything. */
  readonly measure: string;
}

export type Verdict = "met" | "met within the noise" | "NOT met" | "not measured";

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
const IMPORT_MS: Limits = { napi: 25, koffi: 60 };
const EPOLL = "npm epoll";
const POLLING = "Rust polling";
const CPU = echoMeasure("cpu", 64, 64);
/** What counts as no growth at all. */
const FLAT = 1.1;
/** What the probe of the heap does not tell from 0. */
const NO_BYTES = 0.1;

/** The ratio of two participants, round by round. */
function between(name: string, measure: string, other: string, otherMeasure = measure): Bound["value"] {
  return (result) => medianRatio(valuesOf(result, name, measure), valuesOf(result, other, otherMeasure));
}

/** A ratio of times, in the one measure or in two. */
function timed(
  table: TableName,
  what: string,
  value: Bound["value"],
  limit: Pick<Bound, "most" | "least">,
  measure: string,
) {
  return { table, what, value, ...limit, unit: "×", measure } as const;
}

/** What is asked of each backend; none where a limit is given for some and not for this one. */
const SUBJECTS: readonly ((name: Name) => Bound | undefined)[] = [
  (name) =>
    timed(
      "per-call",
      `one ready: ${name} to its bare binding call`,
      between(name, "one", name, "bare"),
      { most: 1.08 },
      "one",
    ),
  (name) =>
    limited(ONE_READY, name, (most) =>
      timed("per-call", `one ready: ${name} to C`, between(name, "one", LIMIT), { most }, "one"),
    ),
  (name) =>
    timed("per-call", `19,900 ready, by index: ${name} to C`, between(name, "full", LIMIT), { most: 1.05 }, "full"),
  (name) =>
    timed(
      "per-call",
      `19,900 ready, by iterator: ${name} to C`,
      between(name, "iterate", LIMIT),
      { most: 1.15 },
      "iterate",
    ),
  (name) =>
    timed("per-call", `one ready: Rust's polling to ${name}`, between(POLLING, "one", name), { least: 3 }, "one"),
  (name) =>
    timed("per-call", `19,900 ready: npm's epoll to ${name}`, between(EPOLL, "full", name), { least: 50 }, "full"),
  (name) => ({
    table: "per-call",
    what: `JavaScript heap a wait: ${name}`,
    value: (result) =>
      Math.max(...["wait", "waitAndIndex"].map((operation) => median(valuesOf(result, name, `${HEAP}${operation}`)))),
    most: NO_BYTES,
    unit: "B",
    measure: `${HEAP}wait`,
  }),
  (name) => woken(name, "one", "blocking", 4),
  (name) => woken(name, "one", "async", 2),
  (name) => woken(name, "two", "blocking", 4),
  (name) => woken(name, "two", "async", 2),
  (name) => limited(ECHO, name, (most) => echoed(name, LIMIT, { most })),
  (name) => limited(ECHO, name, () => echoed("Bun sockets", name, { least: 1.3 })),
  (name) => limited(ECHO, name, () => echoed("node:net", name, { least: 1.6 })),
  (name) => heapOf(name, 10_000),
  (name) => heapOf(name, 19_000),
  (name) => {
    const [most, none] = [idleMeasure(100_000), idleMeasure(0)];
    const what = `a wait among 100,000 idle descriptors to one among none: ${name}`;
    return timed("scale", what, between(name, most, name, none), { most: FLAT }, most);
  },
  (name) => limited(IMPORT_MS, name, (most) => imported(name, most)),
];

function limited(limits: Limits, name: Name, bound: (limit: number) => Bound): Bound | undefined {
  const limit = limits[name];
  return limit === undefined ? undefined : bound(limit);
}

/** npm's epoll has but one way, the asynchronous. */
function woken(name: Name, place: "one" | "two", mode: "blocking" | "async", least: number): Bound {
  const [ours, theirs] = [latencyMeasure(place, mode, "p50"), latencyMeasure(place, "async", "p50")];
  const what = `wake-up p50, ${place === "one" ? "one core" : "two cores"}: npm's epoll to ${name}, ${mode}`;
  const measure = latencyMeasure(place, "blocking", "p50");
  return timed("latency", what, between(EPOLL, theirs, name, ours), { least }, measure);
}

function echoed(one: string, other: string, limit: Pick<Bound, "most" | "least">): Bound {
  const what = `echo, 64 connections of 64 B, processor time a message: ${one} to ${other}`;
  return timed("echo", what, between(one, CPU, other), limit, CPU);
}

function heapOf(name: Name, count: number): Bound {
  const measure = scaleMeasure("register", count, "heap");
  return {
    table: "scale",
    what: `JavaScript heap a registered descriptor, of ${count.toLocaleString("en-US")}: ${name}`,
    value: (result) => median(valuesOf(result, name, measure)),
    most: 8,
    unit: "B",
    measure,
  };
}

function imported(name: Name, most: number): Bound {
  return {
    table: "import",
    what: `import "pollio" and the first poller: ${name}`,
    value: (result) => median(valuesOf(result, name, COST)),
    most,
    unit: "ms",
    measure: COST,
  };
}

/** What is to be said of some tables; nothing of what was not in this run, or of a backend that is not in this checkout. */
export function findings(results: readonly TableResult[]): Finding[] {
  return SUBJECTS.flatMap((subject) =>
    BACKENDS.flatMap((name) => {
      const bound = subject(name);
      const result = results.find(({ table }) => table === bound?.table);
      if (bound === undefined || result === undefined || !isThere(name, result)) return [];
      return result.measures.some((measure) => measure.name === bound.measure) ? [findingOf(bound, result)] : [];
    }),
  );
}

function isThere(name: string, { participants, absent, failed }: TableResult): boolean {
  return [...participants, ...absent, ...failed].some((each) => each.name === name);
}

function findingOf(bound: Bound, result: TableResult): Finding {
  const { what, most, least, unit } = bound;
  const value = bound.value(result);
  const noise = noiseIn(bound, result);
  const shown = (number: number) => `${number.toFixed(2)}${unit === "×" ? "×" : ` ${unit}`}`;
  const limit = most === undefined ? `≥ ${shown(least ?? 0)}` : most === NO_BYTES ? "0 B" : `≤ ${shown(most)}`;
  return {
    what,
    bound: limit,
    measured: Number.isFinite(value) ? shown(value) : "–",
    noise: noise === undefined ? "–" : `${(noise * 100).toFixed(1)} %`,
    verdict: verdictOf({ ...bound, value, noise: noise ?? 0 }),
  };
}

/** How far C is from C; undefined where nothing is timed or C was not there twice. */
function noiseIn({ measure, unit }: Bound, result: TableResult): number | undefined {
  if (unit !== "×") return undefined;
  const noise = noiseOf(valuesOf(result, LIMIT_AGAIN, measure), valuesOf(result, LIMIT, measure));
  return Number.isFinite(noise) ? noise : undefined;
}

interface Judged {
  readonly value: number;
  readonly noise: number;
  readonly most?: number;
  readonly least?: number;
}

export function verdictOf({
  value,
  noise,
  most = Number.POSITIVE_INFINITY,
  least = Number.NEGATIVE_INFINITY,
}: Judged): Verdict {
  if (!Number.isFinite(value)) return "not measured";
  if (value <= most && value >= least) return "met";
  return value <= most * (1 + noise) && value >= least / (1 + noise) ? "met within the noise" : "NOT met";
}
