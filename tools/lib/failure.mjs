import { red, say } from "./say.mjs";

/** Exit codes of every command here. `notRun`: this machine lacks what the command needs, and it has said so. */
export const ExitCode = Object.freeze({ ok: 0, failed: 1, usage: 2, notRun: 3 });

/** A failure that a message explains completely; it is shown without a stack. */
export class Failure extends Error {
  /**
   * @param {string} message What happened, with which value, and what would be right.
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = ExitCode.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command's main function and turns its result into the exit code.
 *
 * @param {() => number | Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const known = error instanceof Failure;
    say(red(known ? error.message : `unexpected: ${error instanceof Error ? error.stack : String(error)}`));
    process.exitCode = known ? error.exitCode : ExitCode.failed;
  }
}
