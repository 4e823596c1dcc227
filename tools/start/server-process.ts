import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import type { Backend } from "../lib/backends.ts";
import { Failure } from "../lib/failure.ts";
import { inRoot, root } from "../lib/root.ts";
import { endingOf } from "../lib/run.ts";
import { launcher, RUNTIME_ENV } from "../lib/runtimes.ts";

const SERVER = inRoot("tools/start/server.ts");

const START_MS = 30_000;
const END_MS = 5_000;
/** When SIGINT is sent again: one that comes between a look for signals and the wait is seen only later. */
const SIGNAL_MS = 1_000;

export interface ServerSetting {
  readonly host: string;
  readonly port: number;
  /** The module that serves; a test gives one that is wrong. */
  readonly module?: string;
}

export type ServerProcess = Awaited<ReturnType<typeof startServer>>;

/** Starts a backend's server and waits until it listens; throws a Failure with its output when it does not. */
export async function startServer(backend: Backend, { host, port, module = SERVER }: ServerSetting) {
  const launch = launcher(backend.runtime);
  if (launch === undefined) throw new Failure(`${backend.runtime} is not installed`);
  const args = [...launch.args, module, backend.name, host, String(port)];
  // execa ends it when this process ends.
  const kill = { killSignal: "SIGINT", forceKillAfterDelay: END_MS } as const;
  const child = execa(launch.command, args, { ...kill, cwd: root, env: RUNTIME_ENV, stdin: "ignore", reject: false });
  const ended = child.then((result) => {
    if (result.isForcefullyTerminated) return `the server did not end within ${END_MS / 1000} s of SIGINT`;
    const words = result.stderr.trimEnd();
    return result.failed ? `the server ended with ${endingOf(result)}${words && `:\n${words}`}` : undefined;
  });
  const line = new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
  const failed = ended.then((how) => new Failure(how ?? "the server ended at once"));
  const first = await Promise.race([line, failed, sleep(START_MS, undefined, { ref: false })]);
  if (typeof first !== "string") {
    child.kill("SIGKILL");
    throw first ?? new Failure(`the server did not listen within ${START_MS / 1000} s`);
  }
  return {
    pid: child.pid,
    at: JSON.parse(first) as { address: string; port: number },
    /** Resolves when it ends, with what went wrong unless it exits with 0. */
    ended,
    /** Sends SIGINT and waits; resolves with what went wrong, if anything did. */
    async stop() {
      child.kill();
      const again = setInterval(() => child.kill("SIGINT"), SIGNAL_MS);
      return ended.finally(() => clearInterval(again));
    },
  };
}
