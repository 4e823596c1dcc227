// The options of npm run bench.
import { command, integer, oneOf, parse } from "../tools/lib/arguments.ts";

/** In the order they run. */
export const TABLE_NAMES = ["per-call", "latency", "echo", "http", "scale", "import"] as const;

export type TableName = (typeof TABLE_NAMES)[number];

export interface BenchOptions {
  readonly only: readonly TableName[];
  readonly rounds?: number;
  readonly full: boolean;
  readonly publish: boolean;
  readonly report: boolean;
  readonly beside?: string;
  readonly json: boolean;
  readonly check: boolean;
}

const ABOUT = `Installs missing dependencies, builds what has changed, and measures every backend and every peer against C: in the
same run, in turn, pinned to one core. Compare ratios; times hold for this machine only. A participant that is not
available is listed as absent, with the reason. A quick run takes under 3 minutes; npm run bench:full measures
everything in about 15 and updates docs/performance.md.

Measuring one table keeps the stored results of the others. No special rights are needed. The Rust peers need cargo and
Debian packages that root installs (apt-get install --no-install-recommends librust-polling-dev librust-mio-dev).`;

const EXIT_CODES =
  "0 measured, 1 a participant failed or nothing could be measured, 2 wrong usage, 3 a bound is not met (--check)";

export function benchOptions(args: readonly string[]): BenchOptions {
  const table = oneOf("only", TABLE_NAMES);
  const { only = TABLE_NAMES, ...options } = parse<Partial<BenchOptions>>(
    command("npm run bench", ABOUT, EXIT_CODES)
      .option(
        "--only <table>",
        `measure only this table (repeatable): ${TABLE_NAMES.join(", ")}`,
        (value, before: readonly TableName[] = []) => [...before, table(value)],
      )
      .option("--rounds <n>", "measure this many rounds instead of the table's default", integer("rounds", 1, 1_000))
      .option("--full", "measure everything, with more rounds")
      .option("--publish", "write bench/results/ and docs/performance.md, to be committed")
      .option("--report", "measure nothing; print the last results (with --publish: the committed ones)")
      .option("--beside <folder>", "also measure the backends of another, built checkout, twice to show the noise")
      .option("--json", "print only a JSON array of the results on standard output (with npm run --silent bench)")
      .option("--check", "exit with 3 if a bound is not met"),
    args,
  );
  const flags = { full: false, publish: false, report: false, json: false, check: false };
  return { ...flags, ...options, only: TABLE_NAMES.filter((name) => only.includes(name)) };
}
