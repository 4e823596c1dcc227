import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ABI, ARM64, type Check, PACKED, runElsewhere } from "../checks/elsewhere.ts";
import { installPackages } from "../lib/debian.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pollio-elsewhere-"));
  vi.stubEnv("CI", undefined);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

/** What is counted for a command that prints some rows and exits. */
async function countOf(rows: unknown, code: number, check: Check) {
  const script = join(folder, "command.mjs");
  const output = rows === undefined ? "" : JSON.stringify(rows);
  writeFileSync(script, `process.stdout.write(${JSON.stringify(output)}); process.exitCode = ${code};`);
  return runElsewhere({ ...check, command: [process.execPath, script] }, new Set());
}

describe("a check of another system counts", () => {
  test("each compilation", async () => {
    expect(await countOf([{ ok: true }, { ok: false }, { ok: true }], 1, ABI)).toMatchObject({
      passed: 2,
      failed: 1,
      skips: [],
    });
  });

  test("each case, with expected failures as passed", async () => {
    const rows = [
      { passed: 5, expected: ["a: known"], problems: [] },
      { passed: 0, expected: ["b"], problems: ["c"] },
    ];
    expect(await countOf(rows, 1, ARM64)).toMatchObject({ passed: 7, failed: 1, skips: [] });
  });

  test("each step, and names a runtime that this machine cannot have", async () => {
    const rows = [
      { where: "bun", step: "install", state: "ok", problem: "" },
      { where: "node20", step: "all of it", state: "not run", problem: "there is none" },
      { where: "bun", step: "quick start", state: "failed", problem: "x" },
    ];
    expect(await countOf(rows, 1, PACKED)).toMatchObject({
      passed: 1,
      failed: 1,
      skips: ["the packages as they are installed: node20: there is none"],
    });
  });

  test.each([
    ["that fails without a row", undefined, 1],
    ["that fails with sound rows only", [{ ok: true }], 1],
    ["that says nothing", undefined, 0],
  ])("a failure for a command %s", async (_, rows, code) => {
    expect(await countOf(rows, code, ABI)).toMatchObject({ failed: 1, skips: [] });
  });
});

describe("a check that this machine cannot run", () => {
  test("is skipped by name, with the command that says how to fix it", async () => {
    const { passed, failed, skips = [] } = await countOf(undefined, 3, ARM64);
    expect({ passed, failed }).toEqual({ passed: 0, failed: 0 });
    expect(skips).toEqual([expect.stringMatching(/^the suite on arm64: NOT RUN on this machine; .*; alone: /)]);
  });

  test("is a failure in continuous integration, which installs what it needs", async () => {
    vi.stubEnv("CI", "true");
    expect(await countOf(undefined, 3, ARM64)).toMatchObject({ passed: 0, failed: 1 });
  });
});

test("what the user leaves out is skipped by name", async () => {
  expect(await runElsewhere(ARM64, new Set(["arm64"]))).toEqual({
    passed: 0,
    failed: 0,
    skips: ["the suite on arm64 (POLLIO_WITHOUT=arm64)"],
  });
});

test("no Debian package is installed on a person's machine, but the command that would is shown", async () => {
  const ran = join(folder, "ran");
  writeFileSync(join(folder, "apt-get"), `#!/bin/sh\n: > ${ran}\n`, { mode: 0o755 });
  vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
  expect(await installPackages(["qemu-user-static"], "a test")).toBe("as root: apt-get install qemu-user-static");
  expect(existsSync(ran)).toBe(false);
  if (process.getuid?.() !== 0) return;
  vi.stubEnv("CI", "true");
  expect(await installPackages(["qemu-user-static"], "a test")).toBeUndefined();
  expect(existsSync(ran)).toBe(true);
});
