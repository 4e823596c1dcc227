// What `npm run soak -- --ends` does: wakes and ends (conformance/ends), round after round, each with more of everything than in the tests.

import { bold, dim, say } from "../../tools/lib/say.ts";
import { type Outcome, recordedOf, runAll, type Scale, wrongOf } from "../ends/run.ts";
import { SUBJECTS } from "../model/backends.ts";
import { record } from "../reliability/record.ts";

const SCALE: Scale = { wakes: 3_000, closes: 40, collections: 100, workerEnds: 3, crashes: 4, bytes: 40 };

/** Returns 1 if a wake was lost, something was left, or an end was another than it had to be. */
export async function soakEnds(minutes: number, only: string | undefined): Promise<number> {
  const end = Date.now() + minutes * 60_000;
  const subjects = SUBJECTS.filter(({ name, adapter }) => isBackend(adapter) && (only === undefined || name === only));
  const all: Outcome[] = [];
  let wrong = 0;
  for (let round = 1; round === 1 || (Date.now() < end && wrong === 0); round++) {
    for (const subject of subjects) {
      const outcomes = await runAll(subject, SCALE);
      all.push(...outcomes);
      const found = wrongOf(outcomes);
      wrong += found.length;
      say(
        `${subject.name} ${dim(`(${subject.runtime}, round ${round})`)} ${outcomes.length} scenarios, ${found.length} wrong`,
      );
      for (const text of found) say(text);
    }
    record("soak-ends", recordedOf(all));
  }
  say(`${bold("soak")} ${wrong === 0 ? "every end was as it must be" : `${wrong} scenarios went wrong`}`);
  return wrong === 0 ? 0 : 1;
}

/** The double of kqueue has no /proc to count in. */
const isBackend = (adapter: string): boolean => adapter.startsWith("@pollio/");
