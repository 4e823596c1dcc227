import { fork } from "node:child_process";
import { inRoot } from "../lib/root.mjs";
import { bold, dim, green, progressLine, red, say } from "../lib/say.mjs";
import { startServer } from "./server-process.mjs";

/** Errors shown a backend; the rest is counted. */
const SHOWN_ERRORS = 10;
const SEED = 20_000;

/**
 * @typedef {object} Row
 * @property {string} backend
 * @property {string} runtime
 * @property {number} connections
 * @property {number} messages
 * @property {number} bytes
 * @property {number} errors
 * @property {number} messagesPerSecond
 *
 * @typedef {object} JobSetting
 * @property {string} host
 * @property {number} port
 * @property {number} connections
 * @property {string} [module] The server; a test gives one that is wrong.
 */

/**
 * The main job for one backend: its server in one process, real clients in another.
 *
 * @param {import("../lib/backends.mjs").Backend} backend
 * @param {JobSetting} setting
 * @returns {Promise<Row>}
 */
export async function runJob(backend, setting) {
  const line = progressLine();
  const label = bold(backend.name.padEnd(8));
  line.update(`${label} starting the server`);
  /** @type {import("./load.mjs").LoadReport} */
  let report = { done: false, connections: 0, messages: 0, bytes: 0, errors: [], seconds: 0 };
  const errors = [];
  try {
    const server = await startServer(backend, setting);
    const load = runLoad(
      { host: server.address, port: server.port, connections: setting.connections, seed: SEED },
      (news) => {
        report = news;
        line.update(`${label} ${progress(news, setting.connections)}`);
      },
    );
    const trouble = await Promise.race([load.ended, server.ended.then((how) => how ?? "the server ended by itself")]);
    load.kill();
    const ending = await server.stop();
    errors.push(...report.errors);
    if (trouble !== undefined) errors.push(trouble);
    if (ending !== undefined && ending !== trouble) errors.push(ending);
  } catch (error) {
    errors.push(error instanceof Error ? error.message : String(error));
  }

  const verdict = errors.length === 0 ? green("right") : red(`${errors.length} errors`);
  line.done(`${label} ${progress(report, setting.connections)}, ${report.seconds.toFixed(1)} s: ${verdict}`);
  for (const error of errors.slice(0, SHOWN_ERRORS)) say(`       ${error.replaceAll("\n", "\n       ")}`);
  if (errors.length > SHOWN_ERRORS) say(dim(`       and ${errors.length - SHOWN_ERRORS} more`));
  return {
    backend: backend.name,
    runtime: backend.runtime,
    connections: report.connections,
    messages: report.messages,
    bytes: report.bytes,
    errors: errors.length,
    messagesPerSecond: report.seconds > 0 ? Math.round(report.messages / report.seconds) : 0,
  };
}

/**
 * @param {import("./load.mjs").LoadReport} report
 * @param {number} connections
 */
function progress(report, connections) {
  const megabytes = (report.bytes / 1e6).toFixed(1);
  return `${report.connections}/${connections} connections, ${report.messages} messages, ${megabytes} MB`;
}

/**
 * @param {import("./load.mjs").LoadSetting} setting
 * @param {(report: import("./load.mjs").LoadReport) => void} onReport
 */
function runLoad(setting, onReport) {
  // Plain Node whatever the backend's runtime: the clients must not share the code that they test. Its standard output is ours for
  // results, so it gets our standard error.
  const child = fork(inRoot("tools/start/load.mjs"), [JSON.stringify(setting)], { stdio: ["ignore", 2, 2, "ipc"] });
  let done = false;
  child.on("message", (/** @type {import("./load.mjs").LoadReport} */ report) => {
    done = report.done;
    onReport(report);
  });
  /** @type {Promise<string | undefined>} What went wrong with the process itself. */
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(`the clients' process: ${error.message}`));
    child.on("exit", (code, signal) => {
      // Its last report may still be on its way.
      setImmediate(() =>
        resolve(done ? undefined : `the clients' process ended with ${signal ?? `exit code ${code}`}`),
      );
    });
  });
  return { ended, kill: () => child.kill() };
}
