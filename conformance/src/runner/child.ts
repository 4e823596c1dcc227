// Runs inside the runtime under test: cases of the suite, one after another, each told on standard output before and after.

import { writeSync } from "node:fs";
import type { Adapter } from "../adapter.ts";
import type { suite as Suite } from "../suite.ts";
import { type Failure, failureOf } from "./failure.ts";
import { encodeBoundary, encodeMessage, type Message, type Order, themeOf } from "./messages.ts";

interface Case {
  readonly name: string;
  readonly limitMs: number;
  run(): void | Promise<void>;
}

/** For a case that states no limit. */
const DEFAULT_LIMIT_MS = 15_000;
const WARM_UP_MS = 1_000;

class Late extends Error {}

const order = JSON.parse(process.argv[2]!) as Order;
if (order.execPath !== undefined) process.execPath = order.execPath;

// As Node does by itself; Bun does not while a module is still awaiting.
process.on("unhandledRejection", (reason) => {
  console.error(reason);
  process.exit(1);
});

// At run time, so that a copy of this package runs the suite beside it.
const { suite } = (await import(new URL("../index.js", import.meta.url).href)) as { suite: typeof Suite };
const { adapter } = (await import(order.adapter)) as { adapter?: Adapter };
if (adapter === undefined) throw new Error(`${order.adapter} does not export \`adapter\``);
// Workers and child processes import it again from there.
const backend = adapter.url === undefined ? { ...adapter, url: import.meta.resolve(order.adapter) } : adapter;

const registered: Case[] = [];
const report = suite({
  test: (name, run, timeoutMs = DEFAULT_LIMIT_MS) =>
    void registered.push({ name, run, limitMs: timeoutMs * order.slowdown }),
  backend,
  invertExpected: false,
  ...(order.patienceMs !== undefined && { patienceMs: order.patienceMs }),
});
const isChosen = ({ name }: { readonly name: string }): boolean =>
  order.only?.some((start) => name.startsWith(start)) ?? true;
const chosen = registered.filter(isChosen);
const { bun, deno, node } = process.versions;
tell({
  is: "listing",
  listing: {
    adapter: backend.name,
    runtime: `${bun ? `bun ${bun}` : deno ? `deno ${deno}` : `node ${node}`} ${process.arch}`,
    cases: chosen.map(({ name }) => name),
    notProvable: report.notProvable.filter(isChosen),
    leftOut: report.leftOut.filter(isChosen),
    expectedFailures: report.expectedFailures,
  },
});

await warmUp();
const left = chosen.filter(({ name }) => !order.done.includes(name));
const theme = order.oneTheme && left.length > 0 ? themeOf(left[0]!.name) : undefined;
for (const each of left) {
  if (theme !== undefined && themeOf(each.name) !== theme) continue;
  // A case that is late is still under way and would disturb the others: those run in another process.
  if (await isLate(each)) break;
}
tell({ is: "finished" });
// Whatever a case has left pending no longer matters.
process.exit(0);

/** The runtime opens descriptors of its own for the first wait: they must not look like a leak of the case that waits first. */
async function warmUp(): Promise<void> {
  try {
    const poller = new backend.module.OsPoller();
    const late = new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
    await Promise.race([poller.waitAsync(1), late]);
    poller.close();
  } catch {
    // The cases tell what is wrong.
  }
}

async function isLate({ name, limitMs, run }: Case): Promise<boolean> {
  writeSync(2, encodeBoundary());
  tell({ is: "begin", name, limitMs });
  const start = performance.now();
  let failure: Failure | undefined;
  let timer: NodeJS.Timeout | undefined;
  let late = false;
  try {
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Late()), limitMs);
    });
    await Promise.race([run(), limit]);
  } catch (error) {
    late = error instanceof Late;
    failure = late ? { message: `it did not finish within ${limitMs} ms` } : failureOf(error);
  } finally {
    clearTimeout(timer);
  }
  tell({ is: "end", name, ms: Math.round(performance.now() - start), ...(failure && { failure }) });
  return late;
}

/** Written at once: a case may end the process. */
function tell(message: Message): void {
  writeSync(1, encodeMessage(message));
}
