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
 * @property {readonly string[]} variants Other entries of the package with the same exports, which `npm run bench` measures too.
 */

/** @type {readonly Backend[]} */
export const BACKENDS = Object.freeze(
  readdirSync(inRoot("packages"))
    .sort()
    .flatMap((name) => {
      const path = inRoot("packages", name, "package.json");
      const { runtimes = [], variants = [] } = existsSync(path)
        ? (JSON.parse(readFileSync(path, "utf8")).pollio ?? {})
        : {};
      return runtimes.length === 0 ? [] : [{ name, runtime: runtimes[0], runtimes, variants }];
    }),
);
