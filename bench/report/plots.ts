// The pictures of docs/performance.md, as Vega-Lite specs.

import { median, medianRatio } from "../harness/statistics.ts";
import { LIMIT } from "../participants/table.ts";
import { CONNECTIONS, echoMeasure, SIZES } from "../tables/echo.ts";
import { latencyMeasure, MODES, PARTS } from "../tables/latency.ts";
import { IDLE, idleMeasure, SOCKETS, scaleMeasure } from "../tables/scale.ts";
import { COLOURS } from "./colours.ts";
import { count as group } from "./format.ts";
import { type TableName, type TableResult, valuesOf } from "./results.ts";
import type { Plot } from "./svg.ts";

type Row = Readonly<Record<string, string | number>>;

const PLOTS: Readonly<Record<TableName, (result: TableResult) => Plot[]>> = {
  "per-call": (result) => [perCallPlot(result)],
  latency: (result) => [latencyPlot(result)],
  echo: (result) => [
    echoPlot(result, "cpu", "echo-cpu", "Processor time of the server per message, µs"),
    echoPlot(result, "rate", "echo-rate", "Messages per second"),
  ],
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
  few: "64 ready",
  full: "19,900 ready",
  change: "add and delete",
};

/** Ticks of the ratio axis. */
const RATIOS = [0.5, 1, 2, 5, 10, 20, 50, 100];

function perCallPlot(result: TableResult): Plot {
  const values = Object.entries(WAITS).flatMap(([measure, title]) =>
    rowsOf(result, measure, ({ name, values }) => {
      const ratio = medianRatio(values, valuesOf(result, LIMIT, measure));
      return { participant: name, measure: title, ratio, label: `${ratio.toFixed(ratio < 10 ? 2 : 0)}×` };
    }),
  );
  const ratios = values.map(({ ratio }) => Number(ratio));
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  const title = "Time per call, relative to C (logarithmic)";
  return {
    name: "per-call",
    title,
    spec: {
      data: { values },
      facet: { column: { field: "measure", sort: Object.values(WAITS), title: null } },
      spec: {
        width: 130,
        height: { step: 18 },
        encoding: { y: PARTICIPANT },
        layer: [
          {
            mark: POINT,
            encoding: {
              x: {
                field: "ratio",
                type: "quantitative",
                // Leaves room for the figure beside the last mark.
                scale: { type: "log", domain: [least * 0.9, most * 4], nice: false },
                axis: { values: RATIOS },
                title: "× C",
              },
              color: { ...colour(values), legend: null },
            },
          },
          {
            mark: { type: "text", align: "left", dx: 7, fontSize: 9 },
            encoding: { x: { field: "ratio", type: "quantitative" }, text: { field: "label" } },
          },
        ],
      },
    },
  };
}

const MICROSECONDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

function latencyPlot(result: TableResult): Plot {
  const values = MODES.flatMap((mode) =>
    PARTS.flatMap((part) =>
      rowsOf(result, latencyMeasure("one", mode, part), ({ name, values }) => ({
        participant: name,
        mode: mode === "blocking" ? "blocking" : "asynchronous",
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
      facet: { column: { field: "mode", sort: ["blocking", "asynchronous"], title: null } },
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

function echoPlot(result: TableResult, what: "cpu" | "rate", name: string, title: string): Plot {
  const values = SIZES.flatMap((bytes) =>
    CONNECTIONS.flatMap((connections) =>
      rowsOf(result, echoMeasure(what, connections, bytes), (series) => ({
        participant: series.name,
        message: messageOf(bytes),
        connections: group(connections),
        value: median(series.values),
      })),
    ),
  );
  return {
    name,
    title: `${title}, by connections`,
    spec: {
      data: { values },
      facet: { column: { field: "message", sort: SIZES.map(messageOf), title: null } },
      spec: {
        width: 300,
        height: 240,
        mark: { type: "line", point: true },
        encoding: {
          x: { field: "connections", sort: null, type: "ordinal", axis: { labelAngle: 0 } },
          y: { field: "value", type: "quantitative", title },
          color: colour(values),
        },
      },
    },
  };
}

function messageOf(bytes: number): string {
  return bytes < 1024 ? `messages of ${bytes} B` : `messages of ${bytes / 1024} KiB`;
}

function idlePlot(result: TableResult): Plot {
  const values = IDLE.flatMap((count) =>
    rowsOf(result, idleMeasure(count), ({ name, values }) => ({ participant: name, idle: count, ns: median(values) })),
  );
  return {
    name: "idle",
    title: "A wait with one ready descriptor, by idle registrations",
    spec: {
      data: { values },
      width: 500,
      height: 240,
      mark: { type: "line", point: true },
      encoding: {
        x: { field: "idle", type: "quantitative", title: "idle registrations" },
        y: { field: "ns", type: "quantitative", title: "ns per wait" },
        color: colour(values),
      },
    },
  };
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
