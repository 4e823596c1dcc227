// What the programs in JavaScript share: one line of JSON when they can be asked, then one for each line "name number …" of
// standard input, whose end is theirs. Plain JavaScript, so that every runtime runs the same text without a loader.

import { createInterface } from "node:readline";

/** @typedef {Readonly<Record<string, (...numbers: number[]) => unknown>>} Answers By request; null where there is none. */

/**
 * Answers requests until standard input ends, and then ends the process, whatever else is open in it.
 *
 * @param {Answers} answers
 * @param {object} [more] What the first line says besides.
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
 * The result of one of pollio's syscalls; throws where it is -errno.
 *
 * @param {number} result
 * @returns {number}
 */
export function must(result) {
  if (result < 0) throw new Error(`errno ${-result}`);
  return result;
}

/**
 * The least and the middle of a runtime's own figures would hide what a user feels: the median and the 99th percentile.
 *
 * @param {number[]} samples
 */
export function percentiles(samples) {
  const sorted = Float64Array.from(samples).sort();
  /** @param {number} part */
  const at = (part) => sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? null;
  return { p50: at(0.5), p99: at(0.99) };
}
