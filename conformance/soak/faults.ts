// The faults of `npm run soak -- --faults`: every fault of every backend, round after round, each in another order.

import { ExitCode, Failure } from "../../tools/lib/failure.ts";
import { bold, dim, say } from "../../tools/lib/say.ts";
import { type Result, recordedOf, report, SUBJECTS, tryFaults } from "../faults/run.ts";
import { record } from "../reliability/record.ts";

/** Returns 1 if a fault had a consequence that it must not have. */
export async function soakFaults(minutes: number, seed: number, only: string | undefined): Promise<number> {
  const subjects = SUBJECTS.filter(({ name }) => only === undefined || name === only);
  // Or nothing would be wrong with nothing.
  if (subjects.length === 0) throw new Failure(`${only} makes no system calls of Linux`, ExitCode.usage);
  const end = Date.now() + minutes * 60_000;
  const results: Result[] = [];
  for (let round = 0; round === 0 || Date.now() < end; round++) {
    for (const subject of subjects) {
      for (const takes of [false, true]) {
        const result = await tryFaults(subject, {
          all: true,
          takes,
          seed: seed + round,
          ...(takes && { only: "waitAsync" }),
        });
        results.push(result);
        const { backend, runtime, faults, wrong, seconds } = result;
        const where = dim(`(${runtime}, seed ${seed + round}${takes ? ", taken by a thread" : ""})`);
        say(
          `${backend} ${where} ${faults.toLocaleString("en")} faults in ${seconds.toFixed(1)} s, ${wrong.length} wrong`,
        );
        if (wrong.length > 0) say(report(result));
      }
    }
  }
  record("soak-faults", recordedOf(results));
  const wrong = results.reduce((sum, result) => sum + result.wrong.length, 0);
  const faults = results.reduce((sum, result) => sum + result.faults, 0);
  say(`${bold("soak")} ${faults.toLocaleString("en")} faults, ${wrong} with a consequence that they must not have`);
  return wrong === 0 ? 0 : 1;
}
