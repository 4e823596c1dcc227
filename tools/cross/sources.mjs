// What the addon is made of: read from binding.gyp, so that node-gyp and the cross-compilers build the same thing.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { inRoot, shown } from "../lib/root.mjs";

const GYP = inRoot("packages/napi/native/binding.gyp");

/**
 * @typedef {object} Sources
 * @property {string[]} files Absolute paths.
 * @property {string[]} flags For C and C++.
 * @property {string[]} cFlags
 * @property {string[]} cxxFlags
 */

/**
 * The addon's sources and flags for an operating system.
 *
 * @param {Pick<import("./targets.mjs").Target, "os">} target
 * @param {string} headers Node's.
 * @returns {Sources}
 */
export function addonSources({ os }, headers) {
  // Commands that binding.gyp has gyp run, and what they would say for this target.
  const commands = new Map([
    ["node -p process.platform", os],
    ["node -p \"require('node-addon-api').include_dir\"", addonApi()],
  ]);
  const expand = (/** @type {string} */ text) =>
    text.replace(/<!\((.*)\)/g, (whole, /** @type {string} */ command) => {
      const output = commands.get(command);
      if (output === undefined) throw new Failure(`${shown(GYP)}: tools/cross/sources.mjs does not know ${whole}`);
      return output;
    });
  const { target_name: name, ...target } = JSON.parse(readFileSync(GYP, "utf8")).targets[0];
  const folders = target.include_dirs.map((/** @type {string} */ path) => resolve(dirname(GYP), expand(path)));
  return {
    files: target.sources.map((/** @type {string} */ path) => resolve(dirname(GYP), expand(path))),
    flags: [
      ...target.cflags,
      ...[...target.defines, `NODE_GYP_MODULE_NAME=${name}`].map((define) => `-D${define}`),
      ...folders.map((/** @type {string} */ folder) => `-I${folder}`),
      // Warnings in Node's own headers are not ours.
      ...["-isystem", headers],
    ],
    cFlags: target.cflags_c,
    cxxFlags: target.cflags_cc,
  };
}

function addonApi() {
  return dirname(createRequire(inRoot("package.json")).resolve("node-addon-api/package.json"));
}
