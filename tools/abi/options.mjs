import { resolve } from "node:path";
import { TARGETS } from "../cross/targets.mjs";
import { parse } from "../lib/arguments.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { root } from "../lib/root.mjs";

/** The addon takes longer to compile than the layout check: one target of each kind that is not this machine's is enough each time. */
const ADDON_TARGETS = ["aarch64-macos", "x86_64-linux-musl"];

export const HELP = `npm run check:abi -- [options]

Compiles what the generator made of the spec against the real headers of each operating system, with zig: the layout check in plain C
for every target, and the addon for ${ADDON_TARGETS.join(" and ")}. A size, an offset or a constant of the spec that differs from the
headers stops it, by name. Nothing is run.

  --all            the addon for every target too
  --target <name>  only this target, the addon too; may be given again:
                   ${TARGETS.map(({ name }) => name).join(", ")}
  --root <dir>     the folder that holds generated/; of another one than this repository only the layout check is compiled
  --json           print the rows as a JSON array on standard output; everything else goes to standard error
  -h, --help       this text

Exit codes: 0 all of it compiles, 1 something does not, 2 wrong usage, 3 not run: there is no zig for this machine.
`;

/**
 * @typedef {object} Job
 * @property {import("../cross/targets.mjs").Target} target
 * @property {"layout" | "addon"} what
 *
 * @typedef {object} AbiOptions
 * @property {boolean} help
 * @property {boolean} json
 * @property {string} root
 * @property {Job[]} jobs
 */

/**
 * @param {string[]} args
 * @returns {AbiOptions}
 */
export function abiOptions(args) {
  const values = parse(
    args,
    {
      help: { type: "boolean", short: "h", default: false },
      json: { type: "boolean", default: false },
      all: { type: "boolean", default: false },
      target: { type: "string", multiple: true, default: [] },
      root: { type: "string", default: root },
    },
    "npm run check:abi",
  );
  const named = /** @type {string[]} */ (values.target).map(targetNamed);
  const targets = named.length > 0 ? named : TARGETS;
  const folder = resolve(String(values.root));
  const addons = targets.filter(
    ({ name }) => folder === root && (values.all || named.length > 0 || ADDON_TARGETS.includes(name)),
  );
  return {
    help: values.help === true,
    json: values.json === true,
    root: folder,
    // The addons first: they take longest.
    jobs: [
      ...addons.map((target) => ({ target, what: /** @type {const} */ ("addon") })),
      ...targets.map((target) => ({ target, what: /** @type {const} */ ("layout") })),
    ],
  };
}

/** @param {string} name */
function targetNamed(name) {
  const target = TARGETS.find((known) => known.name === name);
  if (target !== undefined) return target;
  const names = TARGETS.map((known) => known.name).join(", ");
  throw new Failure(`--target takes one of ${names}, and got '${name}'`, ExitCode.usage);
}
