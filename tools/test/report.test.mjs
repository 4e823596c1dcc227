import { describe, expect, test } from "vitest";
import { Tally } from "../checks/tally.mjs";
import { summarize } from "../checks/vitest-report.mjs";
import { formatTable } from "../start/table.mjs";

/** @param {string[]} statuses */
const file = (...statuses) => ({
  name: "a.test.ts",
  status: statuses.includes("failed") ? "failed" : "passed",
  assertionResults: statuses.map((status, index) => ({ status, fullName: `case ${index}` })),
});

describe("a report of vitest", () => {
  test("is counted by test, and what was skipped is named", () => {
    const report = {
      success: false,
      testResults: [file("passed", "failed"), file("passed", "skipped", "pending", "todo")],
    };
    expect(summarize(report, false)).toMatchObject({
      passed: 2,
      failed: 1,
      skipped: 3,
      skips: ["case 1", "case 2", "case 3"],
    });
  });

  test("with a file that did not load has a failure", () => {
    const broken = { name: "b.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] };
    const summary = summarize({ success: false, testResults: [file("passed"), broken] }, false);
    expect(summary).toMatchObject({ passed: 1, failed: 1 });
    expect(summary.problems).toEqual(["b.test.ts did not run: Cannot find module"]);
  });

  test.each([
    ["that is missing", undefined, true],
    ["without tests", { success: true, testResults: [] }, true],
    ["of a run that exited with an error", { success: true, testResults: [file("passed")] }, false],
    ["of a run with an error outside the tests", { success: false, testResults: [file("passed")] }, true],
  ])("%s is a failure", (_, report, exitedOk) => {
    expect(summarize(report, exitedOk).failed).toBe(1);
  });
});

describe("the tally", () => {
  test("sums up in one line", () => {
    const tally = new Tally();
    tally.add({ passed: 3, skipped: 1 });
    tally.add({ passed: 1 });
    expect(tally.line).toBe("4 passed, 0 failed, 1 skipped");
    expect(tally.ok).toBe(true);
    tally.add({ failed: 1 });
    expect(tally.ok).toBe(false);
  });

  test("of nothing is not ok", () => {
    expect(new Tally().ok).toBe(false);
  });
});

test("the table has a column for each figure and readable numbers, and no colours", () => {
  const rate = { messagesPerSecond: 21_500, messages: 18_000, bytes: 381_489_269 };
  const text = formatTable([{ backend: "koffi", runtime: "node", connections: 200, errors: 0, ...rate }]);
  const [head, row] = text.split("\n").filter((line) => line.startsWith("│"));
  expect(head?.split("│").map((cell) => cell.trim())).toEqual([
    "",
    "backend",
    "runtime",
    "connections",
    "messages",
    "bytes",
    "errors",
    "messages per second",
    "",
  ]);
  expect(row?.split("│").map((cell) => cell.trim())).toEqual([
    "",
    "koffi",
    "node",
    "200",
    "18,000",
    "381,489,269",
    "0",
    "21,500",
    "",
  ]);
  expect(text).not.toContain("\u001b");
});
