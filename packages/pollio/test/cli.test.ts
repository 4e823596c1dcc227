// The command as a whole.

import { afterEach, expect, test, vi } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { paints } from "../src/output.ts";
import { CLI, Project } from "./project.ts";

const VERBS = ["doctor", "bench", "conformance", "generate"];

test("--help lists the verbs, and each verb documents itself and its exit codes", async () => {
  const project = new Project();
  const { code, stdout } = await project.pollio(["--help"]);
  expect(code).toBe(0);
  for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^  ${verb} `, "m"));
  for (const verb of VERBS) {
    const help = await project.pollio([verb, "--help"]);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain(`Usage: pollio ${verb}`);
    expect(help.stdout).toContain("--json");
    expect(help.stdout).toMatch(/Exit codes: 0 .*, 1 .*, 2 wrong usage/);
  }
});

test("--version is the package's", async () => {
  expect(await new Project().pollio(["--version"])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

test("it ends without a word when nobody reads its output", async () => {
  const project = new Project();
  const script = 'trap "" PIPE; "$0" "$@" | true';
  const cut = await project.runUnder("sh", ["-c", script, process.execPath, CLI, "doctor"]);
  expect(cut).toEqual({ code: 0, stdout: "", stderr: "" });
});

afterEach(() => void vi.unstubAllEnvs());

test("terminals get colours unless NO_COLOR is set", () => {
  const terminal = { isTTY: true } as NodeJS.WriteStream;
  vi.stubEnv("NO_COLOR", "");
  expect(paints(terminal).red("x")).toBe("\x1b[31mx\x1b[0m");
  expect(paints({} as NodeJS.WriteStream).red("x")).toBe("x");
  vi.stubEnv("NO_COLOR", "1");
  expect(paints(terminal).red("x")).toBe("x");
});
