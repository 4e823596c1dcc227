// The protocol of the JavaScript programs: one line of JSON when ready, then one for each line "name number …" of standard input, and
// exit at its end. Plain JavaScript, so that every runtime runs the same text without a loader.

import { createInterface } from "node:readline";

/** @typedef {Readonly<Record<string, (...numbers: number[]) => unknown>>} Answers By request; an unknown request is answered with null. */

/**
 * Answers requests until standard input ends, then exits, whatever else is open in the process.
 *
 * @param {Answers} answers
 * @param {object} [more] Additional members of the first line.
 */
export async function serve(answers, more = {}) {
  reply({ about: runtime(), ...more });
  for await (const line of createInterface({ input: process.stdin })) {
    const [name = "", ...numbers] = line.split(" ");
    reply((await answers[name]?.(...numbers.map(Number))) ?? null);
  }
  process.exit(0);
}

/** @param {unknown} answer */
export function reply(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

export function runtime() {
  const { bun, deno, node } = process.versions;
  if (bun !== undefined) return `Bun ${bun}`;
  return deno === undefined ? `Node ${node}` : `Deno ${deno}`;
}

/**
 * Returns the result of one of pollio's system calls; throws if it is -errno.
 *
 * @param {number} result
 * @returns {number}
 */
export function must(result) {
  if (result < 0) throw new Error(`errno ${-result}`);
  return result;
}

/**
 * The median and the 99th percentile: users feel both, and a minimum would hide the second.
 *
 * @param {number[]} samples
 */
export function percentiles(samples) {
  const sorted = Float64Array.from(samples).sort();
  /** @param {number} part */
  const at = (part) => sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? null;
  return { p50: at(0.5), p99: at(0.99) };
}
