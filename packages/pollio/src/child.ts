// Processes that the command starts: a script from its own folder under the same runtime, or another program.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** The path of a script that is bundled beside the command. */
export function script(name: string): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url));
}

export function runScript(name: string, args: readonly string[], timeoutMs: number): Promise<ChildEnd> {
  return runProgram(process.execPath, [script(name), ...args], timeoutMs);
}

/** Rejects if the program cannot be started. */
export function runProgram(program: string, args: readonly string[], timeoutMs: number): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ["ignore", "pipe", "pipe"] });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      // A thread that is blocked in a syscall runs no signal handler.
      child.kill("SIGKILL");
    }, timeoutMs);
    const text = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (chunk: string) => {
        text[name] += chunk;
      });
    }
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, timedOut, ...text });
    });
  });
}

/** "signal SIGSEGV", "exit code 3". */
export function howItEnded({ code, signal, timedOut }: ChildEnd): string {
  if (timedOut) return "SIGKILL, because it took too long";
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}
