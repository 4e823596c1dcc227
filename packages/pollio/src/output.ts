// Prints: results to standard output, the rest to standard error.

import Table from "cli-table3";

/** Exit codes of every verb. */
export const Exit = Object.freeze({ ok: 0, failed: 1, usage: 2 });

/** Wrong usage, reported without a stack. */
export class UsageError extends Error {}

const PAINTS = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

type Paint = (text: string) => string;

/** Colours for a terminal, unless NO_COLOR is set (no-color.org). */
export function paints(stream: NodeJS.WriteStream): Readonly<Record<keyof typeof PAINTS, Paint>> {
  const coloured = stream.isTTY === true && !process.env.NO_COLOR;
  const paint = (code: number): Paint => (coloured ? (text) => `\x1b[${code}m${text}\x1b[0m` : (text) => text);
  const { bold, dim, red, green, yellow } = PAINTS;
  return { bold: paint(bold), dim: paint(dim), red: paint(red), green: paint(green), yellow: paint(yellow) };
}

/** Ends the process when its output is no longer read, as `pollio doctor | head -1` does. */
export function endQuietlyWhenCut(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit();
    });
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

/** A line that a terminal shows while something runs; not shown elsewhere. */
export function progress(text: string): void {
  if (process.stderr.isTTY === true) process.stderr.write(`\r\x1b[2K${text}`);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const { bold } = paints(process.stdout);
  const made = new Table({ head: head.map(bold), style: { head: [], border: [] } });
  made.push(...rows.map((row) => [...row]));
  return made.toString();
}

/** "1 case", "2 cases". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
