// What docs/performance.md opens with: one picture and at most five sentences, for somebody who wants to know what pollio costs. A sentence
// whose figures were not measured is left out.

import { median, medianRatio } from "../harness/statistics.ts";
import { LIMIT } from "../participants/table.ts";
import { echoMeasure } from "../tables/echo.ts";
import { httpMeasure, USUAL } from "../tables/http.ts";
import { COST } from "../tables/import.ts";
import { latencyMeasure } from "../tables/latency.ts";
import { DESCRIPTORS, idleMeasure, scaleMeasure } from "../tables/scale.ts";
import { COLOURS, TEXT } from "./colours.ts";
import { digits, duration, ratio, size } from "./format.ts";
import { type TableName, type TableResult, valuesOf } from "./results.ts";
import type { Plot } from "./svg.ts";

/** The backend that runs by default in each runtime. */
const DEFAULTS = { Node: "napi", Bun: "bun", Deno: "deno" } as const;
const ECHO = echoMeasure("cpu", 64, 64);
const HTTP = httpMeasure("cpu", USUAL);

/** Each runtime's own servers beside pollio's, by panel. */
const PANELS = [
  {
    table: "http",
    measure: HTTP,
    title: "An HTTP request",
    own: { Node: ["node:net + parser", "node:http"], Bun: ["Bun.serve"], Deno: ["Deno.serve"] },
  },
  {
    table: "echo",
    measure: ECHO,
    title: "An echoed message",
    own: { Node: ["node:net"], Bun: ["Bun sockets"], Deno: ["Deno sockets"] },
  },
] as const;

/** Medians by table, participant and measure; NaN for what was not measured. */
class Figures {
  readonly #results: readonly TableResult[];

  constructor(results: readonly TableResult[]) {
    this.#results = results;
  }

  values(table: TableName, participant: string, measure: string): readonly number[] {
    const result = this.#results.find((each) => each.table === table);
    return result === undefined ? [] : valuesOf(result, participant, measure);
  }

  of(table: TableName, participant: string, measure: string): number {
    return median(this.values(table, participant, measure));
  }

  /** From the least to the most of all backends, by what `figure` says of each. */
  range(table: TableName, figure: (backend: string) => number, format: (value: number) => string): string {
    const participants = this.#results.find((each) => each.table === table)?.participants ?? [];
    const figures = participants
      .filter(({ name, role }) => role === "backend" && !/[,/]/.test(name))
      .map(({ name }) => figure(name))
      .filter(Number.isFinite);
    if (figures.length === 0) return format(Number.NaN);
    const [least, most] = [format(Math.min(...figures)), format(Math.max(...figures))];
    return least === most ? least : `${least} to ${most}`;
  }

  most(table: TableName, figure: (backend: string) => number, format: (value: number) => string): string {
    return this.range(table, figure, format).replace(/^.* to /, "");
  }
}

const microseconds = (value: number) => `${digits(value)} µs`;
const nanosecondsAsMicroseconds = (value: number) => microseconds(value / 1_000);

export function sentencesOf(results: readonly TableResult[]): string[] {
  const figures = new Figures(results);
  return [http(figures), echo(figures), wait(figures), wakeUp(figures), scale(figures)].filter(
    (sentence) => !sentence.includes(digits(Number.NaN)),
  );
}

function http(figures: Figures): string {
  const of = (name: string) => microseconds(figures.of("http", name, HTTP));
  return (
    `**An HTTP server** on pollio needs ${of("napi")} of processor time per request in Node (node:http: ${of("node:http")}), ` +
    `${of("bun")} in Bun (Bun.serve: ${of("Bun.serve")}) and ${of("deno")} in Deno (Deno.serve: ${of("Deno.serve")}).`
  );
}

function echo(figures: Figures): string {
  const of = (name: string) => medianRatio(figures.values("echo", name, ECHO), figures.values("echo", LIMIT, ECHO));
  return (
    `**An echo server** takes ${figures.range("echo", of, ratio)} the processor time of the same server in C, and the runtimes' own ` +
    `sockets take ${ratio(of("node:net"))} in Node, ${ratio(of("Bun sockets"))} in Bun and ${ratio(of("Deno sockets"))} in Deno.`
  );
}

function wait(figures: Figures): string {
  const of = (name: string) => figures.of("per-call", name, "one");
  return (
    `**A wait** that finds one ready descriptor takes ${figures.range("per-call", of, duration)} (C: ${duration(of(LIMIT))}); ` +
    `npm's \`epoll\` takes ${duration(of("npm epoll"))} to deliver the event.`
  );
}

function wakeUp(figures: Figures): string {
  const of = (mode: "blocking" | "async") => (name: string) =>
    figures.of("latency", name, latencyMeasure("two", mode, "p50"));
  const range = (mode: "blocking" | "async") => figures.range("latency", of(mode), nanosecondsAsMicroseconds);
  return (
    `**A sleeping thread** has read what another core wrote after ${range("blocking")} (C: ` +
    `${nanosecondsAsMicroseconds(of("blocking")(LIMIT))}), and an event loop after ${range("async")} (npm's \`epoll\`: ` +
    `${nanosecondsAsMicroseconds(of("async")("npm epoll"))}).`
  );
}

function scale(figures: Figures): string {
  const growth = (name: string) =>
    medianRatio(figures.values("scale", name, idleMeasure(100_000)), figures.values("scale", name, idleMeasure(0)));
  const heap = (name: string) => figures.of("scale", name, scaleMeasure("register", DESCRIPTORS[2], "heap"));
  const start = (name: string) => figures.of("import", name, COST);
  return (
    `**Many descriptors** cost little: a wait among 100,000 idle ones takes at most ${figures.most("scale", growth, ratio)} as long as ` +
    `among none, each takes at most ${figures.most("scale", heap, size)} of the JavaScript heap, and the import and the first poller ` +
    `take ${figures.range("import", start, (value) => `${digits(value)} ms`)}.`
  );
}

export function summaryPlot(results: readonly TableResult[]): Plot {
  const figures = new Figures(results);
  const panels = PANELS.flatMap(({ table, measure, title, own }) => {
    const values = Object.entries(DEFAULTS).flatMap(([runtime, backend]) =>
      [backend, ...own[runtime as keyof typeof DEFAULTS]].map((name) => ({
        server: name === backend ? `${runtime}: pollio` : `${runtime}: ${name}`,
        pollio: name === backend,
        us: figures.of(table, name, measure),
      })),
    );
    const measured = values.filter(({ us }) => Number.isFinite(us));
    const rows = measured.map((row) => ({ ...row, label: microseconds(row.us) }));
    return rows.length > 0 ? [panel(title, rows)] : [];
  });
  return {
    name: "summary",
    title: "Processor time of servers on pollio and of the runtimes' own, with 64 connections: the shorter, the better",
    spec: { hconcat: panels } as unknown as Plot["spec"],
  };
}

function panel(title: string, values: readonly Readonly<Record<string, unknown>>[]) {
  const x = { field: "us", type: "quantitative", title: "processor time, µs", scale: { nice: true } };
  return {
    title: { text: title, anchor: "start" },
    data: { values },
    width: 240,
    height: { step: 22 },
    encoding: { y: { field: "server", sort: null, title: null, type: "nominal" } },
    layer: [
      {
        mark: { type: "bar" },
        encoding: {
          x,
          color: {
            field: "pollio",
            type: "nominal",
            legend: null,
            scale: { domain: [true, false], range: [COLOURS.napi, TEXT] },
          },
        },
      },
      { mark: { type: "text", align: "left", dx: 4 }, encoding: { x, text: { field: "label" } } },
    ],
  };
}
