// The expected failures: for each runtime and backend a list of cases with reasons.
import { readFileSync } from "node:fs";
import { Failure } from "../lib/failure.mjs";
import { inRoot, shown } from "../lib/root.mjs";

const PATH = inRoot("conformance", "expected-failures.yaml");
export const LIST = shown(PATH);

/** @typedef {Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>} Expected Reasons by runtime, backend, case. */

/**
 * @param {string} [path]
 * @returns {Promise<Expected>}
 */
export async function readExpected(path = PATH) {
  const { parse } = await import("yaml"); // here, because --help works before anything is installed
  return parse(readFileSync(path, "utf8"), { strict: true, uniqueKeys: true });
}

/**
 * The list of a cell. Each cell has one, though it be empty; a list of no cell would be forgotten, and so is refused.
 *
 * @param {Expected} expected
 * @param {readonly import("./cells.mjs").Place[]} cells All of them.
 */
export function checkExpected(expected, cells) {
  const have = Object.entries(expected).flatMap(([key, lists]) =>
    Object.keys(lists).map((backend) => `${key} ${backend}`),
  );
  const want = cells.map(({ key, backend }) => `${key} ${backend}`);
  for (const cell of want) if (!have.includes(cell)) throw new Failure(`${LIST} has no list for ${cell}`);
  for (const list of have)
    if (!want.includes(list)) throw new Failure(`${LIST} has a list for ${list}, which is no cell`);
  for (const [key, lists] of Object.entries(expected)) {
    for (const [backend, reasons] of Object.entries(lists)) {
      for (const [name, reason] of Object.entries(reasons)) {
        if (typeof reason !== "string" || reason.trim() === "")
          throw new Failure(`${LIST} gives no reason for ${name} of ${key} ${backend}`);
      }
    }
  }
}

/**
 * @param {Expected} expected
 * @param {import("./cells.mjs").Place} place
 * @returns {Map<string, string>}
 */
export function listOf(expected, { key, backend }) {
  return new Map(Object.entries(expected[key]?.[backend] ?? {}));
}
