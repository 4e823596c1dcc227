// Bytes that a call leaves on the JavaScript heap, by the conformance suite's probe, each backend in a process of its own.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { backends, runtimeCommand } from "./runtimes.ts";

export interface HeapRow {
  readonly name: string;
  /** By operation; `control` allocates an object on purpose. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** A heap so large that nothing is collected meanwhile. */
const FLAGS = ["--expose-gc", "--max-semi-space-size=256", "--min-semi-space-size=256"];

export async function measureHeap(): Promise<HeapRow[]> {
  const probe = fileURLToPath(new URL("../conformance/dist/probe.js", import.meta.url));
  const rows: HeapRow[] = [];
  for (const { name, runtime, adapterUrl } of backends()) {
    process.stderr.write(`\rheap of ${name} `);
    const [file = "", ...args] = [...runtimeCommand(runtime, FLAGS), probe, adapterUrl];
    const env = { ...process.env, BUN_JSC_useGC: "0" };
    const { stdout } = await promisify(execFile)(file, args, { env });
    const { bytes } = JSON.parse(stdout) as { bytes: Record<string, number> };
    rows.push({ name: `${name} (${runtime})`, bytes });
  }
  process.stderr.write("\n");
  return rows;
}
