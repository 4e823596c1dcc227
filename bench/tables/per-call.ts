// Table 1: the cost of one call. All participants run throughout, pinned to one core, and take turns, so that changes on the machine
// affect all of them alike.

import { endAll, type Running, rotated } from "../harness/recording.ts";
import { type Context, roundName, type Table } from "./table.ts";

/** Events or registrations in one iteration of a measure. */
export const BATCHES = { few: 64, full: 19_900, iterate: 19_900, register: 10_000 } as const;

const TIMED = [
  "empty",
  "bare",
  "one",
  "iterateOne",
  "forAwait",
  "few",
  "full",
  "iterate",
  "change",
  "modify",
  "register",
] as const;

/** The operations of the conformance suite's probe that are shown. `control` allocates an object on purpose. */
const PROBED = ["wait", "waitAndIndex", "addAndDelete", "modify", "readAndWrite", "control"] as const;
export const HEAP = "heap.";

/** Warm-up rounds, in which compilers, caches and the numbers of iterations settle. */
const WARM = 4;
const BUDGET_MS = { quick: 8, full: 40 };
const MOST_ITERATIONS = 200_000;
const ANSWER_MS = 60_000;

export const perCall: Table = {
  name: "per-call",
  title: "Per call",
  measures: [
    ...TIMED.map((name) => ({ name, unit: "ns" as const })),
    ...PROBED.map((name) => ({ name: `${HEAP}${name}`, unit: "bytes" as const })),
  ],
  rounds: { quick: 7, full: 21 },
  async run(context) {
    const { entries, recording, measured } = context;
    const running = await recording.start(await recording.prepare(entries, "per-call"), measured);
    await time(context, running);
    await endAll(running);
    await probe(context);
  },
};

async function time({ recording, size, rounds, progress }: Context, running: readonly Running[]): Promise<void> {
  const budget = BUDGET_MS[size] * 1e6;
  const iterations = new Map<string, number>();
  for (let round = -WARM; round < rounds; round++) {
    progress(roundName(round, rounds));
    for (const measure of TIMED) {
      for (const { entry, child } of rotated(running, round)) {
        const key = `${entry.name}\n${measure}`;
        const times = iterations.get(key) ?? 1;
        if (times === 0) continue;
        await recording.attempt(entry.name, async () => {
          const nanoseconds = await child.ask(`${measure} ${times}`, ANSWER_MS);
          // 0 iterations: it has no such measure.
          if (round < 0) iterations.set(key, nanoseconds === null ? 0 : iterationsFor(budget, Number(nanoseconds)));
          else recording.add(entry.name, measure, Number(nanoseconds));
        });
      }
    }
  }
}

/** As many as fit the budget, but at least 1. */
export function iterationsFor(budget: number, nanoseconds: number): number {
  return Math.min(Math.max(Math.round(budget / nanoseconds), 1), MOST_ITERATIONS);
}

/** Bytes that a call leaves on the JavaScript heap. They do not vary like times, so one run is enough. */
async function probe({ entries, recording, measured, progress }: Context): Promise<void> {
  const prepared = await recording.prepare(entries, "heap");
  for (const each of prepared) {
    progress(`heap of ${each.entry.name}`);
    // The probe prints its only line once it has measured.
    const [running] = await recording.start([each], measured);
    if (running === undefined) continue;
    const { bytes } = running.first as { bytes?: Readonly<Record<string, number>> };
    for (const name of PROBED) {
      const value = bytes?.[name];
      if (value !== undefined) recording.add(each.entry.name, `${HEAP}${name}`, value);
    }
    await endAll([running]);
  }
}
