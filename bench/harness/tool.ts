// Runs a compiler, package manager or the like to completion, within a time limit.

import { Failure } from "../../tools/lib/failure.ts";
import { run } from "../../tools/lib/run.ts";

/** How many of the last lines of output the message repeats. */
const SHOWN_LINES = 12;

export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly ms: number;
}

/** Throws a Failure with the end of the output if the tool fails or takes too long. */
export async function runTool(file: string, args: readonly string[], { ms, ...options }: ToolOptions): Promise<void> {
  const { ok, how, output } = await run(file, args, { ...options, timeout: ms });
  if (ok) return;
  const end = output.trim().split("\n").slice(-SHOWN_LINES).join("\n");
  throw new Failure(`${[file, ...args].join(" ")} failed (${how})${end && `:\n${end}`}`);
}
