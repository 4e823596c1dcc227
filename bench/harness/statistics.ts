// What is made of the rounds: medians, because a machine's disturbances only ever slow a round down.

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
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

/** The ratio of two series round by round, so that a change of the machine's speed falls out. */
export function medianRatio(values: readonly number[], base: readonly number[]): number {
  const rounds = Math.min(values.length, base.length);
  return median(Array.from({ length: rounds }, (_, round) => values[round]! / base[round]!));
}

/** How far two series of the same thing are apart: what a ratio of this run cannot tell from 1. */
export function noiseOf(values: readonly number[], base: readonly number[]): number {
  return Math.abs(medianRatio(values, base) - 1);
}
