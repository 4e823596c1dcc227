// Formats numbers for readers.

/** A whole number with thousands separators. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** Three significant digits. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 100 || value === 0) return count(value);
  return value.toFixed(size >= 10 ? 1 : size >= 0.1 ? 2 : 3);
}

export function ratio(value: number): string {
  return Number.isFinite(value)
    ? `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)}×`
    : "–";
}

export function percent(part: number): string {
  return `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %`;
}

/** Nanoseconds, in the unit that reads best. */
export function duration(nanoseconds: number): string {
  if (nanoseconds >= 1e6) return `${digits(nanoseconds / 1e6)} ms`;
  return nanoseconds >= 1e4 ? `${digits(nanoseconds / 1e3)} µs` : `${digits(nanoseconds)} ns`;
}

export function size(bytes: number): string {
  const absolute = Math.abs(bytes);
  if (absolute >= 2 ** 20) return `${digits(bytes / 2 ** 20)} MiB`;
  return absolute >= 10_240 ? `${digits(bytes / 1024)} KiB` : `${digits(bytes)} B`;
}
