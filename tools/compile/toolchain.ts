// What node-gyp needs. It is looked for beforehand, because node-gyp says what is missing in 40 lines of log.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { which } from "../lib/which.ts";

/** What installs the toolchain. */
export const TOOLCHAIN_FIX =
  process.platform === "darwin"
    ? "xcode-select --install, then npm run build"
    : "apt-get install g++ make python3 (or your system's packages of these), then npm run build";

type Toolchain = { missing: string[] } | { missing?: never; env: NodeJS.ProcessEnv };

/** Finds a C++ compiler, make and Python 3: the names of what is missing, or the environment to run node-gyp in. */
export function findToolchain(env: NodeJS.ProcessEnv = process.env): Toolchain {
  const first = (...names: string[]) => names.find((name) => which(name, env.PATH) !== undefined);
  const CXX = env.CXX || first("c++", "g++", "clang++");
  const CC = env.CC || first("cc", "gcc", "clang");
  const missing = [
    ...(CXX && CC ? [] : ["a C++ compiler (c++, g++ or clang++)"]),
    ...(env.MAKE || first("make", "gmake") ? [] : ["make"]),
    ...(env.PYTHON || env.npm_config_python || first("python3", "python") ? [] : ["python3"]),
  ];
  // The compilers are named, because gyp's own default is g++ even where clang is the only one.
  return missing.length > 0 ? { missing } : { env: { ...env, CC, CXX } };
}

/** The folder above include/node when Node came with its own headers, so that node-gyp need not download them. */
export function headersOf(executable = process.execPath, version = process.versions.node): string | undefined {
  const prefix = dirname(dirname(executable));
  const header = join(prefix, "include", "node", "node_version.h");
  if (!existsSync(header)) return undefined;
  const text = readFileSync(header, "utf8");
  const numbers = ["MAJOR", "MINOR", "PATCH"].map((part) => new RegExp(`NODE_${part}_VERSION (\\d+)`).exec(text)?.[1]);
  // Headers of another Node in the same prefix would compile against the wrong interface.
  return numbers.join(".") === version ? prefix : undefined;
}
