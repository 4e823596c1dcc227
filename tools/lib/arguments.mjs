import { parseArgs } from "node:util";
import { ExitCode, Failure } from "./failure.mjs";

/**
 * Node's own parser, so that --help works before anything is installed. A wrong option is a Failure with exit code 2.
 *
 * @template {NonNullable<import("node:util").ParseArgsConfig["options"]>} T
 * @param {string[]} args
 * @param {T} options
 * @param {string} command How the command is called, for the hint.
 */
export function parse(args, options, command) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new Failure(
      `${error instanceof Error ? error.message : error}\n'${command} -- --help' lists the options`,
      ExitCode.usage,
    );
  }
}

/**
 * An option's value as an integer in a range; throws a Failure with exit code 2.
 *
 * @param {string} name
 * @param {string} value
 * @param {number} min
 * @param {number} max
 */
export function integer(name, value, min, max) {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new Failure(`--${name} takes an integer from ${min} to ${max}, and got '${value}'`, ExitCode.usage);
  }
  return number;
}
