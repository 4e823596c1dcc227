// `pollio conformance`, run as a user runs it.

import { expect, test } from "vitest";
import { BACKENDS } from "../../src/backends.ts";
import { Project } from "../project.ts";

const ALL = ["pollio", "@pollio/core", "@pollio/napi", "@pollio/bun", "@pollio/koffi", "@pollio/conformance"];
const chosen = process.versions.bun === undefined ? "napi" : "bun";

test('it runs the suite against the backend that `import "pollio"` chooses', async () => {
  const { code, stdout, stderr } = await new Project(ALL).pollio(["conformance", "--only", "encoding.", "kinds."]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(new RegExp(`^${chosen}, \\d+ cases\\n  encoding +\\d+ passed\\n  kinds +\\d+ passed\\n`));
  expect(stdout).toMatch(/\n\d+ passed, 0 failed, 0 not provable\n$/);
});

test("--backend names other backends, and --json prints for a program", async () => {
  const args = ["conformance", "--backend", "koffi", "napi", "--only", "exports.", "memory.one-buffer"];
  const { code, ok, verdicts } = await new Project(ALL).pollioJson(args);
  expect({ code, ok }).toEqual({ code: 0, ok: true });
  expect(verdicts.map(({ adapter }: { adapter: string }) => adapter)).toEqual(["koffi", "napi"]);
  for (const { passed, failed, themes } of verdicts) {
    expect(failed).toEqual([]);
    expect(passed).toBeGreaterThan(2);
    expect(themes[0]).toMatchObject({ theme: "exports", failed: [] });
  }
});

/** A backend of one's own: koffi's, with something changed. */
function adapterWith(project: Project, change: string): string {
  return project.write(
    "mine.js",
    `import * as koffi from "@pollio/koffi";\nconst module = { ...koffi, ${change} };\nexport const adapter = { name: "mine", module };\n`,
  );
}

test("a backend of one's own passes, and cases that its adapter cannot support are reported as not provable", async () => {
  const project = new Project(ALL);
  adapterWith(project, "");
  const { code, stdout } = await project.pollio([
    "conformance",
    "--adapter",
    "./mine.js",
    "--only",
    "kinds.",
    "memory.",
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^mine, \d+ cases\n/);
  expect(stdout).toMatch(/not provable: memory\.\S+: the adapter has no `instrument`/);
});

test("a faulty backend has failed cases with a stack, and the exit code is 1", async () => {
  const project = new Project(ALL);
  adapterWith(project, "withKinds: () => koffi");
  const args = ["conformance", "--adapter", "./mine.js", "--only", "kinds."];
  const { code, ok, verdicts } = await project.pollioJson(args);
  expect({ code, ok }).toEqual({ code: 1, ok: false });
  for (const { details } of verdicts[0].failed) expect(details).toMatch(/\n +at /);
  expect(verdicts[0].failed.length).toBeGreaterThan(0);
  expect(verdicts[0].passed).toBeGreaterThan(0);
});

test("a crash is one failed case, and the other cases of its theme still run", async () => {
  const project = new Project(ALL);
  adapterWith(
    project,
    "listenTcp: (o) => (o.path === undefined ? koffi.listenTcp(o) : process.kill(process.pid, 'SIGKILL'))",
  );
  const args = ["conformance", "--adapter", "./mine.js", "--only", "tcp."];
  const { code, verdicts } = await project.pollioJson(args);
  expect(code).toBe(1);
  const sane = await project.pollioJson(["conformance", "--backend", "koffi", "--only", "tcp."]);
  const [{ passed, failed }] = verdicts;
  expect(failed.length).toBeGreaterThan(0);
  for (const { message } of failed) expect(message).toBe("the process ended with SIGKILL");
  expect(passed + failed.length).toBe(sane.verdicts[0].passed);
});

/** A suite that is made up, under the real runner. */
const SUITE = `
import assert from "node:assert/strict";
export function suite({ test, backend }) {
  test("a.passes", () => {});
  test("a.fails", () => { throw new Error("expected 1"); });
  if (process.argv[2].includes("a.u")) test("a.unequal", () => assert.deepEqual(["b", 1], ["a", 1]));
  test("a.blocks", () => { for (;;); }, 200);
  test("a.is-late", () => new Promise((resolve) => setTimeout(resolve, 60_000)), 200);
  test("a.prints", () => { console.log("whatever"); console.error("also"); });
  test("a.ends-the-process", () => process.exit(0));
  test("a.rejects-later", () => { Promise.reject(new Error("nobody waits")); return new Promise(() => {}); });
  test("a.passes-too", async () => { if (backend.name !== "made up") throw new Error(backend.name); });
  test("b.passes", () => {});
  test("b.known", () => { throw { phase: "full" }; });
  return {
    notProvable: [{ name: "c.cannot", reason: "there is none" }],
    leftOut: [{ name: "c.is-not-ours", reason: "so it says" }],
    expectedFailures: [{ name: "b.known", reason: "the moon" }],
  };
}`;

function projectWithSuite(): Project {
  const project = new Project(["pollio", "@pollio/core", "@pollio/conformance"]);
  project.write("node_modules/@pollio/conformance/dist/index.js", SUITE);
  project.write("mine.js", 'export const adapter = { name: "made up", module: {} };');
  return project;
}

test("a case that blocks, is late or ends the process fails alone", async () => {
  const { code, verdicts } = await projectWithSuite().pollioJson(["conformance", "--adapter", "mine.js"]);
  expect(code).toBe(1);
  const [{ adapter, passed, failed, expected, notProvable, leftOut, themes }] = verdicts;
  expect({ adapter, passed }).toEqual({ adapter: "made up", passed: 4 });
  expect(themes.map(({ theme }: { theme: string }) => theme)).toEqual(["a", "b"]);
  expect(notProvable).toEqual([{ name: "c.cannot", reason: "there is none" }]);
  expect(leftOut).toEqual([{ name: "c.is-not-ours", reason: "so it says" }]);
  expect(expected).toMatchObject([{ name: "b.known", reason: "the moon", message: "it threw { phase: 'full' }" }]);
  expect(failed.map(({ ms, ...rest }: { ms: number }) => rest)).toEqual([
    { name: "a.fails", message: "expected 1", details: expect.stringMatching(/expected 1\n +at /) },
    { name: "a.blocks", message: "it blocked the thread for 3200 ms, and its process was killed" },
    { name: "a.is-late", message: "it did not finish within 200 ms" },
    { name: "a.ends-the-process", message: expect.stringMatching(/^the process ended with exit code 0/) },
    {
      name: "a.rejects-later",
      message: expect.stringMatching(/^the process ended with exit code 1: /),
      details: expect.stringContaining("nobody waits"),
    },
  ]);
});

test("a failed case shows its stack and values, and what did not run is listed", async () => {
  const { code, stdout } = await projectWithSuite().pollio([
    "conformance",
    "--adapter",
    "mine.js",
    "--only",
    "a.f",
    "a.u",
    "b.",
    "c.",
  ]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^made up, 4 cases\n {2}a +0 passed, 2 failed\n {4}a\.fails: Error: expected 1\n +at /);
  expect(stdout).toMatch(/a\.unequal: AssertionError[\s\S]*\n {6}expected: \[ 'a', 1 \]\n {6}actual: \[ 'b', 1 \]\n/);
  expect(stdout).toMatch(/\n {2}b +1 passed, 1 failed as expected\n/);
  expect(stdout).toMatch(/\n {2}failed as expected: b\.known: the moon\n {2}not provable: c\.cannot: there is none\n/);
  expect(stdout).toMatch(/\n {2}left out: c\.is-not-ours: so it says\n/);
  expect(stdout).toMatch(/\n1 passed, 2 failed, 1 failed as expected, 1 not provable, 1 left out\n$/);
});

test("if the suite is not installed, the message has the command that installs it", async () => {
  const { code, stderr } = await new Project(["pollio", "@pollio/core", "@pollio/napi"]).pollio(["conformance"]);
  expect(code).toBe(2);
  expect(stderr).toContain("npm install --save-dev @pollio/conformance");
});

test.each<[string, string[], number, RegExp]>([
  [
    "an unknown backend",
    ["--backend", "epoll"],
    2,
    new RegExp(`unknown backend "epoll"; known: ${Object.keys(BACKENDS).join(", ")}`),
  ],
  ["a backend that is not installed", ["--backend", "koffi"], 2, /npm install @pollio\/koffi/],
  ["a backend for another runtime", ["--backend", "deno"], 2, /"deno" cannot run here: it is for Deno, but this is/],
  ["an adapter that does not exist", ["--adapter", "other.js"], 2, /other\.js does not exist/],
  ["a module that exports no adapter", ["--adapter", "none.js"], 1, /does not export `adapter`/],
  ["an adapter that throws", ["--adapter", "throws.js"], 1, /could not be loaded[\s\S]*no library/],
  ["a prefix that no case has", ["--adapter", "mine.js", "--only", "x."], 2, /no case begins with x\./],
])("%s is reported", async (_, args, exit, words) => {
  const project = projectWithSuite();
  project.write("none.js", "export const other = 1;");
  project.write("throws.js", 'throw new Error("no library");');
  const { code, stdout, stderr } = await project.pollio(["conformance", ...args]);
  expect({ code, stdout }).toEqual({ code: exit, stdout: "" });
  expect(stderr).toMatch(words);
  const { ok, error, details = "", ...rest } = await project.pollioJson(["conformance", ...args]);
  expect({ ok, code: rest.code }).toEqual({ ok: false, code: exit });
  expect(`${error}\n${details}`).toMatch(words);
});
