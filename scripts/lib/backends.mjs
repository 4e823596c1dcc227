// The backends: every folder of packages/ whose package.json says which runtimes it is for. A new one needs no other entry.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { inRoot } from "./root.mjs";

/**
 * @typedef {import("../runtimes/current.mjs").Runtime} Runtime
 *
 * @typedef {object} Backend
 * @property {string} name The last part of its package name.
 * @property {Runtime} runtime What `npm start` and `npm run bench` run it under.
 * @property {readonly Runtime[]} runtimes What its tests run under; the first is `runtime`.
 */

/** @type {readonly Backend[]} */
export const BACKENDS = Object.freeze(
  readdirSync(inRoot("packages"))
    .sort()
    .flatMap((name) => {
      const runtimes = runtimesOf(inRoot("packages", name, "package.json"));
      return runtimes.map((runtime) => ({ name, runtime, runtimes })).slice(0, 1);
    }),
);

/**
 * @param {string} path
 * @returns {readonly Runtime[]}
 */
function runtimesOf(path) {
  if (!existsSync(path)) return [];
  return JSON.parse(readFileSync(path, "utf8")).pollio?.runtimes ?? [];
}
