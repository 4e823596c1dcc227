// Statistics over rounds: medians, because disturbances only ever slow a round down.

import { median, medianRatio as ratioOf } from "../../packages/pollio/src/bench/statistics.ts";

export { median };

/** The median ratio of two series, over the rounds that both have; NaN if there are none. */
export function medianRatio(values: readonly number[], base: readonly number[]): number {
  return ratioOf(values.slice(0, base.length), base);
}

/** Interpolated between neighbours; NaN without values. */
export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

/** Half the interquartile range relative to the median: half of the rounds lie within this fraction of it. */
export function spread(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median(values);
}

/** How far apart two series of the same thing are: what a ratio in this run cannot distinguish from 1. */
export function noiseOf(values: readonly number[], base: readonly number[]): number {
  return Math.abs(medianRatio(values, base) - 1);
}
