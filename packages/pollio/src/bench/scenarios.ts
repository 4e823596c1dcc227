// What participant.ts and native/loop.c measure.

export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** Per round. */
  readonly iterations: number;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: "empty", title: "nothing ready", iterations: 100_000 },
  { name: "one", title: "one ready", iterations: 100_000 },
  { name: "full", title: "19,900 ready, by index", iterations: 30 },
  { name: "iterate", title: "19,900 ready, by iterator", iterations: 30 },
  { name: "change", title: "add and delete", iterations: 30_000 },
  { name: "register", title: "registerAll 10,000", iterations: 10 },
];

/** Nanoseconds of each round, by scenario and participant. */
export type Figures = Record<string, Record<string, number[]>>;
