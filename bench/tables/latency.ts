// Table 2: the time from another thread's write until the bytes have been read. With all threads on one core, this is the participant's
// own cost. On two cores it includes waking a sleeping core, once for each thread along the way.

import type { Command } from "../harness/child.ts";
import { endAll, rotated } from "../harness/recording.ts";
import { type Context, roundName, type Table } from "./table.ts";

/** `readable` awaits one descriptor, without a poller. */
export const MODES = ["blocking", "async", "readable"] as const;
export const PARTS = ["p50", "p99"] as const;
export const PLACES = ["one", "two"] as const;
type Place = (typeof PLACES)[number];

/** The measure for a number of cores, a mode and a percentile, such as "one.blocking.p50". */
export function latencyMeasure(place: Place, mode: (typeof MODES)[number], part: (typeof PARTS)[number]): string {
  return `${place}.${mode}.${part}`;
}

const SAMPLES = { quick: 200, full: 500 };
const WARM = 2;
const ANSWER_MS = 60_000;

export const latency: Table = {
  name: "latency",
  title: "Wake-up latency",
  measures: PLACES.flatMap((place) =>
    MODES.flatMap((mode) => PARTS.map((part) => ({ name: latencyMeasure(place, mode, part), unit: "ns" as const }))),
  ),
  rounds: { quick: 5, full: 21 },
  async run(context) {
    await sample(context, "one", context.measured);
    await sample(context, "two", context.both);
  },
};

async function sample(context: Context, place: Place, pin: (command: Command) => Command): Promise<void> {
  const { entries, recording, size, rounds, progress } = context;
  const running = await recording.start(await recording.prepare(entries, "latency"), pin);
  const samples = SAMPLES[size];
  for (let round = -WARM; round < rounds; round++) {
    progress(`threads on ${place} core${place === "one" ? "" : "s"}, ${roundName(round, rounds)}`);
    for (const mode of MODES) {
      for (const { entry, child } of rotated(running, round)) {
        await recording.attempt(entry.name, async () => {
          const answer = (await child.ask(`${mode} ${samples}`, ANSWER_MS)) as Record<string, number> | null;
          if (answer === null || round < 0) return;
          for (const part of PARTS) recording.add(entry.name, latencyMeasure(place, mode, part), Number(answer[part]));
        });
      }
    }
  }
  await endAll(running);
}
