// What the commands tell a person. All of it goes to standard error, because standard output is for results.
import { styleText } from "node:util";

/** `styleText` leaves the colour out where standard error is no terminal, and follows NO_COLOR and FORCE_COLOR. */
const paint = (format: Parameters<typeof styleText>[0]) => (text: string) =>
  styleText(format, text, { stream: process.stderr });

export const bold = paint("bold");
export const dim = paint("dim");
export const red = paint("red");
export const green = paint("green");
export const yellow = paint("yellow");

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Says what must not be overlooked. */
export function warn(text: string): void {
  say(yellow(text));
}

/** A line that is rewritten in place on a terminal. Elsewhere only `done` writes, which keeps a log short. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr) {
  return {
    update(text: string): void {
      if (stream.isTTY) stream.write(`\r\x1b[2K${text.slice(0, (stream.columns || 80) - 1)}`);
    },
    done(text: string): void {
      stream.write(`${stream.isTTY ? "\r\x1b[2K" : ""}${text}\n`);
    },
  };
}
