import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRoot } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { type Launcher, RUNTIME_ENV } from "../lib/runtimes.ts";
import type { Runtime } from "../runtimes/current.ts";
import type { Outcome } from "./tally.ts";

const VITEST = inRoot("node_modules/vitest/vitest.mjs");

/**
 * Runs a runtime's test files: those in a folder of `only` (default: all), but for those that `without` names, or in a folder of it. What
 * runs them gets `execArgv`.
 */
export async function runVitest(
  runtime: Runtime,
  { command, args }: Launcher,
  { only = [], without = [], execArgv = [] }: Partial<Record<"only" | "without" | "execArgv", readonly string[]>>,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "pollio-test-"));
  const path = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`];
  const preload = execArgv.map((argument) => `--execArgv=${argument}`);
  const exclude = without.map((name) => `--exclude=${name}${name.endsWith(".ts") ? "" : "/**"}`);
  // Without --bun, vitest's first line (#!/usr/bin/env node) would make its workers Node.
  const own = runtime === "bun" ? ["--bun"] : [];
  try {
    const { ok } = await run(command, [...own, ...args, VITEST, "run", ...only, ...reporters, ...exclude, ...preload], {
      env: { ...process.env, ...RUNTIME_ENV, POLLIO_EXPECT_RUNTIME: runtime },
      live: "all",
    });
    return summarize(existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined, ok);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The part of vitest's JSON report that is read here. */
export interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/**
 * Counts a report, and names what failed. A file that did not load, a crash outside the tests, and no report at all have no failed test,
 * but count as one.
 */
export function summarize(report: Report | undefined, exitedOk: boolean): Outcome {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === "passed").length;
  const skips = tests.filter(({ status }) => !["passed", "failed"].includes(status)).map(({ fullName }) => fullName);
  const failures = files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages = [] }) => `${name}: ${fullName}: ${firstLine(failureMessages.join("\n"))}`),
  );
  const problems = files
    .filter((file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"))
    .map((file) => `${file.name} did not run: ${file.message || "see above"}`);
  if (report === undefined) problems.push("vitest wrote no report");
  else if (tests.length + problems.length === 0) problems.push("vitest found no tests");
  const failed = tests.length - passed - skips.length;
  if (failed + problems.length === 0 && !(report?.success && exitedOk)) {
    problems.push("vitest failed outside the tests; see above");
  }
  return { passed, failed: failed + problems.length, skips, problems: [...failures, ...problems] };
}

const firstLine = (text: string) => text.split("\n", 1)[0]!;
