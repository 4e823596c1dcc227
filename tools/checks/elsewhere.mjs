// The checks of other systems and of other places: each is a command of its own, whose rows are counted here.
import { spawn } from "node:child_process";
import { ExitCode } from "../lib/failure.mjs";
import { root } from "../lib/root.mjs";
import { bold, red, say, warn } from "../lib/say.mjs";

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} args Of Node.
 * @property {string} command What a reader runs to see it alone.
 * @property {(rows: any[]) => { passed: number, failed: number, skips?: string[] }} count What its --json says.
 */

/** Compilations. @type {Check} */
export const ABI = {
  name: "other systems' headers",
  args: ["--import", "tsx", "tools/abi/main.ts", "--json"],
  command: "npm run check:abi",
  count: (rows) => {
    const passed = rows.filter(({ ok }) => ok).length;
    return { passed, failed: rows.length - passed };
  },
};

/** Cases, and for each backend that the wrong layout is found. @type {Check} */
export const ARM64 = {
  name: "the suite on arm64",
  args: ["--import", "tsx", "tools/arm64/main.ts", "--core", "--json"],
  command: "npm run test:arm64 -- --core",
  count: (rows) => ({
    passed: sum(rows, ({ passed, expected }) => passed + expected.length),
    failed: sum(rows, ({ problems }) => problems.length),
  }),
};

/** Steps of a user with what would be published. @type {Check} */
export const PACKED = {
  name: "the packages as they are installed",
  args: ["--import", "tsx", "tools/packed/main.ts", "--json"],
  command: "npm run test:packed",
  count: (rows) => ({
    passed: rows.filter(({ state }) => state === "ok").length,
    failed: rows.filter(({ state }) => state === "failed").length,
    skips: rows.filter(({ state }) => state === "not run").map(({ where, problem }) => `${where}: ${problem}`),
  }),
};

/**
 * @template Row
 * @param {Row[]} rows
 * @param {(row: Row) => number} value
 */
const sum = (rows, value) => rows.reduce((total, row) => total + value(row), 0);

/**
 * Runs one. What this machine cannot run is skipped, and named at the end.
 *
 * @param {import("./tally.mjs").Tally} tally
 * @param {Check} check
 */
export async function runElsewhere(tally, { name, args, command, count }) {
  say(bold(`\n${name}`));
  const { code, rows } = await runJson(args);
  if (code === ExitCode.notRun) {
    tally.add({ skipped: 1 });
    tally.skips.push(`${name}: NOT RUN on this machine; '${command}' says why`);
    return;
  }
  const { skips = [], ...counts } = count(rows ?? []);
  // A command that fails without a row that does is a failure all the same.
  if (code !== ExitCode.ok && counts.failed === 0) counts.failed = 1;
  tally.add({ ...counts, skipped: skips.length });
  tally.skips.push(...skips.map((skip) => `${name}: ${skip}`));
  const verdict = `${counts.passed} passed, ${counts.failed} failed`;
  say(counts.failed === 0 ? verdict : red(`${verdict}; alone: ${command}`));
}

/**
 * Leaves one out that the user does not want.
 *
 * @param {import("./tally.mjs").Tally} tally
 * @param {Check} check
 * @param {string} why
 */
export function leaveOut(tally, { name }, why) {
  tally.add({ skipped: 1 });
  tally.skips.push(`${name} (${why})`);
  warn(`LEFT OUT by ${why}: ${name}`);
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number, rows: any[] | undefined }>}
 */
function runJson(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", 2] });
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", () => resolve({ code: ExitCode.failed, rows: undefined }));
    child.on("close", (code) => {
      try {
        resolve({ code: code ?? ExitCode.failed, rows: JSON.parse(output) });
      } catch {
        resolve({ code: code || ExitCode.failed, rows: undefined });
      }
    });
  });
}
