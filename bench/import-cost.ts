// What `import "pollio"` and the first OsPoller take on top of the runtime's own start-up: whole processes, one after another and
// each kind in turn, so that what changes on the machine changes for all.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { median } from "../packages/pollio/src/bench/statistics.ts";
import { backends, type Measured, runtimeCommand } from "./runtimes.ts";

export interface ImportCostRow {
  readonly name: string;
  /** Milliseconds from start to end of a process that does nothing. */
  readonly bare: number;
  /** Milliseconds on top of it, the median of the differences round by round. */
  readonly cost: number;
  /** What the cost must stay below, where that was promised. */
  readonly promised: number | undefined;
}

const PROMISED: Readonly<Record<string, number>> = { "napi (node)": 25, "koffi (node)": 60 };
const SCRIPT = fileURLToPath(new URL("import-cost.mjs", import.meta.url));
const FACADE = new URL("../packages/pollio/dist/facade/index.js", import.meta.url);
const WARM = 3;

export async function measureImportCost(rounds: number): Promise<ImportCostRow[]> {
  if (!existsSync(FACADE)) throw new Error(`${FACADE.pathname} is not there; run \`npm run build\` first`);
  // A variant is not what the facade would take.
  const measured = backends().filter(({ isVariant }) => !isVariant);
  const bare: Record<string, number[]> = {};
  const whole: Record<string, number[]> = {};
  for (let round = -WARM; round < rounds; round++) {
    process.stderr.write(`\rimport cost, round ${Math.max(round + 1, 0)} of ${rounds} `);
    for (const each of measured) {
      const alone = await milliseconds(each, []);
      const all = await milliseconds(each, [FACADE.href]);
      if (round < 0) continue;
      bare[each.name] = [...(bare[each.name] ?? []), alone];
      whole[each.name] = [...(whole[each.name] ?? []), all];
    }
  }
  process.stderr.write("\n");
  return measured.map(({ name: backend, runtime }) => {
    const name = `${backend} (${runtime})`;
    const differences = whole[backend]!.map((value, round) => value - bare[backend]![round]!);
    return { name, bare: median(bare[backend]!), cost: median(differences), promised: PROMISED[name] };
  });
}

function milliseconds({ name, runtime }: Measured, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const [file = "", ...before] = runtimeCommand(runtime);
  const child = spawn(file, [...before, SCRIPT, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, POLLIO_BACKEND: name },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(performance.now() - start);
      else reject(new Error(`a process that imports pollio for ${name} ended with exit code ${code}`));
    });
  });
}
