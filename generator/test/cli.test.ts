// The command itself: what it prints, and how it exits.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { copyTree, edit, repository, write } from "./tree.ts";

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function cli(...args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["generator/run.mjs", ...args], { cwd: repository });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

test("a run creates everything that is missing", async () => {
  const root = copyTree();
  const { code, stdout, stderr } = await cli("--root", root);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("created generated/core/codec.ts\n");
  expect(stdout).toMatch(/\n\d+ files updated\n$/);
  expect(run({ root, check: true })).toMatchObject({ differences: { missing: [], stale: [], orphans: [] } });
});

test("a check names each file that differs and the command that fixes it", async () => {
  const root = copyTree();
  run({ root });
  rmSync(join(root, "generated/core/codec.ts"));
  write(root, "generated/core/flags.ts", "");
  write(root, "generated/core/old.ts", "");
  expect(await cli("--check", "--root", root)).toEqual({
    code: 1,
    stdout: "",
    stderr: [
      "missing generated/core/codec.ts",
      "stale generated/core/flags.ts",
      "orphaned generated/core/old.ts",
      "3 files out of date; fix: npm run generate",
      "",
    ].join("\n"),
  });
});

test("a wrong spec exits with 1 and a line that editors link", async () => {
  const root = copyTree();
  edit(root, "spec/event-kinds.yaml", "tag: 2", "tag: 1");
  const { code, stderr } = await cli("--root", root);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^spec\/event-kinds\.yaml:12:10: the tag 1 is already taken on line 9; /);
  expect(stderr).toContain("1 problem in the spec; nothing was written");
});

test("wrong usage exits with 2, help with 0", async () => {
  const [unknown, surplus, nowhere, help] = await Promise.all([
    cli("--chek"),
    cli("everything"),
    cli("--root", join(repository, "generator")),
    cli("--help"),
  ]);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("--check") });
  expect(surplus.code).toBe(2);
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining("has no folder spec") });
  expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining("--check") });
});
