import { expect, test } from "vitest";
import { parseCpuList } from "../harness/cores.ts";
import { rotated } from "../harness/recording.ts";
import { median, medianRatio, noiseOf, quantile, spread, uncertainty } from "../harness/statistics.ts";
import { iterationsFor } from "../tables/per-call.ts";

test("a median is the middle value, or the mean of the two middle values", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test("median does not change its input", () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

test("a quantile is interpolated between its neighbours", () => {
  expect(quantile([0, 10, 20, 30, 40], 0.25)).toBe(10);
  expect(quantile([0, 10], 0.99)).toBeCloseTo(9.9);
  expect(quantile([1, 2, 3], 1)).toBe(3);
});

test("a spread is half the interquartile range relative to the median", () => {
  expect(spread([90, 100, 110])).toBeCloseTo(0.05);
  expect(spread([100, 100, 100])).toBe(0);
});

test("a ratio is taken round by round, so a slowdown of the machine cancels out", () => {
  const base = [100, 200, 400];
  expect(medianRatio([110, 220, 440], base)).toBeCloseTo(1.1);
  expect(medianRatio([50, 800, 440], base)).toBeCloseTo(1.1);
});

test("a ratio uses the rounds that both series have, and is NaN without any", () => {
  expect(medianRatio([2, 4, 1_000], [1, 2])).toBe(2);
  expect(medianRatio([1], [])).toBeNaN();
});

test("noise is the distance between two series of the same thing, whichever is slower", () => {
  expect(noiseOf([98, 98, 98], [100, 100, 100])).toBeCloseTo(0.02);
  expect(noiseOf([102, 102, 102], [100, 100, 100])).toBeCloseTo(0.02);
});

test("a median of more rounds, or of rounds that lie closer together, is more certain", () => {
  const [three, many] = [[90, 100, 110], Array.from({ length: 33 }, (_, index) => [90, 100, 110][index % 3]!)];
  expect(uncertainty(three)).toBeCloseTo((3.7 * 0.05) / Math.sqrt(3));
  expect(uncertainty(many)).toBeLessThan(0.7 * uncertainty(three));
  expect(uncertainty([99, 100, 101])).toBeLessThan(0.2 * uncertainty(three));
  expect(uncertainty([100])).toBe(0);
});

test("each round begins with a different participant and includes all of them", () => {
  expect([0, 1, 2, 3].map((round) => rotated(["a", "b", "c"], round).join(""))).toEqual(["abc", "bca", "cab", "abc"]);
  expect(rotated(["a", "b", "c"], -1)).toEqual(["c", "a", "b"]);
  expect(rotated([], 5)).toEqual([]);
});

test("iterations fill the time budget, and there is at least one", () => {
  expect(iterationsFor(1e6, 100)).toBe(10_000);
  expect(iterationsFor(1e6, 1e9)).toBe(1);
  expect(iterationsFor(1e9, 1)).toBe(200_000);
});

test("the kernel's lists of cores are parsed", () => {
  expect(parseCpuList("0")).toEqual([0]);
  expect(parseCpuList("0-2,5")).toEqual([0, 1, 2, 5]);
});
