// The files of machine code that packages are published with, one for each operating system and processor.
import { compileAddon, compileHelper } from "../cross/compiler.mjs";
import { root } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";

/**
 * @typedef {import("../cross/compiler.mjs").Compiler} Compiler
 * @typedef {import("../cross/targets.mjs").Target} Target
 * @typedef {import("../cross/compiler.mjs").Outcome & { path: string, bytes: number }} Made
 *
 * @typedef {object} Artifact
 * @property {string} name The package.
 * @property {string} folder Its.
 * @property {string} file Below prebuilds/<os>-<arch> in it.
 * @property {(compiler: Compiler, target: Target, headers: string, folder: string) => Promise<Made>} compile
 * @property {(path: string) => Promise<string[]>} loadingFails Why this Node cannot load it, if it cannot.
 */

/** @type {readonly Artifact[]} */
export const ARTIFACTS = [
  {
    name: "@pollio/napi",
    folder: "packages/napi",
    file: "pollio.node",
    compile: compileAddon,
    loadingFails: (path) => failureOf(`require(${JSON.stringify(path)}).close(-1)`),
  },
  {
    name: "@pollio/node-ffi",
    folder: "packages/node-ffi",
    file: "helper.so",
    compile: (compiler, target, _, folder) => compileHelper(compiler, target, root, folder),
    loadingFails: (path) => failureOf(LOAD_LIBRARY(path)),
  },
];

/** Only the newest Node can call it. Any Node can load it, with all that it imports, and then misses an addon in it. @param {string} path */
const LOAD_LIBRARY = (path) => `
try { process.dlopen({ exports: {} }, ${JSON.stringify(path)}) }
catch (error) { if (!/did not self-register/.test(error.message)) throw error }`;

/** @param {string} program */
async function failureOf(program) {
  const { ok, output } = await run(process.execPath, ["-e", program]);
  return ok ? [] : [`this Node cannot load it: ${output.trim()}`];
}
