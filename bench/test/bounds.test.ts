import { expect, test } from "vitest";
import { findings, verdictOf } from "../report/bounds.ts";
import type { TableResult } from "../report/results.ts";
import { perCallSample } from "./sample.ts";

const found = (result: TableResult) => new Map(findings([result]).map((finding) => [finding.what, finding]));

test("a figure within its bound is met, and a figure past it is not", () => {
  expect(verdictOf({ value: 1.08, noise: 0, most: 1.08 })).toBe("met");
  expect(verdictOf({ value: 1.09, noise: 0, most: 1.08 })).toBe("NOT met");
  expect(verdictOf({ value: 4, noise: 0, least: 4 })).toBe("met");
  expect(verdictOf({ value: 3.9, noise: 0, least: 4 })).toBe("NOT met");
});

test("a figure that is no farther from its bound than the noise is not judged, on either side", () => {
  const judged = (value: number) => verdictOf({ value, noise: 0.02, most: 1.08 });
  expect([1.05, 1.07, 1.08, 1.09, 1.12].map(judged)).toEqual([
    "met",
    "not judged",
    "not judged",
    "not judged",
    "NOT met",
  ]);
  expect(verdictOf({ value: 3.95, noise: 0.02, least: 4 })).toBe("not judged");
  expect(verdictOf({ value: 3.9, noise: 0.02, least: 4 })).toBe("NOT met");
  expect(verdictOf({ value: 4.1, noise: 0.02, least: 4 })).toBe("met");
});

test("a few rounds on a busy machine are not judged, and many are", () => {
  const verdicts = (rounds: number, load: number) =>
    findings([{ ...perCallSample, rounds, machine: { ...perCallSample.machine, load } }])
      .map(({ verdict }) => verdict)
      .filter((verdict) => verdict !== "not measured");
  expect(new Set(verdicts(3, 2))).toEqual(new Set(["not judged"]));
  expect(verdicts(7, 2)).toContain("met");
  expect(verdicts(3, 0.1)).toContain("met");
});

test("rounds that lie far apart are noise, although the two runs of C agree", () => {
  const spreadOut = {
    ...perCallSample.series.find(({ participant, measure }) => participant === "koffi" && measure === "full")!,
  };
  const series = perCallSample.series.filter((each) => each.participant !== "koffi" || each.measure !== "full");
  const result = { ...perCallSample, series: [...series, { ...spreadOut, values: [2_080_000, 2_900_000, 1_500_000] }] };
  expect(found(result).get("19,900 ready, by index: koffi / C")).toMatchObject({
    measured: "1.04×",
    verdict: "not judged",
  });
});

test("a figure that was not measured is never met", () => {
  expect(verdictOf({ value: Number.NaN, noise: 1, most: 1 })).toBe("not measured");
});

test("a finding shows the bound, the figure and the noise of its own measure", () => {
  expect(found(perCallSample).get("one ready: koffi / C")).toEqual({
    what: "one ready: koffi / C",
    bound: "≤ 1.45×",
    measured: "1.46×",
    noise: "1.0 %",
    verdict: "not judged",
  });
  // The two runs of C do not differ in this measure.
  expect(found(perCallSample).get("19,900 ready, by index: koffi / C")).toMatchObject({
    measured: "1.04×",
    noise: "0.0 %",
    verdict: "met",
  });
});

test("ratios to a peer and to the bare binding, and byte counts, are reported", () => {
  const all = found(perCallSample);
  expect(all.get("19,900 ready, by index: npm epoll / koffi")).toMatchObject({ measured: "57.69×", verdict: "met" });
  expect(all.get("one ready: koffi / its bare binding call")).toMatchObject({ measured: "1.06×", verdict: "met" });
  expect(all.get("JavaScript heap per wait: koffi")).toMatchObject({ bound: "0 B", noise: "–" });
});

test("an absent peer leaves a figure that was not measured", () => {
  expect(found(perCallSample).get("one ready: Rust polling / koffi")).toMatchObject({
    measured: "–",
    verdict: "not measured",
  });
});

test("measures missing from this run and unknown backends are not mentioned", () => {
  const names = [...found(perCallSample).keys()].join("\n");
  expect(names).not.toMatch(/iterator/);
  expect(names).not.toMatch(/deno|napi|\bbun\b/);
});

test("an absent or failed backend is still mentioned", () => {
  const participants = perCallSample.participants.filter(({ name }) => name !== "koffi");
  const series = perCallSample.series.filter(({ participant }) => participant !== "koffi");
  const failed = [{ name: "koffi", reason: "ended with exit code 1" }];
  const without = found({ ...perCallSample, participants, series, failed });
  expect(without.get("one ready: koffi / C")?.verdict).toBe("not measured");
});
