import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRoot, root, shown } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { RUNTIME_ENV } from "../lib/runtimes.mjs";
import { summarize } from "./vitest-report.mjs";

/** @typedef {import("../runtimes/current.mjs").Runtime} Runtime */

const VITEST = inRoot("node_modules/vitest/vitest.mjs");

/**
 * Runs every test file of a runtime; its output is shown as it comes.
 *
 * @param {Runtime} runtime
 * @param {string[]} launch The executable and what comes before vitest.
 * @param {readonly string[]} leftOut Folders whose tests are not run.
 */
export async function runVitest(runtime, launch, leftOut) {
  const folder = mkdtempSync(join(tmpdir(), "pollio-test-"));
  const path = join(folder, "report.json");
  const [command = "", ...before] = launch;
  const exclude = leftOut.map((name) => `--exclude=${name}/**`);
  const args = [
    ...before,
    VITEST,
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${path}`,
    ...exclude,
  ];
  try {
    const exitedOk = await inherit(command, args, { ...process.env, ...RUNTIME_ENV, POLLIO_EXPECT_RUNTIME: runtime });
    return summarize(existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined, exitedOk);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>}
 */
function inherit(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
}

/**
 * The test files that a runtime would run, without running them, and without the runtime.
 *
 * @param {Runtime} runtime
 * @param {string} [below] Only those in this folder.
 */
export async function listTestFiles(runtime, below = "") {
  // --json comes last: it would take what follows it for a file to write to.
  const args = [VITEST, "list", ...(below ? [below] : []), "--filesOnly", "--json"];
  const result = await run(process.execPath, args, { env: { ...process.env, POLLIO_EXPECT_RUNTIME: runtime } });
  if (!result.ok) throw new Error(`vitest list failed (${result.how}):\n${result.output}`);
  /** @type {{ file: string }[]} */
  const files = JSON.parse(result.output.slice(result.output.indexOf("[")));
  return files.map(({ file }) => shown(file));
}
