// Which cells there are: every backend that the facade would try, in every runtime that npm has for us.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findBun } from "../lib/runtimes.mjs";
import { SOURCES } from "../runtimes/fetch.mjs";

/**
 * @typedef {import("../runtimes/current.mjs").Runtime} Runtime
 * @typedef {{ key: Runtime, name: "node" | "bun" | "deno", version: string, backend: string }} Place `key` is "node20", `name` "node".
 * @typedef {import("../../packages/pollio/src/backends.ts").Order} Order
 */

const PLATFORM = `${process.platform}-${process.arch}`;

/** Nodes from the oldest, then the others by name. @type {readonly Runtime[]} */
export const RUNTIMES = Object.freeze(
  /** @type {Runtime[]} */ ([...Object.keys(SOURCES), "bun"]).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)),
);

/** @param {string} key */
function rank(key) {
  return key.startsWith("node") ? 0 : 1;
}

/**
 * All cells of this machine, runtime by runtime.
 *
 * @returns {Promise<Place[]>}
 */
export async function allCells() {
  const { tsImport } = await import("tsx/esm/api"); // here, because --help works before anything is installed
  /** @type {{ ORDER: readonly Order[] }} */
  const { ORDER } = await tsImport("../../packages/pollio/src/backends.ts", import.meta.url);
  return RUNTIMES.flatMap((key) => {
    const [, name = "", digits = "0"] = /^([a-z]+)(\d*)$/.exec(key) ?? [];
    const row = ORDER.find(({ runtime, from }) => runtime === name && Number(digits) >= from);
    const runtime = /** @type {Place["name"]} */ (name);
    return (row?.backends ?? []).map((backend) => ({ key, name: runtime, version: versionOf(key), backend }));
  });
}

/** @param {Runtime} key */
function versionOf(key) {
  if (key !== "bun") return SOURCES[key]?.[PLATFORM]?.version ?? "";
  const executable = findBun();
  if (executable === undefined) return "";
  return JSON.parse(readFileSync(join(dirname(executable), "..", "package.json"), "utf8")).version;
}
