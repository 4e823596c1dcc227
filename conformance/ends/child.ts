// A process of the program in a backend's runtime, with a watchdog.

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { inRoot } from "../../tools/lib/root.ts";
import { ensureRuntime, plainLauncher, RUNTIME_ENV } from "../../tools/lib/runtimes.ts";
import type { Runtime } from "../../tools/runtimes/current.ts";
import type { Subject } from "../model/backends.ts";
import { program } from "./bundle.ts";

/** What the program says, a line each. */
export type Line = Readonly<Record<string, unknown>>;

export interface Ended {
  /** The exit code, or the signal. */
  readonly end: number | NodeJS.Signals | null;
  /** What the scenario returned, if it came so far. */
  readonly result: Line | undefined;
  readonly stderr: string;
  /** Whether the watchdog ended it. */
  readonly hung: boolean;
}

export interface Start {
  readonly scenario: string;
  readonly rounds: number;
  readonly how: string;
  /** Seconds. */
  readonly watchdog: number;
}

/** How each runtime lets a program ask for a garbage collection; Bun always does. */
const COLLECTS: Readonly<Partial<Record<Runtime, readonly string[]>>> = {
  node: ["--expose-gc"],
  node26: ["--expose-gc"],
  deno: ["--v8-flags=--expose-gc"],
};

/** The command that starts the program, up to its arguments. */
export async function commandOf({ runtime }: Pick<Subject, "runtime">): Promise<readonly string[]> {
  await ensureRuntime(runtime);
  const { command, args } = plainLauncher(runtime)!;
  return [command, ...args, ...(COLLECTS[runtime] ?? []), await program()];
}

export async function runProgram(
  subject: Subject,
  { scenario, rounds, how, watchdog }: Start,
  onLine: (line: Line, child: ChildProcess) => void = () => {},
): Promise<Ended> {
  const [command, ...args] = (await commandOf(subject)) as [string, ...string[]];
  const child = spawn(command, [...args, subject.adapter, scenario, String(rounds), how], {
    cwd: inRoot(),
    env: { ...process.env, ...RUNTIME_ENV, ...subject.env },
    stdio: "pipe",
  });
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    child.kill("SIGKILL");
  }, watchdog * 1_000);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  // It may end before it has read its input.
  child.stdin.on("error", () => {});
  let result: Line | undefined;
  createInterface({ input: child.stdout }).on("line", (text) => {
    if (!text.startsWith("{")) return;
    const line = JSON.parse(text) as Line;
    if ("result" in line) result = line.result as Line;
    else onLine(line, child);
  });
  const end = await new Promise<Ended["end"]>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  clearTimeout(timer);
  return { end, result, stderr, hung };
}
