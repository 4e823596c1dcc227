// What node-gyp needs on this machine. It is looked for beforehand, because node-gyp says what is missing in 40 lines of log.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { which } from "../lib/which.mjs";

/** What installs the toolchain. */
export const TOOLCHAIN_MEND =
  process.platform === "darwin"
    ? "xcode-select --install, then npm run build"
    : "apt-get install g++ make python3 (or your system's packages of these), then npm run build";

/**
 * The first of some programs that PATH has.
 *
 * @param {readonly string[]} names
 * @param {string | undefined} path
 */
const firstOf = (names, path) => names.find((name) => which(name, path) !== undefined);

/**
 * @typedef {{ missing: string[] } | { missing?: never, env: NodeJS.ProcessEnv }} Toolchain
 */

/**
 * Finds a C++ compiler, make and Python 3.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Toolchain} Names of what is missing, or the environment to run node-gyp in.
 */
export function findToolchain(env = process.env) {
  const cxx = env.CXX || firstOf(["c++", "g++", "clang++"], env.PATH);
  const cc = env.CC || firstOf(["cc", "gcc", "clang"], env.PATH);
  const make = env.MAKE || firstOf(["make", "gmake"], env.PATH);
  const python = env.PYTHON || env.npm_config_python || firstOf(["python3", "python"], env.PATH);
  const missing = [];
  if (!cxx || !cc) missing.push("a C++ compiler (c++, g++ or clang++)");
  if (!make) missing.push("make");
  if (!python) missing.push("python3");
  // Named, because gyp's own default is g++ even where clang is the only compiler.
  return missing.length > 0 ? { missing } : { env: { ...env, CC: cc, CXX: cxx } };
}

/**
 * The folder above include/node when Node came with its own headers, so that node-gyp has no need to download them.
 *
 * @param {string} [executable]
 * @param {string} [version]
 * @returns {string | undefined}
 */
export function headersOf(executable = process.execPath, version = process.versions.node) {
  const prefix = dirname(dirname(executable));
  const header = join(prefix, "include", "node", "node_version.h");
  if (!existsSync(header)) return undefined;
  const text = readFileSync(header, "utf8");
  const numbers = ["MAJOR", "MINOR", "PATCH"].map((part) => new RegExp(`NODE_${part}_VERSION (\\d+)`).exec(text)?.[1]);
  // Headers of another Node in the same prefix would compile against the wrong interface.
  return numbers.join(".") === version ? prefix : undefined;
}
