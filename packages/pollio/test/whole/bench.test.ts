// `pollio bench`, run as a user runs it. What it measures is not judged here.

import { test as anywhere, expect } from "vitest";
import { Project } from "../project.ts";

// The benchmark's loop in C is for epoll.
const test = anywhere.runIf(process.platform === "linux");

const ALL = ["pollio", "@pollio/core", "@pollio/napi", "@pollio/bun", "@pollio/koffi"];
const here = process.versions.bun === undefined ? ["napi", "koffi"] : ["bun", "napi", "koffi"];
const SCENARIOS = ["empty", "one", "full", "change"];

interface Row {
  name: string;
  nanoseconds: Record<string, number>;
  ratioToC?: Record<string, number>;
}

test("it measures each backend of this runtime against the loop in C", async () => {
  const { code, rows, c } = await new Project(ALL).pollioJson(["bench", "--rounds", "1"]);
  expect({ code, c }).toEqual({ code: 0, c: { program: expect.stringMatching(/loop$/) } });
  expect(rows.map(({ name }: Row) => name)).toEqual(["C", ...here]);
  for (const { nanoseconds, ratioToC } of rows as Row[]) {
    expect(Object.keys(nanoseconds)).toEqual(SCENARIOS);
    expect(Object.values(nanoseconds).every((value) => value > 10)).toBe(true);
    expect(Object.values(ratioToC!).every((value) => value > 0.05)).toBe(true);
    expect(nanoseconds.full).toBeGreaterThan(nanoseconds.one!);
  }
  expect((rows as Row[])[0]!.ratioToC).toEqual({ empty: 1, one: 1, full: 1, change: 1 });
});

test("without a compiler it says so and still measures the backends", async () => {
  const project = new Project(ALL);
  const args = ["bench", "--rounds", "1", "--backend", "koffi"];
  const { code, stdout } = await project.pollio(args, { CC: "no-such-compiler -m64" });
  expect(code).toBe(0);
  expect(stdout).toContain("No row for C: there is no C compiler (no-such-compiler).");
  expect(stdout).toMatch(/│ koffi +│ \d+ +│/);
  expect(stdout).not.toContain("\x1b");
});

test("a failing compiler is quoted", async () => {
  const { code, c } = await new Project(ALL).pollioJson(["bench", "--rounds", "1", "--backend", "koffi"], {
    CC: "false",
  });
  expect({ code, c }).toEqual({
    code: 0,
    c: { reason: expect.stringContaining("false could not compile the C loop") },
  });
});

test("a failing backend is reported, and the exit code is 1", async () => {
  const project = new Project(["pollio", "@pollio/core", "@pollio/napi"]);
  project.remove("node_modules/@pollio/napi/native");
  project.remove("node_modules/@pollio/napi/prebuilds");
  const { code, stderr } = await project.pollio(["bench", "--rounds", "1", "--backend", "napi"]);
  expect(code).toBe(1);
  expect(stderr).toContain("napi ended with exit code 1; for details, run: pollio doctor");
});

test.each<[string, string[], RegExp]>([
  [
    "a backend of another runtime",
    ["--backend", "deno"],
    /"deno" is not a backend for (Node|Bun) .*; known: .*napi, koffi/,
  ],
  ["a backend that is not installed", ["--backend", "koffi"], /"koffi" is not installed/],
  ["no rounds", ["--rounds", "0"], /--rounds must be an integer of at least 1/],
])("%s is wrong usage", async (_, args, words) => {
  const project = new Project(["pollio", "@pollio/core", "@pollio/napi"]);
  const { code, stderr } = await project.pollio(["bench", ...args]);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});
