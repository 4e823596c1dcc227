// The command's options. Plain JavaScript, so that --help works before anything is installed.
import { integer, parse } from "../tools/lib/arguments.mjs";
import { ExitCode, Failure } from "../tools/lib/failure.mjs";

/** In the order they run. */
export const TABLE_NAMES = /** @type {const} */ (["per-call", "latency", "echo", "scale", "import"]);

export const HELP = `npm run bench -- [options]        a quick run, under 2 minutes
npm run bench:full -- [options]   everything, and update docs/performance.md

Installs missing dependencies, builds what has changed, and measures every backend and every peer against C: in the same run, in turn,
pinned to one core. Compare ratios; times hold for this machine only. A participant that is not available is listed as absent, with the
reason.

  --only <table>      measure only this table (repeatable): ${TABLE_NAMES.join(", ")}
  --rounds <n>        measure this many rounds instead of the table's default
  --full              measure everything, with more rounds
  --publish           write bench/results/ and docs/performance.md, to be committed; otherwise write bench/results/local/
  --report            measure nothing; print the last results (with --publish: those in bench/results/, and update the document)
  --beside <folder>   also measure the backends of another, built checkout in the same run, twice to show the noise
  --json              print the results, and nothing else, on standard output as a JSON array
  --check             exit with 3 if a bound is not met
  -h, --help          print this text

Measuring one table keeps the stored results of the others. No special rights are needed. The Rust peers need cargo and Debian packages
that root installs (apt-get install --no-install-recommends librust-polling-dev librust-mio-dev).

Exit codes: 0 measured, 1 a participant failed or nothing could be measured, 2 wrong usage, 3 a bound is not met (--check).
`;

/**
 * @typedef {object} BenchOptions
 * @property {boolean} help
 * @property {readonly (typeof TABLE_NAMES)[number][]} only
 * @property {number | undefined} rounds
 * @property {boolean} full
 * @property {boolean} publish
 * @property {boolean} report
 * @property {string | undefined} beside
 * @property {boolean} json
 * @property {boolean} check
 */

/**
 * @param {string[]} args
 * @returns {BenchOptions}
 */
export function benchOptions(args) {
  const values = parse(
    args,
    {
      help: { type: "boolean", short: "h", default: false },
      only: { type: "string", multiple: true },
      rounds: { type: "string" },
      full: { type: "boolean", default: false },
      publish: { type: "boolean", default: false },
      report: { type: "boolean", default: false },
      beside: { type: "string" },
      json: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
    },
    "npm run bench",
  );
  const wanted = /** @type {string[]} */ (values.only ?? []).map(tableNamed);
  return {
    help: values.help === true,
    only: wanted.length === 0 ? TABLE_NAMES : TABLE_NAMES.filter((name) => wanted.includes(name)),
    rounds: values.rounds === undefined ? undefined : integer("rounds", String(values.rounds), 1, 1_000),
    full: values.full === true,
    publish: values.publish === true,
    report: values.report === true,
    beside: values.beside === undefined ? undefined : String(values.beside),
    json: values.json === true,
    check: values.check === true,
  };
}

/** @param {string} name */
function tableNamed(name) {
  const table = TABLE_NAMES.find((known) => known === name);
  if (table !== undefined) return table;
  throw new Failure(`--only must be one of ${TABLE_NAMES.join(", ")}, not '${name}'`, ExitCode.usage);
}
