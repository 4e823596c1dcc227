// The pictures of docs/performance.md, as Vega-Lite specs.

import { median, medianRatio } from "../harness/statistics.ts";
import { LIMIT } from "../participants/table.ts";
import { CONNECTIONS, echoMeasure, type SIZES } from "../tables/echo.ts";
import { httpMeasure, LOADS } from "../tables/http.ts";
import { latencyMeasure, MODES, PARTS } from "../tables/latency.ts";
import { IDLE, idleMeasure, SOCKETS, scaleMeasure } from "../tables/scale.ts";
import { COLOURS } from "./colours.ts";
import { count as group } from "./format.ts";
import { loadTitle, MODE_TITLES } from "./grids.ts";
import { type TableName, type TableResult, valuesOf } from "./results.ts";
import type { Plot } from "./svg.ts";

type Row = Readonly<Record<string, string | number>>;

const PLOTS: Readonly<Record<TableName, (result: TableResult) => Plot[]>> = {
  "per-call": (result) => [perCallPlot(result)],
  latency: (result) => [latencyPlot(result)],
  echo: (result) => [echoPlot(result, "echo-small", 64), echoPlot(result, "echo-large", 16_384)],
  http: (result) => [httpPlot(result)],
  scale: (result) => [idlePlot(result), socketsPlot(result)],
  import: () => [],
};

export function plotsOf(result: TableResult): Plot[] {
  return PLOTS[result.table](result).filter(({ spec }) => "data" in spec && hasRows(spec.data));
}

function hasRows(data: unknown): boolean {
  return (data as { values?: readonly Row[] } | undefined)?.values?.length !== 0;
}

/** One row per participant, in the order of the table. */
const PARTICIPANT = { field: "participant", sort: null, title: null, type: "nominal" } as const;
const POINT = { type: "point", filled: true, size: 60, opacity: 1 } as const;

const WAITS = {
  empty: "nothing ready",
  one: "one ready",
  forAwait: "one ready, for await",
  few: "64 ready",
  full: "19,900 ready",
  change: "add and delete",
};

/** Ticks of the ratio axis. */
const RATIOS = [0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20, 50, 100, 200];

function perCallPlot(result: TableResult): Plot {
  return ratioPlot(result, {
    name: "per-call",
    title: "Time per call, relative to C (logarithmic)",
    columns: Object.entries(WAITS).map(([measure, title]) => ({
      measure,
      title,
      ...(measure === "forAwait" && { against: "one" }),
    })),
  });
}

interface RatioPlot {
  readonly name: string;
  readonly title: string;
  /** `against` is C's measure that the ratio is relative to; by default the same. */
  readonly columns: readonly { readonly measure: string; readonly title: string; readonly against?: string }[];
  /** Makes a row's participant and kind out of a name; undefined leaves it out. */
  readonly split?: (name: string) => { readonly participant: string; readonly kind: string } | undefined;
}

const KINDS = ["read and write", "readAll and writeAll", "for await"] as const;

/** How many times as long as C each participant takes: a column per measure, with figures unless a row has several marks. */
function ratioPlot(result: TableResult, { name, title, columns, split }: RatioPlot): Plot {
  const values = columns.flatMap((column) =>
    result.participants.flatMap((participant) => {
      const row = split === undefined ? only(participant.name) : split(participant.name);
      const ratio = medianRatio(
        valuesOf(result, participant.name, column.measure),
        valuesOf(result, LIMIT, column.against ?? column.measure),
      );
      if (row === undefined || !Number.isFinite(ratio)) return [];
      return [{ ...row, measure: column.title, ratio, label: `${ratio.toFixed(ratio < 10 ? 2 : 0)}×` }];
    }),
  );
  const ratios = values.map(({ ratio }) => ratio);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  const x = {
    field: "ratio",
    type: "quantitative",
    // Leaves room for the figure beside the last mark.
    scale: { type: "log", domain: [least * 0.9, most * (split === undefined ? 4 : 1.1)], nice: false },
    axis: { values: RATIOS },
    title: "× C",
  } as const;
  const shape = { field: "kind", title: null, scale: { domain: KINDS, range: ["circle", "diamond", "triangle-up"] } };
  const marks = { mark: POINT, encoding: { x, color: { ...colour(values), legend: null }, ...(split && { shape }) } };
  const figures = {
    mark: { type: "text", align: "left", dx: 7, fontSize: 9 },
    encoding: { x: { field: "ratio", type: "quantitative" }, text: { field: "label" } },
  } as const;
  const spec = {
    data: { values },
    facet: { column: { field: "measure", sort: columns.map((column) => column.title), title: null } },
    spec: {
      width: 140,
      height: { step: 18 },
      encoding: { y: PARTICIPANT },
      layer: split === undefined ? [marks, figures] : [marks],
    },
  };
  return { name, title, spec: spec as Plot["spec"] };
}

/** The participants that have a row of their own. */
function only(name: string) {
  return /, | again$/.test(name) ? undefined : { participant: name, kind: KINDS[0] };
}

/** The modes of a backend's server share its row. */
function modeOf(name: string) {
  const [, participant = "", mode] = /^(.+?)(?:, (batched|async))?$/.exec(name) ?? [];
  if (mode === undefined) return only(name);
  return { participant, kind: mode === "batched" ? KINDS[1] : KINDS[2] };
}

const MICROSECONDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

const modeTitle = (mode: (typeof MODES)[number]) => MODE_TITLES[mode].replaceAll("`", "");

function latencyPlot(result: TableResult): Plot {
  const values = MODES.flatMap((mode) =>
    PARTS.flatMap((part) =>
      rowsOf(result, latencyMeasure("one", mode, part), ({ name, values }) => ({
        participant: name,
        mode: modeTitle(mode),
        part,
        us: median(values) / 1_000,
      })),
    ),
  );
  return {
    name: "latency",
    title: "From another thread's write to the end of the read: p50 and p99",
    spec: {
      data: { values },
      facet: { column: { field: "mode", sort: MODES.map(modeTitle), title: null } },
      spec: {
        width: 300,
        height: { step: 18 },
        mark: POINT,
        encoding: {
          y: PARTICIPANT,
          x: {
            field: "us",
            type: "quantitative",
            scale: { type: "log" },
            axis: { values: MICROSECONDS },
            title: "µs (logarithmic)",
          },
          color: { ...colour(values), legend: null },
          shape: { field: "part", title: null, scale: { domain: ["p50", "p99"], range: ["circle", "diamond"] } },
        },
      },
    },
  };
}

function echoPlot(result: TableResult, name: string, bytes: (typeof SIZES)[number]): Plot {
  const message = bytes < 1024 ? `${bytes} B` : `${bytes / 1024} KiB`;
  return ratioPlot(result, {
    name,
    title: `Processor time of the echo server per message of ${message}, relative to C, by connections (logarithmic)`,
    columns: CONNECTIONS[bytes].map((connections) => ({
      measure: echoMeasure("cpu", connections, bytes),
      title: connections === 1 ? "1 connection" : `${group(connections)} connections`,
    })),
    split: modeOf,
  });
}

function httpPlot(result: TableResult): Plot {
  return ratioPlot(result, {
    name: "http",
    title: "Processor time of the HTTP server per request, relative to the least in C (logarithmic)",
    columns: LOADS.map((load) => ({ measure: httpMeasure("cpu", load), title: loadTitle(load) })),
  });
}

function idlePlot(result: TableResult): Plot {
  return ratioPlot(result, {
    name: "idle",
    title: "A wait with one ready descriptor, relative to C without idle ones (logarithmic)",
    columns: IDLE.map((idle) => ({
      measure: idleMeasure(idle),
      title: `${group(idle)} idle`,
      against: idleMeasure(0),
    })),
  });
}

function socketsPlot(result: TableResult): Plot {
  const counts = SOCKETS.map((count) => `${group(count)} connections`);
  const values = SOCKETS.flatMap((count, index) =>
    rowsOf(result, scaleMeasure("sockets", count, "rss"), ({ name, values }) => ({
      participant: name,
      count: counts[index] ?? "",
      bytes: Math.max(median(values), 0),
    })),
  );
  return {
    name: "sockets",
    title: "Resident bytes per connection of an echo server",
    spec: {
      data: { values },
      facet: { column: { field: "count", sort: counts, title: null } },
      spec: {
        width: 300,
        height: { step: 18 },
        mark: { type: "bar" },
        encoding: {
          y: PARTICIPANT,
          x: { field: "bytes", type: "quantitative", title: "bytes per connection" },
          color: { ...colour(values), legend: null },
        },
      },
    },
  };
}

/** A row for each participant that has a colour and the measure. */
function rowsOf(
  result: TableResult,
  measure: string,
  row: (series: { readonly name: string; readonly values: readonly number[] }) => Row,
): Row[] {
  return result.participants.flatMap(({ name }) => {
    const values = valuesOf(result, name, measure);
    return values.length > 0 && !/, | again$/.test(name) ? [row({ name, values })] : [];
  });
}

/** The colours of the participants in the picture. */
function colour(values: readonly Row[]) {
  const there = Object.entries(COLOURS).filter(([name]) => values.some(({ participant }) => participant === name));
  return {
    field: "participant",
    type: "nominal",
    title: null,
    scale: { domain: there.map(([name]) => name), range: there.map(([, value]) => value) },
  } as const;
}
