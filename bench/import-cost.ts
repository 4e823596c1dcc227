// What `import "pollio"` and the first OsPoller take on top of the runtime's own start-up: whole processes, one after another and
// each kind in turn, so that what changes on the machine changes for all.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { median } from "../packages/pollio/src/bench/statistics.ts";
import { backends, type Measured, runtimeCommand } from "./runtimes.ts";

/** Of a whole process. */
export interface ImportCost {
  /** Milliseconds from start to end. */
  readonly ms: number;
  /** Milliseconds of processor time, of all its threads: what a busy machine changes little. */
  readonly cpuMs: number;
  /** The most memory that it had resident. */
  readonly residentKiB: number;
}

export interface ImportCostRow {
  readonly name: string;
  /** A process that does nothing. */
  readonly bare: ImportCost;
  /** What comes on top of it, the medians of the differences round by round. */
  readonly cost: ImportCost;
  /** What the milliseconds must stay below, where that was promised. */
  readonly promised: number | undefined;
}

const PROMISED: Readonly<Record<string, number>> = { "napi (node)": 25, "koffi (node)": 60 };
const SCRIPT = fileURLToPath(new URL("import-cost.mjs", import.meta.url));
const FACADE = new URL("../packages/pollio/dist/facade/index.js", import.meta.url);
const WARM = 3;

export async function measureImportCost(rounds: number): Promise<ImportCostRow[]> {
  if (!existsSync(FACADE)) throw new Error(`${FACADE.pathname} is not there; run \`npm run build\` first`);
  const measured = backends();
  const bare: Record<string, ImportCost[]> = {};
  const added: Record<string, ImportCost[]> = {};
  for (let round = -WARM; round < rounds; round++) {
    process.stderr.write(`\rimport cost, round ${Math.max(round + 1, 0)} of ${rounds} `);
    for (const each of measured) {
      const alone = await run(each, []);
      const all = await run(each, [FACADE.href]);
      if (round < 0) continue;
      bare[each.name] = [...(bare[each.name] ?? []), alone];
      added[each.name] = [...(added[each.name] ?? []), mapCost((field) => all[field] - alone[field])];
    }
  }
  process.stderr.write("\n");
  return measured.map(({ name: backend, runtime }) => {
    const name = `${backend} (${runtime})`;
    const medians = (costs: readonly ImportCost[]) => mapCost((field) => median(costs.map((cost) => cost[field])));
    return { name, bare: medians(bare[backend]!), cost: medians(added[backend]!), promised: PROMISED[name] };
  });
}

function mapCost(value: (field: keyof ImportCost) => number): ImportCost {
  return { ms: value("ms"), cpuMs: value("cpuMs"), residentKiB: value("residentKiB") };
}

function run({ name, runtime }: Measured, args: readonly string[]): Promise<ImportCost> {
  const start = performance.now();
  const child = spawn(runtimeCommand(runtime), [SCRIPT, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, POLLIO_BACKEND: name },
  });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  let ms = 0;
  child.on("exit", () => {
    ms = performance.now() - start;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve({ ms, ...JSON.parse(printed) });
      else reject(new Error(`a process that imports pollio for ${name} ended with exit code ${code}`));
    });
  });
}
