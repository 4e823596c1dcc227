// Runs each example in its own process, under the runtime that runs the tests.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { BACKENDS } from "../../tools/lib/backends.ts";
import { plainLauncher, RUNTIME_ENV } from "../../tools/lib/runtimes.ts";
import type { Runtime } from "../../tools/runtimes/current.ts";

const underBun = process.versions.bun !== undefined;
const without = (process.env.POLLIO_WITHOUT ?? "").split(/[\s,]+/);

/** The backends that this runtime supports, and whether POLLIO_WITHOUT excludes them. */
export const backends = BACKENDS.filter(({ runtimes }) => runtimes.includes(underBun ? "bun" : "node")).map(
  ({ name }) => ({ name, missing: without.includes(name) }),
);

export interface Example {
  readonly process: ChildProcess;
  /** Resolves with the first line of output. */
  readonly firstLine: Promise<string>;
  /** Resolves when the process ends. */
  readonly ended: Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }>;
}

const running = new Set<ChildProcess>();

/** `limit` is how many descriptors the process may have open. */
export function runExample(example: string | { file: string; limit: number }, ...args: string[]): Example {
  const { file, limit } = typeof example === "string" ? { file: example, limit: undefined } : example;
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const before = underBun || file.endsWith(".mjs") ? [] : ["--import", "tsx"];
  const command = [process.execPath, ...before, path, ...args];
  if (limit !== undefined) command.unshift("sh", "-c", `ulimit -n ${limit} && exec "$0" "$@"`);
  return start(file, command);
}

function start(file: string, [command = "", ...args]: readonly string[]): Example {
  const child = spawn(command, args, { env: { ...process.env, ...RUNTIME_ENV }, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let stdout = "";
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, "close").then(([code, signal]) => {
    running.delete(child);
    return { code, signal, stdout, stderr };
  });
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      const end = stdout.indexOf("\n");
      if (end >= 0) resolve(stdout.slice(0, end));
    });
    ended.then((result) => reject(new Error(`${file} ended before its first line: ${JSON.stringify(result)}`)));
  });
  firstLine.catch(() => {}); // not every test awaits it
  return { process: child, firstLine, ended };
}

/** Kills whatever a failed test left running. */
export function endAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Processor time of the process so far, in milliseconds: proc_pid_stat(5), in ticks of 10 ms; on macOS ps(1), likewise. */
export function processorTime({ process: { pid } }: Example): number {
  if (existsSync("/proc/self/stat")) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }
  const time = execFileSync("ps", ["-o", "time=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return time.split(":").reduce((total, part) => total * 60 + Number(part), 0) * 1000;
}

/** The runtimes of which a program must run in each; one that this machine lacks is skipped, and npm test fetches all. */
export const RUNTIMES = (["node", "bun", "deno", "node26"] as const).map((runtime) => ({
  runtime,
  missing: plainLauncher(runtime) === undefined,
}));

/** Runs a program of examples/programs, whose first line ends with its port, in a runtime; the test's end ends it. */
export async function runProgram(runtime: Runtime, name: string, ...args: string[]) {
  const launch = plainLauncher(runtime)!;
  const path = fileURLToPath(new URL(`../programs/${name}`, import.meta.url));
  const program = start(name, [launch.command, ...launch.args, path, ...args]);
  onTestFinished(endAll);
  return { ...program, port: Number(/:(\d+)$/.exec(await program.firstLine)?.[1]) };
}
