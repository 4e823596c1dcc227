import { parse } from "../lib/arguments.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";

/** @typedef {{ name: string, runtime: "node" | "bun" }} Backend */

/** @type {readonly Backend[]} */
const BACKENDS = [
  { name: "napi", runtime: "node" },
  { name: "koffi", runtime: "node" },
  { name: "bun", runtime: "bun" },
];
const NAMES = BACKENDS.map(({ name }) => name).join(", ");

export const HELP = `npm run test:arm64 -- [options]

Runs the conformance suite with arm64 builds of Node and Bun under qemu-user: the kernel's ABI is arm64's, as the emulator gives it. The
addon is cross-built with zig. What is missing is installed: qemu and arm64's libraries with apt-get (as root), the runtimes with
npm into build/arm64. At the end, a build with x86-64's layout of epoll_event must be found wrong.

  --core            only the core of the cases: themes that start no processes and are quick (tools/arm64/cases.mjs)
  --backend <name>  only this backend: ${NAMES}
  --only <prefix>   only cases whose names begin so; may be given again
  --json            print the rows as a JSON array on standard output; everything else goes to standard error
  -h, --help        this text

Exit codes: 0 every case passed but those that are listed with a reason, 1 one did not, or one that is listed did, 2 wrong usage,
3 not run: this machine cannot emulate arm64.
`;

/**
 * @typedef {object} Arm64Options
 * @property {boolean} help
 * @property {boolean} json
 * @property {boolean} core
 * @property {readonly Backend[]} backends
 * @property {readonly string[] | undefined} only
 */

/**
 * @param {string[]} args
 * @returns {Arm64Options}
 */
export function arm64Options(args) {
  const values = parse(
    args,
    {
      help: { type: "boolean", short: "h", default: false },
      json: { type: "boolean", default: false },
      core: { type: "boolean", default: false },
      backend: { type: "string" },
      only: { type: "string", multiple: true },
    },
    "npm run test:arm64",
  );
  if (values.core && values.only)
    throw new Failure("--core names the cases, and so does --only: give one of the two", ExitCode.usage);
  return {
    help: values.help === true,
    json: values.json === true,
    core: values.core === true,
    backends: values.backend === undefined ? BACKENDS : [backendNamed(String(values.backend))],
    only: /** @type {string[] | undefined} */ (values.only),
  };
}

/** @param {string} name */
function backendNamed(name) {
  const backend = BACKENDS.find((known) => known.name === name);
  if (backend !== undefined) return backend;
  throw new Failure(`--backend takes one of ${NAMES}, and got '${name}'`, ExitCode.usage);
}
