import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { launcher, RUNTIME_ENV } from "../lib/runtimes.mjs";

/** The module that serves; a test gives another one. */
export const SERVER = inRoot("tools/start/server.ts");

const START_MS = 30_000;
const END_MS = 5_000;
/** When SIGINT is sent again: one that comes in the instant between a look for signals and the wait is seen only later. */
const SIGNAL_MS = 1_000;

/** Servers that are up. Whatever ends this process must not leave them behind. @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * @typedef {object} ServerProcess
 * @property {string} address
 * @property {number} port
 * @property {Promise<string | undefined>} ended Resolves when it ends, with what went wrong unless it exits with 0.
 * @property {() => Promise<string | undefined>} stop Sends SIGINT and waits; says what went wrong, if anything did.
 */

/**
 * Starts a backend's server and waits until it listens; throws a Failure with its output when it does not.
 *
 * @param {import("../lib/backends.mjs").Backend} backend
 * @param {{ host: string, port: number, module?: string }} setting
 * @returns {Promise<ServerProcess>}
 */
export async function startServer(backend, { host, port, module = SERVER }) {
  const launch = launcher(backend.runtime);
  if (launch === undefined) throw new Failure(`${backend.runtime} is not installed`);
  const args = [...launch.args, module, backend.name, host, String(port)];
  const child = spawn(launch.command, args, {
    cwd: inRoot(),
    env: { ...process.env, ...RUNTIME_ENV },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  /** @type {Promise<string | undefined>} */
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => {
      running.delete(child);
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      resolve(code === 0 ? undefined : `the server ended with ${how}${stderr && `:\n${stderr.trimEnd()}`}`);
    });
  });

  /** @type {Promise<string>} */
  const line = new Promise((resolve) => createInterface(child.stdout).once("line", resolve));
  const first = await within(
    START_MS,
    Promise.race([line, ended.then((how) => new Failure(how ?? "the server ended at once"))]),
  );
  if (typeof first !== "string") {
    child.kill("SIGKILL");
    throw first ?? new Failure(`the server did not listen within ${START_MS / 1000} s`);
  }
  return {
    ...JSON.parse(first),
    ended,
    async stop() {
      for (let waited = 0; waited < END_MS; waited += SIGNAL_MS) {
        if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
        const end = await within(
          SIGNAL_MS,
          ended.then((trouble) => ({ trouble })),
        );
        if (end !== undefined) return end.trouble;
      }
      child.kill("SIGKILL");
      return `the server did not end within ${END_MS / 1000} s of SIGINT`;
    },
  };
}

/**
 * A promise's value, or undefined when it takes too long.
 *
 * @template T
 * @param {number} ms
 * @param {Promise<T>} promise
 * @returns {Promise<T | undefined>}
 */
async function within(ms, promise) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
