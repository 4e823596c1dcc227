// Runs the suite for one backend: in one process, and in a new one behind each case that ended it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The emulator is some ten times slower than the processor. */
const SLOWDOWN = 5;
const PATIENCE_MS = 20_000;
/** A process that says nothing for so long is hanging in a call. */
const SILENCE_MS = 120_000;

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {number} ms
 * @property {string} [message] Why it failed.
 *
 * @typedef {object} Session
 * @property {Result[]} results
 * @property {{ name: string, reason: string }[]} notProvable
 * @property {string} runtime "node 20.20.2 arm64"
 * @property {string} [trouble] What happened outside the cases.
 * @property {number} seconds
 *
 * @typedef {object} Setting
 * @property {string} folder Where runner.mjs and the packages are.
 * @property {string} launcher
 * @property {string} backend
 * @property {readonly string[]} [only] Beginnings of names.
 * @property {number} [silenceMs]
 * @property {(done: number, total: number, name: string) => void} [onCase]
 */

/**
 * @param {Setting} setting
 * @returns {Promise<Session>}
 */
export async function runSession(setting) {
  const start = performance.now();
  /** @type {Session} */
  const session = { results: [], notProvable: [], runtime: "", seconds: 0 };
  for (;;) {
    const before = session.results.length;
    const finished = await runProcess(setting, session);
    if (finished || session.trouble !== undefined) break;
    // A process that dies before its first case would be started for ever.
    if (session.results.length === before) session.trouble = "the process ended before its first case";
  }
  session.seconds = (performance.now() - start) / 1000;
  return session;
}

/**
 * One process. Its results are added to the session's; a case that it died of is one of them.
 *
 * @param {Setting} setting
 * @param {Session} session
 * @returns {Promise<boolean>} Whether it came to the end.
 */
function runProcess({ folder, launcher, backend, only, silenceMs = SILENCE_MS, onCase }, session) {
  const done = session.results.map(({ name }) => name);
  const order = { backend, ...(only && { only }), done, patienceMs: PATIENCE_MS, slowdown: SLOWDOWN, launcher };
  // A group of its own: the emulators of its child processes end with it.
  const child = spawn(launcher, [join(folder, "runner.mjs"), JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of them have ended.
    }
  };
  process.on("exit", kill);
  /** @type {{ name: string, start: number } | undefined} */
  let running;
  let hung = false;
  let finished = false;
  let total = 0;
  let complaints = "";
  const watchdog = setTimeout(() => {
    hung = true;
    kill();
  }, silenceMs);
  child.stderr.on("data", (chunk) => {
    complaints = `${complaints}${chunk}`.slice(-4_000);
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    watchdog.refresh();
    const said = parse(line);
    if (said === undefined) return;
    if (said.cases) {
      total = said.cases.length;
      session.notProvable = said.notProvable;
      session.runtime = `${said.versions.bun ? `bun ${said.versions.bun}` : `node ${said.versions.node}`} ${said.arch}`;
    }
    if (said.begin) {
      running = { name: said.begin, start: performance.now() };
      onCase?.(session.results.length, total, said.begin);
    }
    if (said.end) {
      session.results.push({
        name: said.end,
        ms: said.ms,
        ...(said.message !== undefined && { message: said.message }),
      });
      running = undefined;
    }
    finished ||= said.finished === true;
  });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      session.trouble = `${launcher} cannot be started: ${error.message}`;
    });
    child.on("close", (code, signal) => {
      clearTimeout(watchdog);
      kill();
      process.off("exit", kill);
      const how = hung
        ? `nothing was heard of it for ${silenceMs} ms`
        : `it ended the process (${signal ?? `exit code ${code}`})`;
      const message = `${how}${complaints && `: ${complaints.trim().split("\n").slice(0, 3).join("; ")}`}`;
      if (running)
        session.results.push({ name: running.name, ms: Math.round(performance.now() - running.start), message });
      else if (!finished && session.trouble === undefined && total > 0 && code !== 0)
        session.trouble = `outside the cases: ${message}`;
      else if (!finished && total === 0) session.trouble ??= message;
      resolve(finished);
    });
  });
}

/** @param {string} line */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // what a case writes
  }
}
