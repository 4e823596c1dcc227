import { execa, type Options, type Result } from "execa";
import which_ from "which";
import { Failure } from "./failure.ts";
import { root } from "./root.ts";

export interface RunOptions {
  /** Default: the repository's root. */
  readonly cwd?: string;
  /** Replaces the environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** What is shown on standard error as it comes, and not kept: everything, or what the command itself writes there. */
  readonly live?: "all" | "stderr";
  /** Kills the command with SIGKILL after so many milliseconds. */
  readonly timeout?: number;
}

/** Runs a command to its end. Never rejects: a command that cannot be started is a result that is not ok. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}) {
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
    // Never passed on to ours, which is for results.
    stdout: kept ? "pipe" : 2,
    stderr: live === undefined ? "pipe" : 2,
    ...(timeout !== undefined && { timeout, killSignal: "SIGKILL" }),
  } satisfies Options;
  const result = await execa(command, args, settings);
  return {
    ok: !result.failed,
    /** undefined when a signal ended it, or it could not be started. */
    code: result.exitCode,
    how: endingOf(result), // in words
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
export async function mustRun(command: string, args: readonly string[], options?: RunOptions) {
  const result = await run(command, args, options);
  if (result.ok) return result;
  const shown = [command, ...args].join(" ");
  throw new Failure(`${result.output.trimEnd()}\n'${shown}' failed (${result.how}); its output is above`.trimStart());
}

/** Options of npm for installing: no scripts of packages, and no output but errors. */
export const NPM_FLAGS = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** Where PATH has a program, or undefined. */
export function which(name: string, path: string = process.env.PATH ?? ""): string | undefined {
  return which_.sync(name, { path, nothrow: true }) ?? undefined;
}
