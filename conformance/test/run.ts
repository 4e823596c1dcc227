import type { Adapter, SuiteReport } from "@pollio/conformance";
import { suite } from "@pollio/conformance";

/** The outcome of a run: what was registered, and the message of each failed case. */
export interface Outcome {
  readonly report: SuiteReport;
  readonly failures: ReadonlyMap<string, string>;
  /** Names of the cases that ran. */
  readonly seen: readonly string[];
}

/** Hooks around a run. */
export interface RunOptions {
  readonly only?: (name: string) => boolean;
  readonly before?: (name: string) => void;
  readonly after?: (name: string) => void;
  readonly witness?: (token: string) => void;
  readonly patienceMs?: number;
}

/** Runs the suite in this process, one case after another, and collects failures instead of raising them. */
export async function run(
  backend: Adapter,
  { only, before, after, witness, patienceMs }: RunOptions = {},
): Promise<Outcome> {
  const cases: [string, () => void | Promise<void>][] = [];
  const test = (name: string, fn: () => void | Promise<void>) => cases.push([name, fn]);
  const report = suite({ test, backend, ...(witness && { witness }), ...(patienceMs && { patienceMs }) });
  const failures = new Map<string, string>();
  const seen: string[] = [];
  for (const [name, fn] of cases) {
    if (only !== undefined && !only(name)) continue;
    seen.push(name);
    before?.(name);
    try {
      await fn();
    } catch (error) {
      failures.set(name, error instanceof Error ? error.message : String(error));
    }
    after?.(name);
  }
  return { report, failures, seen };
}
