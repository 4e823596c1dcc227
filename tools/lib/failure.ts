import { red, say } from "./say.ts";

/** Exit codes of every command. `notRun`: this machine lacks what the command needs, and the command has said what. */
export const ExitCode = Object.freeze({ ok: 0, failed: 1, usage: 2, notRun: 3 });

/** A failure that its message explains completely; it is shown without a stack. */
export class Failure extends Error {
  readonly exitCode: number;

  /** @param message What happened, with which value, and what would be right. */
  constructor(message: string, exitCode: number = ExitCode.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Runs a command's main function and turns its result into the exit code. */
export async function runMain(main: () => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const known = error instanceof Failure;
    say(red(known ? error.message : `unexpected: ${error instanceof Error ? error.stack : String(error)}`));
    process.exitCode = known ? error.exitCode : ExitCode.failed;
  }
}
