// The columns and notes that are shown for each table.

import { median, medianRatio, noiseOf, spread } from "../harness/statistics.ts";
import { LIMIT, LIMIT_AGAIN } from "../participants/table.ts";
import { CONNECTIONS, echoMeasure, SIZES } from "../tables/echo.ts";
import { httpMeasure, LOADS, WORKERS_LOAD, workersMeasure } from "../tables/http.ts";
import { COST, CPU, MEMORY, START } from "../tables/import.ts";
import { latencyMeasure, MODES, PARTS, type PLACES } from "../tables/latency.ts";
import { BATCHES, HEAP } from "../tables/per-call.ts";
import { DESCRIPTORS, IDLE, idleMeasure, SOCKETS, scaleMeasure } from "../tables/scale.ts";
import { count, digits, duration, percent, ratio, size } from "./format.ts";
import type { Grid } from "./grid.ts";
import { type TableName, type TableResult, valuesOf } from "./results.ts";

/** A column: a measure, the format of its median, and the base of its ratio, if any. */
interface Column {
  readonly measure: string;
  readonly title: string;
  readonly format: (value: number) => string;
  /** C's measure that the ratio is relative to: by default the same; undefined if a ratio would be meaningless. */
  readonly against?: string | undefined;
}

const SPREAD =
  "Each cell has the median, its ratio to C (taken round by round), and the spread: half of the rounds are within ± that percentage.";

const GRIDS: Readonly<Record<TableName, (result: TableResult) => Grid[]>> = {
  "per-call": perCallGrids,
  latency: latencyGrids,
  echo: echoGrids,
  http: httpGrids,
  scale: scaleGrids,
  import: importGrids,
};

export function gridsOf(result: TableResult): Grid[] {
  return GRIDS[result.table](result).filter(({ rows }) => rows.length > 0);
}

/** How far apart the two runs of C are in each column; only times have noise. */
function noiseRow(result: TableResult, columns: readonly Column[]): readonly string[] {
  const cells = columns.map((column) => {
    const { measure } = column;
    if ("against" in column && column.against === undefined) return "–";
    const noise = noiseOf(valuesOf(result, LIMIT_AGAIN, measure), valuesOf(result, LIMIT, measure));
    return Number.isFinite(noise) ? percent(noise) : "–";
  });
  return ["noise: C against C", ...cells];
}

function grid(result: TableResult, title: string, given: readonly Column[], notes: readonly string[] = []): Grid {
  const columns = given.filter(({ measure }) => result.measures.some(({ name }) => name === measure));
  const rows = result.participants
    .filter(({ name }) => columns.some(({ measure }) => valuesOf(result, name, measure).length > 0))
    .map(({ name }) => [name, ...columns.map((column) => cell(result, name, column))]);
  if (rows.length === 0) return { title, head: [], rows };
  const compared = columns.some((column) => valuesOf(result, LIMIT_AGAIN, column.measure).length > 0);
  return {
    title,
    head: ["", ...columns.map((column) => column.title)],
    rows: compared ? [...rows, noiseRow(result, columns)] : rows,
    notes,
  };
}

function cell(result: TableResult, name: string, column: Column): string {
  const values = valuesOf(result, name, column.measure);
  if (values.length === 0) return "–";
  const parts = [column.format(median(values))];
  const against = "against" in column ? column.against : column.measure;
  const base = against === undefined ? [] : valuesOf(result, LIMIT, against);
  if (base.length > 0 && name !== LIMIT) parts.push(ratio(medianRatio(values, base)));
  if (values.length > 2 && median(values) > 0) parts.push(`±${percent(spread(values))}`);
  return parts.join(" · ");
}

function time(measure: string, title: string): Column {
  return { measure, title, format: duration };
}

function perCallGrids(result: TableResult): Grid[] {
  const bytes = (measure: string, title: string): Column => ({
    measure: `${HEAP}${measure}`,
    title,
    format: (value) => (Math.abs(value) < 0.1 ? "0" : value.toFixed(1)),
  });
  const each = (value: number) => duration(value / BATCHES.register);
  return [
    grid(
      result,
      "Waiting",
      [
        time("empty", "nothing ready"),
        { ...time("bare", "one ready, bare binding"), against: "one" },
        time("one", "one ready"),
        { ...time("iterateOne", "one ready, by iterator"), against: "one" },
        { ...time("forAwait", "one ready, `for await`"), against: "one" },
        time("few", "64 ready"),
        time("full", "19,900 ready, by index"),
        time("iterate", "19,900 ready, by iterator"),
      ],
      [
        SPREAD,
        "Every ready event is fetched and decoded. The bare binding calls `epoll_wait` the way the backend does, reads one event in " +
          "place, and does nothing else.",
      ],
    ),
    grid(result, "Registering", [
      time("change", "add and delete"),
      time("modify", "modify"),
      { ...time("register", "registerAll of 10,000, per descriptor"), format: each },
    ]),
    grid(result, "Bytes left on the JavaScript heap per call", [
      bytes("wait", "wait, nothing ready"),
      bytes("waitAndIndex", "wait, one ready, by index"),
      bytes("addAndDelete", "add and delete"),
      bytes("modify", "modify"),
      bytes("readAndWrite", "read and write"),
      bytes("control", "control: an object"),
    ]),
  ];
}

export const MODE_TITLES = { blocking: "blocking", async: "asynchronous", readable: "`readable`" } as const;

function latencyGrids(result: TableResult): Grid[] {
  const microseconds = (value: number) => `${digits(value / 1_000)} µs`;
  const columns = (place: (typeof PLACES)[number]): Column[] =>
    MODES.flatMap((mode) =>
      PARTS.map((part) => ({
        measure: latencyMeasure(place, mode, part),
        title: `${MODE_TITLES[mode]}, ${part}`,
        format: microseconds,
        // C only waits blocking.
        against: part === "p50" ? latencyMeasure(place, "blocking", "p50") : undefined,
      })),
    );
  return [
    grid(result, "From the write to the end of the read, both threads on one core", columns("one"), [SPREAD]),
    grid(result, "The same, on two cores", columns("two"), [
      "Here the machine must wake a sleeping core for each thread along the way, which is slow on a virtual machine.",
    ]),
  ];
}

function importGrids(result: TableResult): Grid[] {
  const milliseconds = (value: number) => `${digits(value)} ms`;
  return [
    grid(result, 'Cost of `import "pollio"` and the first poller', [
      { measure: START, title: "empty process", format: milliseconds },
      { measure: COST, title: "added time", format: milliseconds },
      { measure: CPU, title: "added processor time", format: milliseconds },
      { measure: MEMORY, title: "added resident memory", format: size },
    ]),
  ];
}

function echoGrids(result: TableResult): Grid[] {
  const columns = (what: "cpu" | "rate", bytes: (typeof SIZES)[number], format: (value: number) => string): Column[] =>
    CONNECTIONS[bytes].map((connections) => ({
      measure: echoMeasure(what, connections, bytes),
      title: connections === 1 ? "1 connection" : `${count(connections)} connections`,
      format,
    }));
  return SIZES.flatMap((bytes) => {
    const message = bytes === 64 ? "64 B" : `${bytes / 1024} KiB`;
    const cpu = columns("cpu", bytes, (value) => `${digits(value)} µs`);
    const rate = columns("rate", bytes, count);
    return [
      grid(result, `${message}: the server's processor time per message`, cpu, [SPREAD]),
      grid(result, `${message}: messages per second`, rate),
    ];
  });
}

function httpGrids(result: TableResult): Grid[] {
  const columns = (what: "cpu" | "rate", format: (value: number) => string): Column[] =>
    LOADS.map((load) => ({ measure: httpMeasure(what, load), title: loadTitle(load), format }));
  return [
    grid(
      result,
      "The server's processor time per request",
      columns("cpu", (value) => `${digits(value)} µs`),
      [
        "Each backend runs [http-server.mjs](../examples/programs/http-server.mjs). All answer `GET /` with 200, `Content-Type`, " +
          "`Content-Length` and six bytes. C parses nothing and always sends the same bytes: it is the least that such a server costs.",
        SPREAD,
      ],
    ),
    grid(result, "Requests per second", columns("rate", count)),
    workersGrid(result),
  ];
}

export function loadTitle({ connections, depth }: (typeof LOADS)[number]): string {
  const name = connections === 1 ? "1 connection" : `${count(connections)} connections`;
  return depth === 1 ? name : `${name} × ${depth} requests`;
}

function workersGrid(result: TableResult): Grid {
  const of = (name: string, what: "cpu" | "rate" | "client", workers: 1 | 2) =>
    valuesOf(result, name, workersMeasure(what, workers));
  const microseconds = (values: readonly number[]) => `${digits(median(values))} µs`;
  const names = result.participants.map(({ name }) => name).filter((name) => of(name, "rate", 2).length > 0);
  return {
    title: `One worker and two: ${loadTitle(WORKERS_LOAD)}`,
    head: [
      "",
      "requests per second, one",
      "requests per second, two",
      "two / one",
      "processor time per request, one",
      "processor time per request, two",
      "the clients' own, beside two",
      "two / one, without the clients",
    ],
    rows: names.map((name) => [
      name,
      count(median(of(name, "rate", 1))),
      count(median(of(name, "rate", 2))),
      ratio(medianRatio(of(name, "rate", 2), of(name, "rate", 1))),
      microseconds(of(name, "cpu", 1)),
      microseconds(of(name, "cpu", 2)),
      microseconds(of(name, "client", 2)),
      ratio(2 * medianRatio(of(name, "cpu", 1), of(name, "cpu", 2))),
    ]),
    notes: [
      "[http-workers.mjs](../examples/programs/http-workers.mjs). One worker has a core to itself, and the clients the other. Two workers " +
        "share both cores with the clients; the last column is what two cores of their own " +
        "would give: twice the ratio of the processor times.",
    ],
  };
}

function scaleGrids(result: TableResult): Grid[] {
  const columns = (kind: "register" | "sockets", counts: readonly number[]): Column[] =>
    counts.flatMap((each) => [
      { measure: scaleMeasure(kind, each, "ns"), title: `${count(each)}: time`, format: duration },
      { measure: scaleMeasure(kind, each, "rss"), title: `${count(each)}: resident`, format: size, against: undefined },
      {
        measure: scaleMeasure(kind, each, "heap"),
        title: `${count(each)}: JavaScript heap`,
        format: size,
        against: undefined,
      },
    ]);
  return [
    grid(result, "Cost of registering distinct descriptors, per descriptor", columns("register", DESCRIPTORS), [
      "Each figure comes from a fresh process. Resident memory is counted in pages and excludes kernel memory.",
    ]),
    grid(result, "Cost of idle connections to the echo servers, per connection", columns("sockets", SOCKETS), [
      "The time is the server's processor time to accept a connection and echo one message. The clients are in another process.",
    ]),
    grid(
      result,
      "A wait that finds one ready descriptor, by number of idle ones",
      IDLE.map((each) => time(idleMeasure(each), count(each))),
      [SPREAD],
    ),
  ];
}
