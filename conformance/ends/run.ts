// Runs the scenarios with a backend, and says of each what went wrong.

import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Subject } from "../model/backends.ts";
import { number, type Recorded, sum } from "../reliability/record.ts";
import { commandOf, type Ended, type Line, runProgram } from "./child.ts";
import { SIGNALS } from "./interruptions.ts";
import type { Leaves } from "./worker-ends.ts";

export interface Outcome {
  readonly scenario: string;
  readonly how: string;
  readonly seconds: number;
  /** What was counted. */
  readonly result: Line;
  /** Undefined if all was as it must be. */
  readonly wrong: string | undefined;
}

/** How often each scenario does what it does. */
export interface Scale {
  readonly wakes: number;
  readonly closes: number;
  /** Hundreds of pollers. */
  readonly collections: number;
  readonly workerEnds: number;
  readonly crashes: number;
  readonly bytes: number;
}

export const BRIEF: Scale = { wakes: 150, closes: 2, collections: 4, workerEnds: 1, crashes: 1, bytes: 5 };

interface Scenario {
  readonly scenario: string;
  readonly how: string;
  run(subject: Subject, scale: Scale): Promise<Ended>;
  /** What the process must end with; by default 0 and a result. */
  readonly end?: number | NodeJS.Signals;
  readonly says?: RegExp;
}

/** Seconds after which a scenario counts as hanging, and as many more for each round. */
const WATCHDOG = 60;

/** How a process ends that has all kinds of waits pending, and what its parent sees of it. */
const PROCESS_ENDS: readonly (Pick<Scenario, "how" | "says"> & {
  readonly end: number | NodeJS.Signals;
  readonly sends?: NodeJS.Signals;
})[] = [
  { how: "exit", end: 7 },
  { how: "in a watch", end: 7 },
  { how: "throw", end: 1, says: /thrown on purpose/ },
  { how: "throw in a watch", end: 1, says: /thrown on purpose/ },
  { how: "reject", end: 1, says: /thrown on purpose/ },
  { how: "abort", end: "SIGABRT" },
  { how: "blocked", end: "SIGTERM", sends: "SIGTERM" },
  { how: "blocked", end: "SIGINT", sends: "SIGINT" },
  { how: "blocked", end: "SIGKILL", sends: "SIGKILL" },
  { how: "idle", end: "SIGTERM", sends: "SIGTERM" },
  { how: "idle", end: "SIGINT", sends: "SIGINT" },
  { how: "idle", end: "SIGKILL", sends: "SIGKILL" },
];

/** Seconds from the start of such a process to its end, of which it needs less than one. */
const ENDS_WITHIN = 20;

const watched = (rounds: number) => ({ rounds, watchdog: WATCHDOG + rounds });

export const SCENARIOS: readonly Scenario[] = [
  ...["wait main", "waitAsync main", "wait worker", "waitAsync worker"].map(
    (how): Scenario => ({
      scenario: "wakes",
      how,
      run: (subject, { wakes }) => runProgram(subject, { scenario: "wakes", how, ...watched(wakes) }),
    }),
  ),
  {
    scenario: "closes",
    how: "while eight workers wake",
    run: (subject, { closes }) => runProgram(subject, { scenario: "closes", how: "", ...watched(closes) }),
  },
  {
    scenario: "collections",
    how: "of pollers and arrays",
    run: (subject, { collections }) =>
      runProgram(subject, { scenario: "collections", how: "", ...watched(collections) }),
  },
  {
    scenario: "worker-ends",
    how: "during every kind of wait",
    run: (subject, { workerEnds }) =>
      runProgram(subject, {
        scenario: "worker-ends",
        how: leaves(subject),
        ...watched(20 * workerEnds),
        rounds: workerEnds,
      }),
  },
  ...PROCESS_ENDS.map(
    ({ how, sends, ...expected }): Scenario => ({
      scenario: "process-ends",
      how: sends === undefined ? how : `${how}, by ${sends}`,
      ...expected,
      run: (subject) =>
        runProgram(subject, { scenario: "process-ends", rounds: 1, how, watchdog: ENDS_WITHIN }, (line, child) => {
          if (line.pending === how && sends !== undefined) setTimeout(() => send(child, sends), 20);
        }),
    }),
  ),
  {
    scenario: "crashes",
    how: "of a child that shares descriptors",
    run: async (subject, { crashes }) => {
      const how = JSON.stringify(await commandOf(subject));
      return runProgram(subject, { scenario: "crashes", how, ...watched(10 * crashes), rounds: crashes });
    },
  },
  {
    scenario: "stops",
    how: "SIGSTOP and SIGCONT",
    run: (subject, { bytes }) =>
      runProgram(subject, { scenario: "stops", how: "", ...watched(bytes) }, (line, child) => void stop(line, child)),
  },
  {
    scenario: "signals",
    how: SIGNALS.join(", "),
    async run(subject, { bytes }) {
      let storm: NodeJS.Timeout | undefined;
      let sent = 0;
      const ended = await runProgram(
        subject,
        { scenario: "signals", how: "", ...watched(20 * bytes), rounds: 20 * bytes },
        (line, child) => {
          if (line.storm === "begins") storm = setInterval(() => send(child, SIGNALS[sent++ % SIGNALS.length]!), 1);
          if (line.storm === "ends") clearInterval(storm);
        },
      );
      clearInterval(storm);
      return { ...ended, result: ended.result && { ...ended.result, sent } };
    },
  },
];

function leaves({ name, runtime }: Subject): string {
  const isDeno = runtime === "deno";
  return JSON.stringify({ opened: name !== "napi", kept: isDeno ? 2 : 0, blocksOn: isDeno } satisfies Leaves);
}

function send(child: ChildProcess, signal: NodeJS.Signals): void {
  // Of a process that has not been waited for, the number is its own; child.kill would take SIGSTOP for its end.
  if (child.exitCode === null && child.signalCode === null) process.kill(child.pid!, signal);
}

/** Stops the process in the middle of its wait. */
async function stop({ stop: what }: Line, child: ChildProcess): Promise<void> {
  await sleep(3);
  if (what === "write") {
    send(child, "SIGSTOP");
    child.stdin!.write("x");
    await sleep(2);
    send(child, "SIGCONT");
  } else if (what === "pulses") {
    for (let pulse = 0; pulse < 6; pulse++) {
      send(child, "SIGSTOP");
      await sleep(12);
      send(child, "SIGCONT");
      await sleep(12);
    }
  }
}

export async function runScenario(subject: Subject, { run, ...scenario }: Scenario, scale: Scale): Promise<Outcome> {
  const start = performance.now();
  const ended = await run(subject, scale);
  return {
    scenario: scenario.scenario,
    how: scenario.how,
    seconds: Math.round((performance.now() - start) / 10) / 100,
    result: ended.result ?? {},
    wrong: wrongIn(ended, scenario),
  };
}

function wrongIn(
  { end, result, stderr, hung }: Ended,
  { end: expected = 0, says }: Omit<Scenario, "run">,
): string | undefined {
  if (hung) return `the watchdog ended it\n${stderr}`;
  if (end !== expected) return `it ended with ${end}, not with ${expected}\n${stderr}`;
  if (says !== undefined && !says.test(stderr)) return `it did not say why it ended: ${stderr}`;
  if (expected === 0 && result === undefined) return `it ended without a result\n${stderr}`;
  return undefined;
}

/** All scenarios of a backend, some at a time: most of them wait most of the time. */
export async function runAll(
  subject: Subject,
  scale: Scale,
  {
    scenarios = SCENARIOS,
    onOutcome = () => {},
  }: { scenarios?: readonly Scenario[]; onOutcome?(outcome: Outcome): void } = {},
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const left = scenarios.values();
  const take = async (): Promise<void> => {
    // Each takes the next one of the same iterator.
    for (const scenario of left) {
      const outcome = await runScenario(subject, scenario, scale);
      outcomes.push(outcome);
      onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return outcomes;
}

const AT_ONCE = 4;

export const wrongOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap(({ scenario, how, wrong }) => (wrong === undefined ? [] : [`${scenario} ${how}: ${wrong}`]));

/** For docs/reliability.md. */
export function recordedOf(outcomes: readonly Outcome[]): Recorded {
  const count = (key: string) => number(sum(outcomes, ({ result }) => Number(result[key] ?? 0)));
  const tried = `${number(outcomes.length)} scenarios: ${count("wakes")} wakes, ${count("closed")} pollers closed while they were woken`;
  return { tried, came: `${wrongOf(outcomes).length} went wrong: lost or stray wakes, hangs, what was left behind` };
}
