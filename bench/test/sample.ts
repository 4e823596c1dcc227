// A small result with figures that are easy to check by hand.

import type { Measure, Measured, TableName, TableResult } from "../report/results.ts";

export interface Sample {
  readonly table: TableName;
  readonly measures: readonly Measure[];
  readonly participants: readonly Measured[];
  /** By participant and measure: one value per round. */
  readonly values: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

export function sampleResult({ table, measures, participants, values }: Sample): TableResult {
  return {
    table,
    full: true,
    rounds: 3,
    finished: "2026-01-02T03:04:05.678Z",
    seconds: 6,
    machine: {
      processor: "a processor",
      cores: 2,
      memoryGiB: 4,
      system: "a system, Linux 6.1",
      virtual: false,
      pinning: "pinned to core 0, load generators to core 1",
      load: 0.1,
    },
    measures,
    participants,
    absent: [{ name: "Rust polling", reason: "its sources are not here; fix: install them" }],
    failed: [],
    series: Object.entries(values).flatMap(([participant, byMeasure]) =>
      Object.entries(byMeasure).map(([measure, values]) => ({ participant, measure, values })),
    ),
  };
}

/** The table "per-call" with C, C again, one backend and one peer. */
export const perCallSample = sampleResult({
  table: "per-call",
  measures: [
    { name: "one", unit: "ns" },
    { name: "bare", unit: "ns" },
    { name: "full", unit: "ns" },
    { name: "heap.wait", unit: "bytes" },
  ],
  participants: [
    { name: "C", role: "limit", about: "compiled by a compiler" },
    { name: "C again", role: "limit", about: "compiled by a compiler" },
    { name: "koffi", role: "backend", about: "Node 20.20.2" },
    { name: "npm epoll", role: "peer", about: "Node 20.20.2", note: "one event at a time" },
  ],
  values: {
    C: { one: [300, 310, 290], full: [2_000_000, 2_100_000, 1_900_000] },
    "C again": { one: [303, 313.1, 292.9], full: [2_000_000, 2_100_000, 1_900_000] },
    koffi: {
      one: [438, 452.6, 423.4],
      bare: [413, 423, 403],
      full: [2_080_000, 2_184_000, 1_976_000],
      "heap.wait": [0.02],
    },
    "npm epoll": { one: [6_000, 6_200, 5_800], full: [120_000_000, 126_000_000, 114_000_000] },
  },
});
