// What the README tells a user to write and to run. It is marked there: `<!-- file: … -->` and `<!-- try: … -->` stand before a block
// that is a file, `<!-- try -->` before one of commands.
import { basename } from "node:path";

/**
 * @typedef {object} Readme
 * @property {ReadonlyMap<string, string>} files Texts by name.
 * @property {readonly string[]} commands Lines, without their comments.
 */

const BLOCK = /<!-- (?:file|try)(?:: (\S+))? -->\n```(\w+)\n(.*?)```/gs;

/**
 * @param {string} text
 * @returns {Readme}
 */
export function readReadme(text) {
  const files = new Map();
  const commands = [];
  for (const [, name, language, block = ""] of text.matchAll(BLOCK)) {
    if (name !== undefined) files.set(basename(name), block);
    else if (language === "sh") commands.push(...block.split("\n").map((line) => line.replace(/\s+#.*/, "").trim()));
  }
  return { files, commands: commands.filter((line) => line !== "") };
}

/**
 * The text of a file that the README shows; throws where it does not.
 *
 * @param {Readme} readme
 * @param {string} name
 */
export function fileOf({ files }, name) {
  const text = files.get(name);
  if (text === undefined) throw new Error(`README.md shows no ${name}; it shows ${[...files.keys()].join(", ")}`);
  return text;
}

/**
 * The words of a command of the README that begins so; throws where there is none.
 *
 * @param {Readme} readme
 * @param {string} start
 */
export function commandOf({ commands }, start) {
  const command = commands.find((line) => line.startsWith(start));
  if (command === undefined)
    throw new Error(`README.md has no command '${start}' to try; it has ${commands.join("; ")}`);
  return command.split(/\s+/);
}
