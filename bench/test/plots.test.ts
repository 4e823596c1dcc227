import { expect, test } from "vitest";
import { COLOURS, contrast, PAGES, TEXT } from "../report/colours.ts";
import { plotsOf } from "../report/plots.ts";
import { svgOf } from "../report/svg.ts";
import { CONNECTIONS, echoMeasure, SIZES } from "../tables/echo.ts";
import { IDLE, idleMeasure, SOCKETS, scaleMeasure } from "../tables/scale.ts";
import { perCallSample, sampleResult } from "./sample.ts";

const participants = [
  { name: "C", role: "limit" },
  { name: "C again", role: "limit" },
  { name: "napi", role: "backend" },
  { name: "node:net", role: "peer" },
] as const;

/** The same figures for every participant. */
const valuesFor = (names: readonly string[]) =>
  Object.fromEntries(
    participants.map(({ name }) => [name, Object.fromEntries(names.map((measure) => [measure, [3, 2, 4]]))]),
  );

function sampleOf(table: "latency" | "echo" | "scale", names: readonly string[]) {
  const measures = names.map((name) => ({ name, unit: "ns" as const }));
  return sampleResult({ table, measures, participants, values: valuesFor(names) });
}

const samples = [
  perCallSample,
  sampleOf("latency", ["one.blocking.p50", "one.blocking.p99", "one.async.p50", "one.async.p99"]),
  sampleOf(
    "echo",
    SIZES.flatMap((bytes) =>
      CONNECTIONS.flatMap((connections) => [
        echoMeasure("cpu", connections, bytes),
        echoMeasure("rate", connections, bytes),
      ]),
    ),
  ),
  sampleOf("scale", [...IDLE.map(idleMeasure), ...SOCKETS.map((count) => scaleMeasure("sockets", count, "rss"))]),
];
const plots = samples.flatMap(plotsOf);

test("each table has its pictures", () => {
  expect(plots.map(({ name }) => name)).toEqual(["per-call", "latency", "echo-cpu", "echo-rate", "idle", "sockets"]);
});

test("a table without figures has no picture", () => {
  expect(plotsOf({ ...perCallSample, series: [] })).toEqual([]);
});

test("every colour is legible on a light and on a dark page", () => {
  for (const [name, colour] of Object.entries({ ...COLOURS, text: TEXT })) {
    for (const page of PAGES) expect(contrast(colour, page), `${name} on ${page}`).toBeGreaterThan(3);
  }
  for (const page of PAGES) expect(contrast(TEXT, page)).toBeGreaterThan(4);
});

test("black on white has the highest contrast, and a colour has none with itself", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast(TEXT, TEXT)).toBe(1);
});

test.each(plots)("the picture $name has no background and uses only the chosen colours", async (plot) => {
  const svg = await svgOf(plot);
  const used = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour = ""]) => colour);
  const chosen = new Set([...Object.values(COLOURS), TEXT, `${TEXT}40`, "none", "transparent"]);
  expect(used.filter((colour) => !chosen.has(colour))).toEqual([]);
  expect(svg).toMatch(/^<svg[^>]* viewBox=/);
});

test.each(plots)("the picture $name labels its participants, and C only once", async (plot) => {
  const texts = [...(await svgOf(plot)).matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(texts).toContain("C");
  expect(texts).not.toContain("C again");
  expect(texts).toContain(plot.name === "per-call" ? "koffi" : "node:net");
});

test("the same figures give the same SVG", async () => {
  for (const plot of plots) expect(await svgOf(plot)).toBe(await svgOf(plot));
});
