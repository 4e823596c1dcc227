import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ABI, ARM64, leaveOut, PACKED, runElsewhere } from "../checks/elsewhere.mjs";
import { Tally } from "../checks/tally.mjs";

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pollio-elsewhere-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * What npm test counts for a command that prints some rows and exits.
 *
 * @param {unknown} rows
 * @param {number} code
 * @param {import("../checks/elsewhere.mjs").Check} check
 */
async function countOf(rows, code, check) {
  const script = join(folder, "command.mjs");
  const output = rows === undefined ? "" : JSON.stringify(rows);
  writeFileSync(script, `process.stdout.write(${JSON.stringify(output)}); process.exitCode = ${code};`);
  const tally = new Tally();
  await runElsewhere(tally, { ...check, args: [script] });
  return { line: tally.line, skips: tally.skips };
}

describe("a check of another system counts", () => {
  test("each compilation", async () => {
    expect(await countOf([{ ok: true }, { ok: false }, { ok: true }], 1, ABI)).toEqual({
      line: "2 passed, 1 failed, 0 skipped",
      skips: [],
    });
  });

  test("each case, and a failure that was expected as passed", async () => {
    const rows = [
      { passed: 5, expected: ["a: known"], problems: [] },
      { passed: 0, expected: ["b"], problems: ["c"] },
    ];
    expect((await countOf(rows, 1, ARM64)).line).toBe("7 passed, 1 failed, 0 skipped");
  });

  test("each step, and by name a runtime that this machine cannot have", async () => {
    const rows = [
      { where: "bun", step: "install", state: "ok", problem: "" },
      { where: "node20", step: "all of it", state: "not run", problem: "there is none" },
      { where: "bun", step: "quick start", state: "failed", problem: "x" },
    ];
    expect(await countOf(rows, 1, PACKED)).toEqual({
      line: "1 passed, 1 failed, 1 skipped",
      skips: ["the packages as they are installed: node20: there is none"],
    });
  });

  test("as skipped, and by name, when this machine cannot run it", async () => {
    expect(await countOf(undefined, 3, ARM64)).toEqual({
      line: "0 passed, 0 failed, 1 skipped",
      skips: ["the suite on arm64: NOT RUN on this machine; 'npm run test:arm64 -- --core' says why"],
    });
  });

  test.each([
    ["that fails without a row", undefined, 1],
    ["that fails with sound rows only", [{ ok: true }], 1],
    ["that says nothing", undefined, 0],
  ])("as a failure when it is a command %s", async (_, rows, code) => {
    expect((await countOf(rows, code, ABI)).line).toMatch(/, 1 failed, 0 skipped$/);
  });
});

test("what the user leaves out is skipped, and named", () => {
  const tally = new Tally();
  leaveOut(tally, ARM64, "POLLIO_WITHOUT=arm64");
  expect(tally.line).toBe("0 passed, 0 failed, 1 skipped");
  expect(tally.skips).toEqual(["the suite on arm64 (POLLIO_WITHOUT=arm64)"]);
});
