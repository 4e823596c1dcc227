// Wakes from eight workers, wakes against close, and every end that a thread or a process can have, by each backend in its own runtime.
// npm run soak -- --ends does the same for longer.

import { afterAll, describe, expect, test } from "vitest";
import { BRIEF, type Outcome, recordedOf, runAll, runScenario, SCENARIOS, wrongOf } from "../../ends/run.ts";
import { SUBJECTS } from "../../model/backends.ts";
import { type FoundFault, record, secondsSince } from "../../reliability/record.ts";
import { type Mutant, planted } from "./mutants.ts";

interface Fault extends Mutant {
  /** What must find it. */
  readonly scenario: string;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  "a wake is left to another thread that is inside wake": {
    where: "poller/waker.ts",
    find: "try {\n\t\tsystem.wake(fd);",
    put: "try {\n\t\tif ((Atomics.load(state, 0) & INSIDE) === 1) system.wake(fd);",
    scenario: "wakes",
  },
  "close does not wait for threads that are inside wake": {
    where: "poller/waker.ts",
    find: "while ((word & INSIDE) !== 0) {",
    put: "while (false) {",
    scenario: "closes",
  },
  "a signal ends a wait that is to be retried": {
    where: "poller/whole-wait.ts",
    find: "if (fetched !== retried) return fetched;",
    put: "return fetched;",
    scenario: "stops",
  },
  "a signal begins a time-out again": {
    where: "poller/whole-wait.ts",
    find: "left = deadline - now();\n\t\tif (left <= 0) return 0;",
    put: "if (fetched === 0) left = deadline - now();\n\t\tif (left <= 0) return 0;",
    scenario: "stops",
  },
  "a thread that waited is not ended": {
    where: "waits/worker-thread.ts",
    find: "Atomics.store(this.#state, STATE, ENDED);",
    put: "",
    scenario: "closes",
  },
  "the control descriptor stays open": {
    where: "waits/taker.ts",
    find: "this.#host.raw.close(this.controlFd);",
    put: "",
    scenario: "closes",
  },
  "a collected poller's descriptors stay open": {
    where: "poller/opened.ts",
    find: "dropped.register(owner, this, this)",
    put: "void dropped",
    scenario: "collections",
  },
  "the exit of a worker leaves its pollers open": {
    where: "poller/opened.ts",
    find: 'process.on("exit", closeAll)',
    put: "void closeAll",
    scenario: "worker-ends",
  },
};

/** Some are races: a sound run is no proof. */
const TRIES = 5;

describe.skipIf(process.platform !== "linux")("wakes and ends", () => {
  const backends: Record<string, readonly Outcome[]> = {};
  const faults: FoundFault[] = [];
  afterAll(() => record("ends", { ...recordedOf(Object.values(backends).flat()), faults }));

  const subjects = SUBJECTS.filter(({ adapter }) => adapter.startsWith("@pollio/"));
  test.each(subjects)("of $name, in $runtime", { timeout: 180_000 }, async (subject) => {
    const outcomes = await runAll(subject, BRIEF);
    backends[subject.name] = outcomes;
    expect(outcomes).toHaveLength(SCENARIOS.length);
    // They run side by side, and beside other tests: what goes wrong then is said, and must go well alone.
    const wrong = outcomes.filter(({ wrong }) => wrong !== undefined);
    if (wrong.length > 0) console.warn(`${subject.name}, run again alone: ${wrongOf(wrong).join("\n")}`);
    const again: Outcome[] = [];
    for (const { scenario, how } of wrong)
      for (const each of SCENARIOS.filter((one) => one.scenario === scenario && one.how === how))
        again.push(await runScenario(subject, each, BRIEF));
    expect(wrongOf(again)).toEqual([]);
  });

  test.concurrent.each(Object.entries(FAULTS))(
    "find that %s",
    { timeout: 120_000 },
    async (fault, { scenario, ...mutant }) => {
      const subject = planted(`ends ${fault}`, mutant);
      const start = performance.now();
      for (let time = 0; time < TRIES; time++) {
        for (const each of SCENARIOS.filter((one) => one.scenario === scenario)) {
          const { wrong } = await runScenario(subject, each, BRIEF);
          if (wrong === undefined) continue;
          const seconds = secondsSince(start);
          faults.push({
            fault,
            where: `packages/core/src/${mutant.where}`,
            foundBy: `${scenario} ${each.how}`.trim(),
            seconds,
          });
          console.log(`${fault}: ${seconds} s: ${wrong.match(/Error.*/)?.[0] ?? wrong}`);
          return;
        }
      }
      expect.unreachable(`not found in ${TRIES} runs`);
    },
  );
});
