import { parse } from "../lib/arguments.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";

/** The newest Node, in which every package can be installed. */
export const NEWEST = "node26";

/** The oldest Node that is supported, the newest one, the one that runs this, and Bun. */
export const RUNTIMES = [...new Set(["node20", NEWEST, `node${process.versions.node.split(".")[0]}`, "bun"])];

/**
 * The cases that the conformance command runs unless it is asked for all: of the backend that is taken, a part of each layer, without
 * what takes long; of the one that was chosen in its place, that it opens, tells who is ready, and is woken.
 */
export const CORE = {
  taken: ["exports.", "encoding.", "kinds.", "lifecycle.", "registration.", "ready.", "wake.", "async.", "tcp."],
  chosen: ["exports.", "lifecycle.", "ready.", "wake.", "async."],
};

export const HELP = `npm run test:packed -- [options]

Packs every package, checks the archives, and installs them with --ignore-scripts into empty projects in which PATH has the runtime, its
installer, sh and env alone: no compiler. There it does what the README says: the quick start, pollio doctor, pollio generate with a kind
more, pollio conformance; again with @pollio/koffi as POLLIO_BACKEND; and TypeScript checks the packages' types. The addon must be loaded from its
prebuilt file, which is made first. The only network that is needed is npm's registry.

  --runtime <name>  only this one; may be given again: ${RUNTIMES.join(", ")} (default: all)
  --without-bun     all but Bun
  --whole           the whole conformance suite, and not only ${CORE.taken.join(" ")}
  --keep            leave the projects, and tell where they are
  --json            print the rows as a JSON array on standard output; everything else goes to standard error
  -h, --help        this text

Exit codes: 0 all of it works, 1 something does not, 2 wrong usage.
`;

/**
 * @typedef {object} PackedOptions
 * @property {boolean} help
 * @property {boolean} json
 * @property {boolean} keep
 * @property {boolean} whole
 * @property {readonly string[]} runtimes
 */

/**
 * @param {string[]} args
 * @returns {PackedOptions}
 */
export function packedOptions(args) {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const values = parse(
    args,
    {
      help: { ...flag, short: "h" },
      json: flag,
      keep: flag,
      whole: flag,
      "without-bun": flag,
      runtime: { type: "string", multiple: true, default: RUNTIMES },
    },
    "npm run test:packed",
  );
  const runtimes = /** @type {string[]} */ (values.runtime);
  const unknown = runtimes.filter((name) => !RUNTIMES.includes(name));
  if (unknown.length > 0) {
    throw new Failure(
      `--runtime takes one of ${RUNTIMES.join(", ")}, and got '${unknown.join("', '")}'`,
      ExitCode.usage,
    );
  }
  const { help, json, keep, whole } = values;
  return {
    help: help === true,
    json: json === true,
    keep: keep === true,
    whole: whole === true,
    runtimes: values["without-bun"] ? runtimes.filter((name) => name !== "bun") : runtimes,
  };
}
