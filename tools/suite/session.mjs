// Runs the suite for one backend: in one process, and in a new one behind each case that ended it.
import { RunnerProcess } from "./runner-process.mjs";

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
 * @property {string} runner Where runner.mjs is, from where it finds the packages.
 * @property {string} command The runtime.
 * @property {readonly string[]} [args] What comes before the runner.
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [execPath] What the cases' own processes are started with, where the runtime is no program of this machine.
 * @property {string} backend
 * @property {readonly string[]} [only] Beginnings of names.
 * @property {number} slowdown What the cases' time limits are multiplied with.
 * @property {number} patienceMs How long a case waits for what must come.
 * @property {number} silenceMs A process that says nothing for so long is hanging in a call.
 * @property {number} limitMs For all of it.
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
  while (await runsOn(setting, session, setting.limitMs - (performance.now() - start)));
  session.seconds = (performance.now() - start) / 1000;
  return session;
}

/**
 * One process.
 *
 * @param {Setting} setting
 * @param {Session} session Gets its results. A case that it died of is one of them.
 * @param {number} limitMs
 * @returns {Promise<boolean>} Whether there is more for another one.
 */
async function runsOn(setting, session, limitMs) {
  const { runner, command, args = [], env, silenceMs, onCase } = setting;
  const start = performance.now();
  const before = session.results.length;
  let total = 0;
  let finished = false;
  /** @type {{ name: string, start: number } | undefined} */
  let running;
  const end = await new RunnerProcess(command, [...args, runner, order(setting, session)], env).run(
    { silenceMs, limitMs },
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
    if (performance.now() - start < limitMs) return true;
    session.trouble = "the time for all cases was over: those behind it were not run";
    return false;
  }
  // Behind a case that passed, another process can go on; one that dies before its first case would do so for ever.
  if (session.results.length === before) session.trouble = `no case was begun: ${end}`;
  else session.trouble = `behind ${session.results.at(-1)?.name}: ${end}`;
  return false;
}

/**
 * What runner.mjs is told.
 *
 * @param {Setting} setting
 * @param {Session} session
 */
function order({ backend, only, execPath, patienceMs, slowdown }, { results }) {
  return JSON.stringify({ backend, only, execPath, patienceMs, slowdown, done: results.map(({ name }) => name) });
}
