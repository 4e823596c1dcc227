import { expect, test } from "vitest";
import { COLOURS, contrast, PAGES, TEXT } from "../report/colours.ts";
import { plotsOf } from "../report/plots.ts";
import { PUBLISHED, readResults } from "../report/results.ts";
import { sentencesOf, summaryPlot } from "../report/summary.ts";
import { svgOf } from "../report/svg.ts";
import { CONNECTIONS, echoMeasure, SIZES } from "../tables/echo.ts";
import { httpMeasure, LOADS } from "../tables/http.ts";
import { IDLE, idleMeasure, SOCKETS, scaleMeasure } from "../tables/scale.ts";
import { perCallSample, sampleResult } from "./sample.ts";

const participants = [
  { name: "C", role: "limit" },
  { name: "C again", role: "limit" },
  { name: "napi", role: "backend" },
  { name: "napi, batched", role: "backend" },
  { name: "node:net", role: "peer" },
] as const;

/** The same figures for every participant. */
const valuesFor = (names: readonly string[]) =>
  Object.fromEntries(
    participants.map(({ name }) => [name, Object.fromEntries(names.map((measure) => [measure, [3, 2, 4]]))]),
  );

function sampleOf(table: "latency" | "echo" | "http" | "scale", names: readonly string[]) {
  const measures = names.map((name) => ({ name, unit: "ns" as const }));
  return sampleResult({ table, measures, participants, values: valuesFor(names) });
}

const samples = [
  perCallSample,
  sampleOf("latency", ["one.blocking.p50", "one.blocking.p99", "one.async.p50", "one.async.p99"]),
  sampleOf(
    "echo",
    SIZES.flatMap((bytes) =>
      CONNECTIONS[bytes].flatMap((connections) => [
        echoMeasure("cpu", connections, bytes),
        echoMeasure("rate", connections, bytes),
      ]),
    ),
  ),
  sampleOf(
    "http",
    LOADS.map((load) => httpMeasure("cpu", load)),
  ),
  sampleOf("scale", [...IDLE.map(idleMeasure), ...SOCKETS.map((count) => scaleMeasure("sockets", count, "rss"))]),
];
const plots = samples.flatMap(plotsOf);
const all = [summaryPlot(samples), ...plots];

test("each table has its pictures", () => {
  expect(plots.map(({ name }) => name)).toEqual([
    "per-call",
    "latency",
    "echo-small",
    "echo-large",
    "http",
    "idle",
    "sockets",
  ]);
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

test.each(all)("the picture $name has no background and uses only the chosen colours", async (plot) => {
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
  for (const plot of all) expect(await svgOf(plot)).toBe(await svgOf(plot));
});

test("each participant of the committed results that a picture names has a mark in a colour", async () => {
  for (const plot of readResults(PUBLISHED).flatMap(plotsOf)) {
    const svg = await svgOf(plot);
    const marks = [...svg.matchAll(/<path aria-label="[^"]*participant: ([^";]+)[^>]*>/g)];
    expect(marks.length, plot.name).toBeGreaterThan(0);
    for (const [mark, name = ""] of marks) expect(mark, plot.name).toContain(` fill="${COLOURS[name]}"`);
  }
});

test("the modes of a server share its row in the picture of the echo servers", async () => {
  const svg = await svgOf(plots.find(({ name }) => name === "echo-small")!);
  expect(svg).toContain("kind: readAll and writeAll");
  expect(svg).not.toContain("napi, batched");
});

test("the summary shows pollio beside the runtimes' own servers, and has no sentence without figures", async () => {
  const texts = [...(await svgOf(summaryPlot(samples))).matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(texts).toEqual(
    expect.arrayContaining(["An HTTP request", "An echoed message", "Node: pollio", "Node: node:net"]),
  );
  expect(sentencesOf(samples)).toEqual([
    "**A wait** that finds one ready descriptor takes 438 ns (C: 300 ns); npm's `epoll` takes 6,000 ns to deliver the event.",
  ]);
  // Nor does a backend that failed take a sentence away.
  const failed = { name: "deno", role: "backend" } as const;
  const without = { ...perCallSample, participants: [...perCallSample.participants, failed] };
  expect(sentencesOf([without])).toEqual(sentencesOf(samples));
  expect(sentencesOf(readResults(PUBLISHED)).length).toBeGreaterThanOrEqual(4);
  for (const sentence of sentencesOf(readResults(PUBLISHED))) expect(sentence).toMatch(/^\*\*An? |^\*\*Many /);
});
