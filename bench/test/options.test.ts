import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import { inRoot } from "../../tools/lib/root.ts";
import { benchOptions } from "../options.mjs";

const run = (...args: string[]) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [inRoot("tools/bench.mjs"), ...args], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

test("--help lists every option and the exit codes, on standard output", async () => {
  const { code, stdout, stderr } = await run("--help");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const option of ["--only", "--rounds", "--full", "--publish", "--report", "--beside", "--json", "--check"]) {
    expect(stdout).toContain(`\n  ${option} `);
  }
  expect(stdout).toContain("Exit codes: 0");
});

test("wrong usage exits with code 2 and says what would be right", async () => {
  expect(await run("--only", "speed")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--only must be one of per-call, latency, echo, scale, import, not 'speed'"),
  });
  expect(await run("--rounds", "0")).toMatchObject({ code: 2, stderr: expect.stringContaining("from 1 to 1000") });
  expect(await run("--fast")).toMatchObject({ code: 2, stderr: expect.stringContaining("--help") });
});

test("tables run in their own order, whatever the order of --only", () => {
  expect(benchOptions([]).only).toEqual(["per-call", "latency", "echo", "scale", "import"]);
  expect(benchOptions(["--only", "scale", "--only", "per-call"]).only).toEqual(["per-call", "scale"]);
});
