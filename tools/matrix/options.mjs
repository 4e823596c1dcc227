import { integer, parse } from "../lib/arguments.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";

export const HELP = `npm run matrix -- [options]

Runs the whole conformance suite with every backend in every runtime that it can run in: Node 20, 22, 24 and 26, Bun and Deno. Runtimes
that are missing are fetched from npm, without any script of a package. Each cell runs in processes of its own: a case that ends one
has failed, and the others go on in another.

Writes conformance/report/matrix.json and index.html, the table in README.md, and, where there is a Chromium, docs/matrix.png. A run of
some cells only replaces those in matrix.json; a run of some cases only writes nothing.

  --runtime <name>  only in this runtime (node20, node22, node24, node26, bun, deno); may be given again
  --backend <name>  only this backend; may be given again
  --only <prefix>   only cases whose names begin so; may be given again
  --jobs <n>        cells that run at the same time, 1 to 16; default: the processor's cores, at most 2
  --limit <s>       seconds that a cell may take, default 900; what it had not done by then has failed
  --json            print the cells as a JSON array on standard output; everything else goes to standard error
  --check           run nothing: are the table and the page what matrix.json says?
  --render          run nothing: write the table, the page and the screenshot from matrix.json
  -h, --help        this text

Expected failures are listed with their reasons in conformance/expected-failures.yaml. A listed case that passes fails its cell.

Exit codes: 0 every cell passed (or, with --check, nothing differs), 1 one did not, 2 wrong usage.
`;

/**
 * @typedef {object} MatrixOptions
 * @property {boolean} help
 * @property {boolean} json
 * @property {boolean} check
 * @property {boolean} render
 * @property {readonly string[] | undefined} runtimes
 * @property {readonly string[] | undefined} backends
 * @property {readonly string[] | undefined} only
 * @property {number | undefined} jobs
 * @property {number} limitMs
 */

/**
 * @param {string[]} args
 * @returns {MatrixOptions}
 */
export function matrixOptions(args) {
  const values = parse(
    args,
    {
      help: { type: "boolean", short: "h", default: false },
      json: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      render: { type: "boolean", default: false },
      runtime: { type: "string", multiple: true },
      backend: { type: "string", multiple: true },
      only: { type: "string", multiple: true },
      jobs: { type: "string" },
      limit: { type: "string", default: "900" },
    },
    "npm run matrix",
  );
  const { check, render, runtime, backend, only, jobs } = values;
  if (check && render)
    throw new Failure("--check only compares, and --render writes: give one of the two", ExitCode.usage);
  if ((check || render) && (runtime ?? backend ?? only ?? jobs) !== undefined) {
    throw new Failure(
      `--${check ? "check" : "render"} runs nothing: give no cells and no cases with it`,
      ExitCode.usage,
    );
  }
  return {
    help: values.help === true,
    json: values.json === true,
    check: check === true,
    render: render === true,
    runtimes: names(runtime),
    backends: names(backend),
    only: names(only),
    jobs: jobs === undefined ? undefined : integer("jobs", String(jobs), 1, 16),
    limitMs: 1_000 * integer("limit", String(values.limit), 1, 86_400),
  };
}

/** @param {unknown} value */
const names = (value) => /** @type {string[] | undefined} */ (value);

/**
 * The cells that were asked for; a name that none has is wrong usage.
 *
 * @param {readonly import("./cells.mjs").Place[]} cells
 * @param {Pick<MatrixOptions, "runtimes" | "backends">} options
 */
export function chosenCells(cells, { runtimes, backends }) {
  known(
    "runtime",
    runtimes,
    cells.map(({ key }) => key),
  );
  known(
    "backend",
    backends,
    cells.map(({ backend }) => backend),
  );
  const chosen = cells.filter(
    ({ key, backend }) => (runtimes?.includes(key) ?? true) && (backends?.includes(backend) ?? true),
  );
  if (chosen.length > 0) return chosen;
  throw new Failure(
    `${backends?.join(", ")} cannot run in ${runtimes?.join(", ")}: there is no such cell`,
    ExitCode.usage,
  );
}

/**
 * @param {string} option
 * @param {readonly string[] | undefined} given
 * @param {readonly string[]} all
 */
function known(option, given = [], all) {
  const unknown = given.find((name) => !all.includes(name));
  if (unknown === undefined) return;
  throw new Failure(`--${option} takes one of ${[...new Set(all)].join(", ")}, and got '${unknown}'`, ExitCode.usage);
}
