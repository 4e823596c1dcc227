// Runs sequences in a process of its own: adapter, number of sequences, seed, the seconds after which it stops, and whether what it finds is
// shrunk. The last line that it prints is the result.

import type { Adapter, BackendModule } from "../src/adapter.ts";
import { search } from "./search.ts";

const [url, count, seed, seconds = "Infinity", shrinks = "true"] = process.argv.slice(2) as string[];
const { adapter } = (await import(url!)) as { adapter: Adapter };
const result = await search(adapter.module as BackendModule, url!, {
  count: Number(count),
  seed: Number(seed),
  seconds: Number(seconds),
  shrinks: shrinks === "true",
});
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(result.found === undefined ? 0 : 1));
