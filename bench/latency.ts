// The round trip of a wake-up, blocking and asynchronous, each backend in a process of its own; see latency.mjs.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { pin } from "../packages/pollio/src/bench/pin.ts";
import { backends, runtimeCommand } from "./runtimes.ts";

export interface LatencyRow {
  readonly name: string;
  readonly blocking: Percentiles;
  readonly async: Percentiles;
}

interface Percentiles {
  readonly p50: number;
  readonly p99: number;
}

export async function measureLatency(): Promise<LatencyRow[]> {
  const script = fileURLToPath(new URL("latency.mjs", import.meta.url));
  const rows: LatencyRow[] = [];
  for (const { name, runtime, url } of backends()) {
    process.stderr.write(`\rlatency of ${name} `);
    const [file = "", ...args] = [...pin, ...runtimeCommand(runtime), script, url];
    const { stdout } = await promisify(execFile)(file, args);
    rows.push({ name: `${name} (${runtime})`, ...(JSON.parse(stdout) as Omit<LatencyRow, "name">) });
  }
  process.stderr.write("\n");
  return rows;
}
