import { TARGETS } from "../cross/targets.mjs";
import { parse } from "../lib/arguments.mjs";
import { ExitCode, Failure } from "../lib/failure.mjs";

/** One file for each operating system and processor. That of Linux serves glibc and musl; see main.mjs. */
export const PREBUILT = TARGETS.filter(({ name }) => !name.endsWith("-musl"));

/** @param {import("../cross/targets.mjs").Target} target */
export const folderName = ({ os, arch }) => `${os}-${arch}`;

export const HELP = `npm run prebuilds -- [options]

Makes packages/napi/prebuilds/<os>-<arch>/pollio.node, the addons that @pollio/napi is published with, and the helper.so of
@pollio/node-ffi likewise, and prints their sizes. Each is stripped, needs no library but the system's libc, and is refused if it imports what such a process does not have. The one of Linux
is linked with no library at all, so that it serves glibc (from 2.28) and musl.

  --target <os-arch>   only this one; may be given again: ${PREBUILT.map(folderName).join(", ")}
                       (default: all that the compiler can make)
  --compiler <name>    zig: for every target, from npm, on Linux x64 (default where it is installed)
                       host: this machine's own, for this machine's operating system and processor
  --json               print the rows as a JSON array on standard output; everything else goes to standard error
  -h, --help           this text

Exit codes: 0 all were made, 1 one was not, 2 wrong usage.
`;

/**
 * @typedef {object} PrebuildOptions
 * @property {boolean} help
 * @property {boolean} json
 * @property {"zig" | "host" | undefined} compiler
 * @property {readonly import("../cross/targets.mjs").Target[] | undefined} targets
 */

/**
 * @param {string[]} args
 * @returns {PrebuildOptions}
 */
export function prebuildOptions(args) {
  const values = parse(
    args,
    {
      help: { type: "boolean", short: "h", default: false },
      json: { type: "boolean", default: false },
      target: { type: "string", multiple: true },
      compiler: { type: "string" },
    },
    "npm run prebuilds",
  );
  return {
    help: values.help === true,
    json: values.json === true,
    compiler: compilerNamed(values.compiler === undefined ? undefined : String(values.compiler)),
    targets: values.target === undefined ? undefined : /** @type {string[]} */ (values.target).map(targetNamed),
  };
}

/**
 * What a compiler can make.
 *
 * @param {"zig" | "host"} compiler
 */
export function targetsOf(compiler) {
  if (compiler === "zig") return PREBUILT;
  return PREBUILT.filter(({ os, arch }) => os === process.platform && arch === process.arch);
}

/** @param {string | undefined} name */
function compilerNamed(name) {
  if (name === undefined || name === "zig" || name === "host") return name;
  throw new Failure(`--compiler takes zig or host, and got '${name}'`, ExitCode.usage);
}

/** @param {string} name */
function targetNamed(name) {
  const target = PREBUILT.find((known) => folderName(known) === name);
  if (target !== undefined) return target;
  throw new Failure(`--target takes one of ${PREBUILT.map(folderName).join(", ")}, and got '${name}'`, ExitCode.usage);
}
