// What the code of a failure prints with.

import { maskNames } from "./bits.ts";

export { traffic } from "./traffic.ts";

interface Shown {
  readonly length: number;
  readonly woken: boolean;
  fd(index: number): number;
  mask(index: number): number;
  readiness(index: number): number;
  stale(index: number): boolean;
}

/** A batch in a line. */
export function shown(ready: Shown): string {
  const events = Array.from({ length: ready.length }, (_, index) => {
    const stale = ready.stale(index) ? " stale" : "";
    return `${ready.fd(index)}: ${maskNames(ready.mask(index))}, readiness ${ready.readiness(index)}${stale}`;
  });
  return `${ready.woken ? "woken; " : ""}${events.length === 0 ? "no events" : events.join("; ")}`;
}

export function show(ready: Shown): void {
  console.log(shown(ready));
}

/** Runs it and prints what it throws. */
export function tried(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    console.log(String(error));
  }
}
