// Table 2: how long it takes from another thread's write until the bytes have been read. With all threads of a participant on one
// core, that is what the participant does; on two cores it is also how the machine wakes a core that sleeps, once for each thread
// that the news passes through.

import type { Command } from "../harness/child.ts";
import { endAll, rotated } from "../harness/recording.ts";
import type { Context, Table } from "./table.ts";

export const MODES = ["blocking", "async"] as const;
export const PARTS = ["p50", "p99"] as const;
export const PLACES = ["one", "two"] as const;
type Place = (typeof PLACES)[number];

/** Named after cores, mode and part, as "one.blocking.p50". */
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
  rounds: { quick: 7, full: 21 },
  async run(context) {
    await sample(context, "one", context.measured);
    await sample(context, "two", context.both);
  },
};

async function sample(context: Context, place: Place, pin: (command: Command) => Command): Promise<void> {
  const { entries, recording, full, rounds, progress } = context;
  const running = await recording.start(await recording.prepare(entries, "latency"), pin);
  const samples = SAMPLES[full ? "full" : "quick"];
  for (let round = -WARM; round < rounds; round++) {
    progress(`threads on ${place}, ${round < 0 ? "warming up" : `round ${round + 1} of ${rounds}`}`);
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
