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

test.each(["--version", "-v"])("%s is the package's", async (flag) => {
  expect(await new Project().pollio([flag])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

test.each([
  [["docter"], "error: unknown command 'docter'\n(Did you mean doctor?)\npollio --help lists the commands.\n"],
  [
    ["doctor", "--jsn"],
    "error: unknown option '--jsn'\n(Did you mean --json?)\npollio doctor --help lists its options.\n",
  ],
  [
    ["bench", "--rounds", "x"],
    "error: --rounds must be an integer of at least 1\npollio bench --help lists its options.\n",
  ],
])("%j is wrong usage, which names what may be meant, and where the help is", async (args, stderr) => {
  expect(await new Project().pollio(args)).toEqual({ code: 2, stdout: "", stderr });
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
