import { describe, expect, test } from "vitest";
import { Tally } from "../checks/tally.ts";
import { type Report, summarize } from "../checks/vitest.ts";
import { tableOf } from "../start/main.ts";

const file = (...statuses: string[]) => ({
  name: "a.test.ts",
  status: statuses.includes("failed") ? "failed" : "passed",
  assertionResults: statuses.map((status, index) => ({
    status,
    fullName: `case ${index}`,
    failureMessages: status === "failed" ? ["expected 1 to be 2\n    at here"] : [],
  })),
});

describe("a report of vitest", () => {
  test("is counted by test, and tests that failed or were skipped are named", () => {
    const report = {
      success: false,
      testResults: [file("passed", "failed"), file("passed", "skipped", "pending", "todo")],
    };
    expect(summarize(report, false)).toEqual({
      passed: 2,
      failed: 1,
      skips: ["case 1", "case 2", "case 3"],
      problems: ["a.test.ts: case 1: expected 1 to be 2"],
    });
  });

  test("counts a file that did not load as a failure", () => {
    const broken = { name: "b.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] };
    const summary = summarize({ success: false, testResults: [file("passed"), broken] }, false);
    expect(summary).toMatchObject({ passed: 1, failed: 1 });
    expect(summary.problems).toEqual(["b.test.ts did not run: Cannot find module"]);
  });

  const cases: [string, Report | undefined, boolean][] = [
    ["that is missing", undefined, true],
    ["without tests", { success: true, testResults: [] }, true],
    ["of a run that exited with an error", { success: true, testResults: [file("passed")] }, false],
    ["of a run with an error outside the tests", { success: false, testResults: [file("passed")] }, true],
  ];
  test.each(cases)("%s is a failure", (_, report, exitedOk) => {
    expect(summarize(report, exitedOk).failed).toBe(1);
  });
});

describe("the tally", () => {
  test("sums up in one line", async () => {
    const tally = new Tally();
    await tally.part("one", () => ({ passed: 3, failed: 0, skips: ["a"] }));
    await tally.part("two", async () => ({ passed: 1, failed: 0 }));
    expect(tally.line).toBe("4 passed, 0 failed, 1 skipped");
    expect(tally.skips).toEqual(["a"]);
    expect(tally.ok).toBe(true);
    await tally.part("three", () => ({ passed: 0, failed: 1 }));
    expect(tally.ok).toBe(false);
  });

  test("of nothing is a failure", () => {
    expect(new Tally().ok).toBe(false);
  });
});

test("the table has a column for each figure, readable numbers and no colours", () => {
  const rate = { messagesPerSecond: 21_500, messages: 18_000, bytes: 381_489_269 };
  const text = tableOf([{ backend: "koffi", runtime: "node", connections: 200, errors: 0, ...rate }]);
  const lines = text.split("\n").filter((line) => line.startsWith("│"));
  const [head, row] = lines.map((line) =>
    line
      .split("│")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(head).toEqual(["backend", "runtime", "connections", "messages", "bytes", "errors", "messages per second"]);
  expect(row).toEqual(["koffi", "node", "200", "18,000", "381,489,269", "0", "21,500"]);
  expect(text).not.toContain("\u001b");
});
