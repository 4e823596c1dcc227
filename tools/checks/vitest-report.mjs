// Reads the report of vitest's JSON reporter.

/**
 * @typedef {object} Report The part of vitest's JSON report that is read here.
 * @property {boolean} success
 * @property {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName: string }[] }[]} testResults
 *
 * @typedef {import("./tally.mjs").Counts & { skips: string[], problems: string[] }} Summary
 */

/**
 * Counts a report. A file that did not load has no failed test, and a crash outside the tests has no file: each counts as one
 * failure all the same.
 *
 * @param {Report | undefined} report undefined when vitest wrote none.
 * @param {boolean} exitedOk Whether vitest exited with 0.
 * @returns {Summary}
 */
export function summarize(report, exitedOk) {
  /** @type {Summary} */
  const summary = { passed: 0, failed: 0, skipped: 0, skips: [], problems: [] };
  /** @param {string} problem */
  const fail = (problem) => {
    summary.failed += 1;
    summary.problems.push(problem);
  };
  for (const file of report?.testResults ?? []) {
    const failures = file.assertionResults.filter(({ status }) => status === "failed").length;
    for (const { status, fullName } of file.assertionResults) {
      if (status === "passed") summary.passed += 1;
      else if (status !== "failed") {
        summary.skipped += 1;
        summary.skips.push(fullName);
      }
    }
    summary.failed += failures;
    if (file.status === "failed" && failures === 0) fail(`${file.name} did not run: ${file.message || "see above"}`);
  }
  if (report === undefined) fail("vitest wrote no report");
  else if (summary.passed + summary.failed + summary.skipped === 0) fail("vitest found no tests");
  if (summary.failed === 0 && !(report?.success && exitedOk)) fail("vitest failed outside the tests; see above");
  return summary;
}
