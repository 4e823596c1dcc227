import { execa, type Options, type Result } from "execa";
import { Failure } from "./failure.ts";
import { root } from "./root.ts";

export interface RunOptions {
  /** Default: the repository's root. */
  readonly cwd?: string;
  /** Replaces the environment. */
  readonly env?: NodeJS.ProcessEnv;
  /**
   * What is shown on standard error as it comes, and not kept: everything, or what the command itself writes there.
   * Standard output is never passed on to ours, which is for results.
   */
  readonly live?: "all" | "stderr";
  /** Kills the command with SIGKILL after so many milliseconds. */
  readonly timeout?: number;
}

interface RunResult {
  /** Whether it exited with 0. */
  readonly ok: boolean;
  /** undefined when a signal ended it, or it could not be started. */
  readonly code: number | undefined;
  /** "exit code 3", "signal SIGSEGV", or why it could not be started. */
  readonly how: string;
  readonly stdout: string;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  readonly seconds: number;
}

/** Runs a command to its end. Never rejects: a command that cannot be started is a result that is not ok. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { cwd = root, env = process.env, live, timeout } = options;
  const kept = live !== "all";
  const settings = {
    cwd,
    // What is kept may end up in a log: tools must not colour it because this process has a terminal.
    env: kept ? { ...env, NO_COLOR: "1", FORCE_COLOR: undefined } : env,
    extendEnv: false,
    reject: false,
    all: true,
    stripFinalNewline: false,
    maxBuffer: 1 << 28,
    stdin: "ignore",
    stdout: kept ? "pipe" : 2,
    stderr: live === undefined ? "pipe" : 2,
    ...(timeout !== undefined && { timeout, killSignal: "SIGKILL" }),
  } satisfies Options;
  const result = await execa(command, args, settings);
  return {
    ok: !result.failed,
    code: result.exitCode,
    how: endingOf(result),
    stdout: result.stdout ?? "",
    output: result.all ?? "",
    seconds: result.durationMs / 1000,
  };
}

type Ended = Pick<Result, "timedOut" | "signal" | "exitCode"> & { readonly originalMessage?: string | undefined };

/** How a process that execa ran has ended, in words. */
export function endingOf(result: Ended): string {
  if (result.timedOut) return "it took too long";
  if (result.signal !== undefined) return `signal ${result.signal}`;
  return result.exitCode === undefined
    ? (result.originalMessage ?? "it could not be started")
    : `exit code ${result.exitCode}`;
}

/** Runs a command to its end; throws a Failure with its output unless it exits with 0. */
export async function mustRun(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult> {
  const result = await run(command, args, options);
  if (result.ok) return result;
  const shown = [command, ...args].join(" ");
  throw new Failure(`${result.output.trimEnd()}\n'${shown}' failed (${result.how}); its output is above`.trimStart());
}
