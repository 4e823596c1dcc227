import { mkdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "../lib/run.mjs";
import { addonSources } from "./sources.mjs";
import { zigEnv } from "./zig.mjs";

/**
 * @typedef {[command: string, ...args: string[]]} CommandLine
 *
 * @typedef {object} Compiler
 * @property {CommandLine} cc
 * @property {CommandLine} cxx
 * @property {CommandLine} link Takes `-o`, the file to make, and the objects.
 * @property {NodeJS.ProcessEnv} env
 *
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {string} output What the compiler said.
 * @property {number} seconds
 */

/**
 * zig as a compiler. Its driver links its runtime library into everything, and builds a whole C library before it links for musl;
 * its ELF linker alone does neither.
 *
 * @param {string} zig
 * @param {import("./targets.mjs").Target} target
 * @returns {Compiler}
 */
export function zigCompiler(zig, { triple, os }) {
  return {
    cc: [zig, "cc", "-target", triple, "-Werror"],
    cxx: [zig, "c++", "-target", triple, "-Werror"],
    link: os === "linux" ? [zig, "ld.lld", ...ELF_LINK] : [zig, "cc", "-target", triple, "-s", ...MACH_LINK],
    env: zigEnv,
  };
}

/**
 * This machine's own compiler, for its own operating system and processor.
 *
 * @param {import("./targets.mjs").Target} target
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Compiler}
 */
export function hostCompiler({ os, triple }, env = process.env) {
  const cc = env.CC || "cc";
  // What a distribution's compiler adds by itself: checked variants of functions that only its own libc has.
  const plain = ["-U_FORTIFY_SOURCE", "-fno-stack-protector"];
  if (os === "linux") {
    const link = ["-nostdlib", ...ELF_LINK.map((flag) => (flag === "-shared" ? flag : `-Wl,${flag}`))];
    return { cc: [cc, ...plain], cxx: [env.CXX || "c++", ...plain], link: [cc, ...link], env };
  }
  const least = `-mmacosx-version-min=${triple.split("macos.")[1]}`;
  return { cc: [cc, least], cxx: [env.CXX || "c++", least], link: [cc, least, "-Wl,-x", ...MACH_LINK], env };
}

/** -z now: what the process lacks must be an error when the addon is loaded, and not a crash in the middle of a call. */
const ELF_LINK = ["-shared", "--gc-sections", "--strip-all", "-z", "now", "-z", "relro", "-z", "noexecstack"];
/** Node's and libuv's functions are in the process that loads the addon. */
const MACH_LINK = ["-shared", "-Wl,-undefined,dynamic_lookup", "-Wl,-dead_strip"];

/**
 * Compiles the generated layout check of a target's operating system: its assertions are the test.
 *
 * @param {Compiler} compiler
 * @param {import("./targets.mjs").Target} target
 * @param {string} root The folder that holds generated/.
 * @param {string} folder For what comes out.
 * @returns {Promise<Outcome>}
 */
export async function compileLayout(compiler, { os }, root, folder) {
  mkdirSync(folder, { recursive: true });
  const source = join("generated", "check", `${os}.c`);
  const [cc, ...args] = compiler.cc;
  const flags = ["-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra"];
  // Not -fsyntax-only, with which zig fails after it has built a whole C library.
  const result = await run(cc, [...args, ...flags, "-c", source, "-o", join(folder, "layout.o")], {
    cwd: root,
    env: compiler.env,
  });
  return outcome([result]);
}

/**
 * Compiles and links the addon.
 *
 * @param {Compiler} compiler
 * @param {import("./targets.mjs").Target} target
 * @param {string} headers Node's.
 * @param {string} folder For what comes out: pollio.node and the objects.
 * @returns {Promise<Outcome & { path: string, bytes: number }>}
 */
export async function compileAddon(compiler, target, headers, folder) {
  mkdirSync(folder, { recursive: true });
  const sources = addonSources(target, headers);
  const path = join(folder, "pollio.node");
  const objects = [];
  const results = [];
  for (const file of sources.files) {
    const isC = file.endsWith(".c");
    const [command, ...args] = isC ? compiler.cc : compiler.cxx;
    const object = join(folder, `${basename(file)}.o`);
    const flags = [...sources.flags, "-fPIC", ...(isC ? sources.cFlags : sources.cxxFlags)];
    results.push(await run(command, [...args, ...flags, "-c", file, "-o", object], { env: compiler.env }));
    objects.push(object);
  }
  if (results.every(({ ok }) => ok)) results.push(await link(compiler, target, path, objects));
  return linked(results, path);
}

/**
 * Compiles and links the helper object of @pollio/node-ffi, which needs nothing but the C library.
 *
 * @param {Compiler} compiler
 * @param {import("./targets.mjs").Target} target
 * @param {string} root The folder that holds generated/.
 * @param {string} folder For what comes out: helper.so and the object.
 * @returns {Promise<Outcome & { path: string, bytes: number }>}
 */
export async function compileHelper(compiler, target, root, folder) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "helper.so");
  const object = join(folder, "helper.o");
  const [cc, ...args] = compiler.cc;
  const flags = ["-std=c11", "-O2", "-fPIC", "-Wall", "-Wextra"];
  const source = join("generated", "node-ffi", "helper", `${target.os}.c`);
  const compiled = await run(cc, [...args, ...flags, "-c", source, "-o", object], { cwd: root, env: compiler.env });
  return linked(compiled.ok ? [compiled, await link(compiler, target, path, [object])] : [compiled], path);
}

/**
 * @param {Compiler} compiler
 * @param {import("./targets.mjs").Target} target
 * @param {string} path
 * @param {readonly string[]} objects
 */
function link({ link: [command, ...args], env }, { os }, path, objects) {
  // The name that Apple's linker gives it by itself would be a path of this machine.
  const name = os === "darwin" ? [`-Wl,-install_name,@rpath/${basename(path)}`] : [];
  return run(command, [...args, ...name, "-o", path, ...objects], { env });
}

/**
 * @param {import("../lib/run.mjs").RunResult[]} results
 * @param {string} path
 * @returns {Outcome & { path: string, bytes: number }}
 */
function linked(results, path) {
  const { ok, ...rest } = outcome(results);
  return { ok, ...rest, path, bytes: ok ? statSync(path).size : 0 };
}

/**
 * @param {import("../lib/run.mjs").RunResult[]} results
 * @returns {Outcome}
 */
function outcome(results) {
  const failed = results.filter(({ ok }) => !ok);
  return {
    ok: failed.length === 0,
    // A compiler that dies says nothing itself.
    output: failed.map(({ output, how }) => output.trimEnd() || how).join("\n"),
    seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
