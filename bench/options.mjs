// What the command takes. Plain JavaScript, so that --help works before anything is installed.
import { integer, parse } from "../tools/lib/arguments.mjs";
import { ExitCode, Failure } from "../tools/lib/failure.mjs";

/** In the order in which they are run. */
export const TABLE_NAMES = /** @type {const} */ (["per-call", "latency", "echo", "scale", "import"]);

export const HELP = `npm run bench -- [options]        a quick run, under 2 minutes
npm run bench:full -- [options]   all of it, and docs/performance.md anew

Installs what is missing, builds what has changed, and measures every backend and every peer in the same run, in turn, pinned to one
core, against the same in C. Ratios count; times are this machine's. What cannot be had here is named as absent with the reason.

  --only <table>      only this table, also several times: ${TABLE_NAMES.join(", ")}
  --rounds <n>        how often each is asked, in place of the table's own number
  --full              everything, and more rounds
  --publish           write bench/results/ and docs/performance.md, for a commit; else results go to bench/results/local/
  --report            measure nothing: print what was measured last (with --publish: what is in bench/results/, and write the
                      document anew)
  --beside <folder>   another checkout, built, whose backends are measured in the same run, twice for the noise
  --json              print the results as a JSON array on standard output, and nothing else there
  --check             exit with 3 when a figure that must be shown is not within its bound
  -h, --help          this text

A run of one table leaves the results of the others as they are. It needs no rights; the Rust peers need packages of Debian
that root installs (apt-get install --no-install-recommends librust-polling-dev librust-mio-dev) and cargo.

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
  throw new Failure(`--only takes one of ${TABLE_NAMES.join(", ")}, and got '${name}'`, ExitCode.usage);
}
