import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Fixture } from "./fixture.ts";

/** Whether this is Bun, which takes other flags and measures memory differently. */
export const isBun = process.versions.bun !== undefined;

/** A child process of the same runtime that has loaded the backend and writes lines of JSON. */
export interface Child {
  readonly process: ChildProcess;
  /** The next line, parsed; fails if the child ends instead. */
  next(): Promise<Record<string, unknown>>;
  /** Sends a signal repeatedly until the child writes something: a signal before the wait begins ends nothing. */
  signalUntilItSpeaks(signal: NodeJS.Signals): Promise<Record<string, unknown>>;
}

interface ChildOptions {
  readonly stdin?: "ignore" | "pipe";
  readonly env?: Record<string, string>;
  /** A command that starts the runtime. */
  readonly through?: readonly string[];
}

/** Starts one of the scripts beside this file. It ends with the case. */
export function startChild(
  fixture: Fixture,
  script: string,
  flags: readonly string[],
  args: readonly string[],
  { stdin = "ignore", env = {}, through = [] }: ChildOptions = {},
): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const [command, ...rest] = [...through, process.execPath, ...flags, path, ...args] as [string, ...string[]];
  const child = spawn(command, rest, {
    stdio: [stdin, "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const lines: string[] = [];
  const complaints: string[] = [];
  let ended = false;
  // It may end before it has read its input.
  child.stdin?.on("error", () => {});
  const reader = createInterface({ input: child.stdout! });
  reader.on("line", (line) => lines.push(line));
  child.stderr!.on("data", (chunk: Buffer) => complaints.push(String(chunk)));
  const closed = once(child, "close").then(() => {
    ended = true;
  });
  fixture.defer(async () => {
    if (!ended) child.kill("SIGKILL");
    await closed;
  });
  const next = async () => {
    while (lines.length === 0 && !ended) await sleep(2);
    const line = lines.shift();
    assert.ok(line !== undefined, `${script} ended early: ${complaints.join("")}`);
    return JSON.parse(line) as Record<string, unknown>;
  };
  return {
    process: child,
    next,
    async signalUntilItSpeaks(signal) {
      while (lines.length === 0 && !ended) {
        // Not child.kill, which Deno 2.9 does only once.
        process.kill(child.pid!, signal);
        for (let i = 0; i < 25 && lines.length === 0 && !ended; i++) await sleep(2);
      }
      return await next();
    },
  };
}

/** Starts a program that runs until its input ends, at the latest with the case; its number. */
export async function startProgram(fixture: Fixture): Promise<number> {
  const child = spawn("sh", ["-c", "read -r line"], { stdio: ["pipe", "ignore", "ignore"] });
  const ended = once(child, "exit");
  fixture.defer(() => {
    child.stdin.end();
    return ended;
  });
  await once(child, "spawn");
  return child.pid!;
}
