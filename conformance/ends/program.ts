// What the runner (run.ts) starts in each runtime: adapter, scenario, rounds, and what the scenario is to do in particular. The last line that
// it prints is the result. Its workers run it, too.

import { isMainThread, workerData } from "node:worker_threads";
import { openWhatTheRuntimeKeeps } from "../src/support/descriptors.ts";
import { closes, volleys } from "./closes.ts";
import { collections } from "./collections.ts";
import { type Context, loaded, say } from "./context.ts";
import { signals, stops, waits, writes } from "./interruptions.ts";
import { crashes, holds, processEnds, sharer } from "./process-ends.ts";
import { waiter, wakes, waking } from "./wakes.ts";
import { pends, workerEnds } from "./worker-ends.ts";

type Scenario = (context: Context) => Promise<Record<string, unknown> | undefined>;

const scenarios: Readonly<Record<string, Scenario>> = {
  wakes,
  closes,
  collections,
  "worker-ends": workerEnds,
  "process-ends": processEnds,
  crashes,
  sharer,
  stops,
  signals,
};

const roles: Readonly<Record<string, (url: string, data: never) => Promise<void>>> = {
  waiter,
  waking,
  volleys,
  pends,
  holds,
  waits,
  writes,
};

if (isMainThread) {
  openWhatTheRuntimeKeeps();
  const [url, scenario, rounds, how] = process.argv.slice(2) as [string, string, string, string];
  const result = await scenarios[scenario]!({ module: await loaded(url), url, rounds: Number(rounds), how });
  // Some are ended from outside.
  if (result !== undefined) {
    say({ result });
    process.exit(0);
  }
} else {
  const { url, role, data } = workerData as { url: string; role: string; data: never };
  await roles[role]!(url, data);
}
