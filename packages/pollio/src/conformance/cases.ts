// Runs in a process of its own: cases of the suite against an adapter, one after another.
//
//   node cases.js <URL of the suite> <URL of the adapter> ["name", "name"]
//
// Without names it lists them all.

import { writeSync } from "node:fs";
import type { Adapter, suite as Suite } from "@pollio/conformance";
import { encodeMessage, type Message, type Registered } from "./protocol.ts";

/** What a runner gives a case that says nothing of its time. */
const DEFAULT_TIMEOUT_MS = 15_000;

class Late extends Error {}

interface Case extends Registered {
  run(): void | Promise<void>;
}

const [suiteUrl = "", adapterUrl = "", names] = process.argv.slice(2);
const { suite } = (await import(suiteUrl)) as { suite: typeof Suite };
const { adapter } = (await import(adapterUrl)) as { adapter?: Adapter };
if (adapter === undefined) throw new Error(`${adapterUrl} exports no \`adapter\``);
// Workers and children import it again from there.
const backend = adapter.url === undefined ? { ...adapter, url: adapterUrl } : adapter;

// As Node does by itself; Bun does not while a module is still awaiting.
process.on("unhandledRejection", (reason) => {
  console.error(reason);
  process.exit(1);
});

const cases: Case[] = [];
const { notProvable } = suite({
  test: (name, run, timeoutMs = DEFAULT_TIMEOUT_MS) => void cases.push({ name, timeoutMs, run }),
  backend,
});

if (names === undefined) {
  const listed = cases.map(({ name, timeoutMs }) => ({ name, timeoutMs }));
  tell({ is: "listing", listing: { adapter: backend.name, cases: listed, notProvable } });
} else {
  const wanted = new Set(JSON.parse(names) as string[]);
  for (const each of cases) if (wanted.has(each.name)) await runCase(each);
}
// Whatever a case has left pending does not matter any more.
process.exit(0);

async function runCase({ name, timeoutMs, run }: Case): Promise<void> {
  tell({ is: "begun", name });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`it did not end within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([run(), late]);
    tell({ is: "passed", name });
  } catch (error) {
    tell({ is: "failed", name, message: error instanceof Error ? error.message : String(error) });
    // It is still under way, and would disturb the others: those are run in another process.
    if (error instanceof Late) process.exit(0);
  } finally {
    clearTimeout(timer);
  }
}

/** Written at once: a case may end the process. */
function tell(message: Message): void {
  writeSync(1, encodeMessage(message));
}
