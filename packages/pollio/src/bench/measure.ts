// Measures all participants in turn, round by round, so that changes on the machine affect all of them.

import type { Participant } from "./participants.ts";
import type { Figures, Scenario } from "./scenarios.ts";

/** The first rounds warm up and do not count. */
const WARM = 3;

export async function measure(
  participants: readonly Participant[],
  scenarios: readonly Scenario[],
  rounds: number,
  began: (round: number) => void,
): Promise<Figures> {
  const figures: Figures = {};
  for (let round = -WARM; round < rounds; round++) {
    began(Math.max(round + 1, 0));
    for (const { name, iterations } of scenarios) {
      for (const participant of participants) {
        const nanoseconds = await participant.measure(name, iterations);
        if (round < 0) continue;
        figures[name] ??= {};
        figures[name][participant.name] ??= [];
        figures[name][participant.name]!.push(nanoseconds);
      }
    }
  }
  return figures;
}
