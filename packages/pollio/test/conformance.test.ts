// `pollio conformance`, run as a user runs it.

import { expect, test } from "vitest";
import { Project } from "./project.ts";

const ALL = ["pollio", "@pollio/core", "@pollio/napi", "@pollio/bun", "@pollio/koffi", "@pollio/conformance"];
const chosen = process.versions.bun === undefined ? "napi" : "bun";

test("it runs the suite against the backend that import pollio takes", async () => {
  const { code, stdout, stderr } = await new Project(ALL).pollio(["conformance", "--only", "encoding.", "kinds."]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(new RegExp(`^${chosen}, \\d+ cases\\n  encoding +\\d+ passed\\n  kinds +\\d+ passed\\n`));
  expect(stdout).toMatch(/\n\d+ passed, 0 failed, 0 not provable\n$/);
});

test("--backend names others, and --json tells a program", async () => {
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

test("a backend of one's own passes, and what its adapter does not offer is told as not provable", async () => {
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

test("what a backend does wrong is a failed case with the suite's words, and exit code 1", async () => {
  const project = new Project(ALL);
  adapterWith(project, "withKinds: () => koffi");
  const args = ["conformance", "--adapter", "./mine.js", "--only", "kinds."];
  const { code, ok, verdicts } = await project.pollioJson(args);
  expect({ code, ok }).toEqual({ code: 1, ok: false });
  expect(verdicts[0].failed.length).toBeGreaterThan(0);
  expect(verdicts[0].passed).toBeGreaterThan(0);
});

test("a crash is one failed case, and the others of its theme are run all the same", async () => {
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
  for (const { message } of failed) expect(message).toBe("the process ended in it: signal SIGKILL");
  expect(passed + failed.length).toBe(sane.verdicts[0].passed);
});

/** A suite that is made up, in the place of the real one. */
const SUITE = `
export function suite({ test, backend }) {
  test("a.passes", () => {});
  test("a.fails", () => { throw new Error("expected 1"); });
  test("a.blocks", () => { for (;;); }, 200);
  test("a.is-late", () => new Promise((resolve) => setTimeout(resolve, 60_000)), 200);
  test("a.prints", () => { console.log("whatever"); console.error("also"); });
  test("a.ends-the-process", () => process.exit(0));
  test("a.rejects-later", () => { Promise.reject(new Error("nobody waits")); return new Promise(() => {}); });
  test("a.passes-too", async () => { if (backend.name !== "made up") throw new Error(backend.name); });
  test("b.passes", () => {});
  return { cases: [], notProvable: [{ name: "c.cannot", reason: "there is none" }], covers: {} };
}`;

function projectWithSuite(): Project {
  const project = new Project(["pollio", "@pollio/core"]);
  const manifest = { name: "@pollio/conformance", version: "0.1.0", type: "module", exports: "./index.js" };
  project.write("node_modules/@pollio/conformance/package.json", JSON.stringify(manifest));
  project.write("node_modules/@pollio/conformance/index.js", SUITE);
  project.write("mine.js", 'export const adapter = { name: "made up", module: {} };');
  return project;
}

test("cases that block, are late, or end the process fail alone", async () => {
  const { code, verdicts } = await projectWithSuite().pollioJson(["conformance", "--adapter", "mine.js"]);
  expect(code).toBe(1);
  const [{ adapter, passed, failed, notProvable, themes }] = verdicts;
  expect({ adapter, passed }).toEqual({ adapter: "made up", passed: 4 });
  expect(themes.map(({ theme }: { theme: string }) => theme)).toEqual(["a", "b"]);
  expect(notProvable).toEqual([{ name: "c.cannot", reason: "there is none" }]);
  expect(failed).toEqual([
    { name: "a.fails", message: "expected 1" },
    { name: "a.blocks", message: "it blocked the thread, and its process was killed" },
    { name: "a.is-late", message: "it did not end within 200 ms" },
    { name: "a.ends-the-process", message: expect.stringMatching(/^the process ended in it: exit code 0/) },
    {
      name: "a.rejects-later",
      message: expect.stringMatching(/^the process ended in it: exit code 1\n[\s\S]*nobody waits/),
    },
  ]);
});

test("where the suite is not installed, the command that installs it is told", async () => {
  const { code, stderr } = await new Project(["pollio", "@pollio/core", "@pollio/napi"]).pollio(["conformance"]);
  expect(code).toBe(2);
  expect(stderr).toContain("npm install --save-dev @pollio/conformance");
});

test.each<[string, string[], number, RegExp]>([
  [
    "an unknown backend",
    ["--backend", "epoll"],
    2,
    /"epoll" is no backend; there are napi, koffi, bun, deno, node-ffi/,
  ],
  ["a backend that is not installed", ["--backend", "deno"], 2, /npm install @pollio\/deno/],
  ["an adapter that is not there", ["--adapter", "other.js"], 2, /there is no other.js/],
  ["an adapter that exports none", ["--adapter", "none.js"], 1, /exports no `adapter`/],
  ["an adapter that throws", ["--adapter", "throws.js"], 1, /could not be loaded[\s\S]*no library/],
  ["names that no case has", ["--adapter", "mine.js", "--only", "x."], 2, /no case begins with x\./],
])("%s is told", async (_, args, exit, words) => {
  const project = projectWithSuite();
  project.write("none.js", "export const other = 1;");
  project.write("throws.js", 'throw new Error("no library");');
  const { code, stderr } = await project.pollio(["conformance", ...args]);
  expect(code).toBe(exit);
  expect(stderr).toMatch(words);
});
