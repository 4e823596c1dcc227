// Runs a compiler, package manager or the like to completion, within a time limit.

import { execFile } from "node:child_process";
import { Failure } from "../../tools/lib/failure.mjs";

/** How many of the last lines of output the message repeats. */
const SHOWN_LINES = 12;
const MAX_OUTPUT = 64 * 1024 * 1024;

export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly ms: number;
}

/** Returns standard output; throws a Failure with the end of the output if the tool fails or takes too long. */
export function runTool(file: string, args: readonly string[], { ms, ...options }: ToolOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { ...options, timeout: ms, maxBuffer: MAX_OUTPUT }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const how = error.killed ? `took more than ${ms / 1000} s` : `failed (${error.code ?? error.signal})`;
      const said = `${stdout}\n${stderr}`.trim().split("\n").slice(-SHOWN_LINES).join("\n");
      reject(new Failure(`${[file, ...args].join(" ")} ${how}${said && `:\n${said}`}`));
    });
  });
}
