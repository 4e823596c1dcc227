// Runs the suite for one backend: in one process, and in a new one behind each case that ended it.
import { join } from "node:path";
import { RunnerProcess } from "./runner-process.mjs";

/** How much slower the emulator is than a processor of its own, with room for a busy machine. */
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
  while (await runsOn(setting, session));
  session.seconds = (performance.now() - start) / 1000;
  return session;
}

/**
 * One process.
 *
 * @param {Setting} setting
 * @param {Session} session Gets its results. A case that it died of is one of them.
 * @returns {Promise<boolean>} Whether there is more for another one.
 */
async function runsOn({ folder, launcher, backend, only, silenceMs = SILENCE_MS, onCase }, session) {
  const before = session.results.length;
  let total = 0;
  let finished = false;
  /** @type {{ name: string, start: number } | undefined} */
  let running;
  const done = session.results.map(({ name }) => name);
  const order = { backend, ...(only && { only }), done, patienceMs: PATIENCE_MS, slowdown: SLOWDOWN, launcher };
  const end = await new RunnerProcess(launcher, [join(folder, "runner.mjs"), JSON.stringify(order)]).run(
    silenceMs,
    (said) => {
      if (said.cases !== undefined) {
        total = said.cases.length;
        session.notProvable = said.notProvable ?? [];
        session.runtime = said.runtime ?? "";
      }
      if (said.begin !== undefined) {
        running = { name: said.begin, start: performance.now() };
        onCase?.(session.results.length, total, said.begin);
      }
      if (said.end !== undefined) {
        session.results.push({
          name: said.end,
          ms: said.ms ?? 0,
          ...(said.message !== undefined && { message: said.message }),
        });
        running = undefined;
      }
      if (said.finished) finished = true;
    },
  );
  if (finished) return false;
  if (running !== undefined) {
    session.results.push({ name: running.name, ms: Math.round(performance.now() - running.start), message: end });
    return true;
  }
  // Behind a case that passed, another process can go on; one that dies before its first case would do so for ever.
  if (session.results.length === before) session.trouble = `no case was begun: ${end}`;
  else session.trouble = `behind ${session.results.at(-1)?.name}: ${end}`;
  return false;
}
