// What is compiled by a C or C++ compiler: the addon of @pollio/napi and the helper object of @pollio/node-ffi. A machine that cannot
// compile is a status, not a failure: everything else works without.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inRoot, root, shown } from "../lib/root.ts";
import { run, which } from "../lib/run.ts";
import { dim, say, warn } from "../lib/say.ts";
import { hashInputs, isUpToDate, writeStamp } from "../lib/stamp.ts";

// What node-gyp needs is looked for beforehand, because node-gyp says what is missing in 40 lines of log.

const TOOLCHAIN_FIX =
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

/** What Node runs to compile the addon in a folder. */
export function nodeGyp(folder: string): string[] {
  const nodeDir = headersOf();
  const args = [inRoot("node_modules/node-gyp/bin/node-gyp.js"), "rebuild", "--directory", folder];
  return nodeDir === undefined ? args : [...args, "--nodedir", nodeDir];
}

export type AddonStatus = { built: true } | { built: false; reason: string; fix: string };

/** The addon itself. */
export const ADDON = inRoot("packages/napi/native/build/Release/pollio.node");
const STATUS = inRoot("packages/napi/native/build/status.json");

/** The result of the last build. */
export function addonStatus(): AddonStatus {
  const fix = "npm run build";
  if (!existsSync(STATUS)) return { built: false, reason: "it was never built", fix };
  const status: AddonStatus = JSON.parse(readFileSync(STATUS, "utf8"));
  if (status.built && !existsSync(ADDON)) return { built: false, reason: "its file is gone", fix };
  return status;
}

const NATIVE = inRoot("packages/napi/native");
const ADDON_STAMP = inRoot("packages/napi/native/build/.stamp");
const HELPER = inRoot("packages/node-ffi/native/build/helper.so");
const HELPER_STAMP = inRoot("packages/node-ffi/native/build/.stamp");

export async function buildAddon(): Promise<AddonStatus> {
  const status = await compileAddon();
  mkdirSync(dirname(STATUS), { recursive: true });
  writeFileSync(STATUS, `${JSON.stringify(status, null, 2)}\n`);
  if (!status.built) {
    warn(`addon       NOT BUILT: ${status.reason}\n            fix: ${status.fix}`);
    warn("            everything but @pollio/napi works without it");
  }
  return status;
}

async function compileAddon(): Promise<AddonStatus> {
  const more = ["packages/core/native", "generated/napi", "node_modules/node-addon-api/package.json"];
  const inputs = [NATIVE, ...more.map((path) => inRoot(path))];
  // The version of Node's ABI and the processor are inputs too: a binary of another Node must not pass as up to date.
  const hash = hashInputs(root, inputs, [process.platform, process.arch, process.versions.modules]);
  if (existsSync(ADDON) && isUpToDate(ADDON_STAMP, hash)) return { built: true };
  const tools = findToolchain();
  if (tools.missing) return { built: false, reason: `${tools.missing.join(" and ")} not found`, fix: TOOLCHAIN_FIX };
  const result = await run(process.execPath, nodeGyp(NATIVE), { env: tools.env });
  if (!result.ok || !existsSync(ADDON)) {
    say(result.output);
    const reason = `node-gyp failed (${result.how}); its output is above`;
    return { built: false, reason, fix: `what it names (${TOOLCHAIN_FIX} when a tool is missing)` };
  }
  writeStamp(ADDON_STAMP, hash);
  say(`addon       ${shown(ADDON)} ${dim(`${result.seconds.toFixed(1)} s`)}`);
  return { built: true };
}

/** Without the helper object, @pollio/node-ffi is slower, and nothing else. */
export async function buildHelper(): Promise<void> {
  const why = await compileHelper();
  if (why !== undefined) warn(`helper      NOT BUILT: ${why}; @pollio/node-ffi is slower without it`);
}

/** Returns why it cannot be compiled, if that is so. */
async function compileHelper(): Promise<string | undefined> {
  const source = inRoot("generated/node-ffi/helper", `${process.platform}.c`);
  if (!existsSync(source)) return `${shown(source)} does not exist: it is not for ${process.platform}`;
  const hash = hashInputs(root, [source, inRoot("packages/core/native")], [process.platform, process.arch]);
  if (existsSync(HELPER) && isUpToDate(HELPER_STAMP, hash)) return undefined;
  const cc = process.env.CC || ["cc", "gcc", "clang"].find((name) => which(name) !== undefined);
  if (cc === undefined) return "no C compiler (cc, gcc or clang) was found";
  mkdirSync(dirname(HELPER), { recursive: true });
  const result = await run(cc, ["-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", HELPER, source]);
  if (!result.ok) {
    say(result.output);
    return `${cc} failed (${result.how}); its output is above`;
  }
  writeStamp(HELPER_STAMP, hash);
  say(`helper      ${shown(HELPER)} ${dim(`${result.seconds.toFixed(1)} s`)}`);
  return undefined;
}
