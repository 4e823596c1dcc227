// Statistics over rounds: medians, because disturbances only ever slow a round down.

import { median } from "../../packages/pollio/src/bench/statistics.ts";

export { median };

/** The ratios of two series, over the rounds that both have. */
export function ratiosOf(values: readonly number[], base: readonly number[]): readonly number[] {
  return values.slice(0, base.length).map((value, round) => value / base[round]!);
}

/** Their median; NaN if there are none. */
export function medianRatio(values: readonly number[], base: readonly number[]): number {
  return median(ratiosOf(values, base));
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

/** Twice the standard error of a median is 3.7 times half the interquartile range, over the root of the number of values (normal errors). */
const TWO_STANDARD_ERRORS = 3.7;

/** How far from the median, as a part of it, the true value may well be: the fewer rounds and the wider they lie, the farther. */
export function uncertainty(values: readonly number[]): number {
  if (values.length < 2 || !(median(values) > 0)) return 0;
  return (TWO_STANDARD_ERRORS * spread(values)) / Math.sqrt(values.length);
}
