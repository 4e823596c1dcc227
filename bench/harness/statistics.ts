// What is made of the rounds: medians, because a machine's disturbances only ever slow a round down.

import { median, medianRatio as ratioOf } from "../../packages/pollio/src/bench/statistics.ts";

export { median };

/** The ratio of two series round by round, of the rounds that both have; NaN without any. */
export function medianRatio(values: readonly number[], base: readonly number[]): number {
  return ratioOf(values.slice(0, base.length), base);
}

/** Between two values it is interpolated; NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

/** Half of the rounds lie within this part of the median: half the interquartile range, relative to the median. */
export function spread(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median(values);
}

/** How far two series of the same thing are apart: what a ratio of this run cannot tell from 1. */
export function noiseOf(values: readonly number[], base: readonly number[]): number {
  return Math.abs(medianRatio(values, base) - 1);
}
