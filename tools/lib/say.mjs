// What the commands tell a human. All of it goes to standard error, so that standard output is left to results.

/** Whether colours are wanted: a terminal, and NO_COLOR (no-color.org) is unset or empty. */
const coloured = process.stderr.isTTY === true && !process.env.NO_COLOR;

/** @param {number} code */
const paint = (code) => (/** @type {string} */ text) => (coloured ? `\x1b[${code}m${text}\x1b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const yellow = paint(33);

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Says what must not be overlooked.
 *
 * @param {string} text
 */
export function warn(text) {
  say(yellow(text));
}

/**
 * A line that is rewritten in place on a terminal. Elsewhere only what `done` gets is written, so that a log stays short.
 *
 * @param {NodeJS.WriteStream} [stream]
 */
export function progressLine(stream = process.stderr) {
  return {
    /** @param {string} text */
    update(text) {
      if (stream.isTTY) stream.write(`\r\x1b[2K${text.slice(0, (stream.columns || 80) - 1)}`);
    },
    /** @param {string} text */
    done(text) {
      stream.write(`${stream.isTTY ? "\r\x1b[2K" : ""}${text}\n`);
    },
  };
}
