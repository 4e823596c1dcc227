import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { inRoot } from "../../tools/lib/root.ts";
import { benchOptions } from "../options.ts";

test("--help lists every option and the exit codes, on standard output", () => {
  const args = [inRoot("tools/bootstrap.mjs"), "bench/command.ts", "--help"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  for (const option of ["--only", "--rounds", "--full", "--publish", "--report", "--beside", "--json", "--check"]) {
    expect(stdout).toContain(`\n  ${option} `);
  }
  expect(stdout).toContain("Exit codes: 0");
});

test("wrong usage exits with code 2 and says what would be right", () => {
  const refused = (args: readonly string[], message: string) =>
    expect(() => benchOptions(args)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
    );
  refused(["--only", "speed"], "--only takes one of per-call, latency, echo, http, scale, import, not 'speed'");
  refused(["--rounds", "0"], "from 1 to 1000");
  refused(["--fast"], "--help");
});

test("tables run in their own order, whatever the order of --only", () => {
  expect(benchOptions([]).only).toEqual(["per-call", "latency", "echo", "http", "scale", "import"]);
  expect(benchOptions(["--only", "scale", "--only", "per-call"]).only).toEqual(["per-call", "scale"]);
});
