// How cases of the suite are run in processes of their own: npm run test:arm64 and npm run matrix do so.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inRoot } from "../lib/root.mjs";
import { judgeCases } from "../suite/judge.mjs";
import { runSession } from "../suite/session.mjs";

/** Where a session finds the runner and the packages. @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pollio-suite-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * A suite of made-up cases under the real runner, in this Node.
 *
 * @param {string} cases JavaScript: properties of an object.
 * @param {Partial<import("../suite/session.mjs").Setting>} [setting]
 */
function sessionOf(cases, setting) {
  cpSync(inRoot("tools/suite/runner.mjs"), join(folder, "runner.mjs"));
  write(
    "@pollio/conformance/index.js",
    `export const suite = ({ test }) => {
    const cases = {${cases}};
    for (const [name, run] of Object.entries(cases)) test(name, run, 40);
    return { notProvable: [{ name: "what.cannot", reason: "there is none" }] };
  };`,
  );
  write(
    "@pollio/made-up/adapter.js",
    `export const adapter = { module: { OsPoller: class {
    async waitAsync() {}
    close() {}
  } } };`,
  );
  const patience = { slowdown: 5, patienceMs: 1_000, silenceMs: 20_000, limitMs: 60_000 };
  const runner = join(folder, "runner.mjs");
  return runSession({ runner, command: process.execPath, backend: "made-up", ...patience, ...setting });
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  const full = join(folder, "node_modules", path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  const exports = { ".": "./index.js", "./adapter": "./adapter.js" };
  writeFileSync(join(dirname(full), "package.json"), JSON.stringify({ type: "module", exports }));
}

/** @param {import("../suite/session.mjs").Session} session */
const messages = ({ results }) => Object.fromEntries(results.map(({ name, message }) => [name, message]));

describe("a session", () => {
  test("tells what passed and what failed, and what cannot be proved", async () => {
    const session = await sessionOf(`"a.passes"() {}, async "a.fails"() { throw new Error("wrong") }`);
    expect(messages(session)).toEqual({ "a.passes": undefined, "a.fails": "wrong" });
    expect(session).toMatchObject({ runtime: `node ${process.versions.node} ${process.arch}` });
    expect(session.notProvable).toEqual([{ name: "what.cannot", reason: "there is none" }]);
    expect(session.trouble).toBeUndefined();
  });

  test("runs chosen themes only", async () => {
    const session = await sessionOf(`"a.x"() {}, "ab.y"() {}, "b.z"() {}`, { only: ["a.", "b.z"] });
    expect(Object.keys(messages(session))).toEqual(["a.x", "b.z"]);
  });

  test("goes on behind a case that ends the process, which is one failure", async () => {
    const session = await sessionOf(`"a"() {}, "b"() { process.kill(process.pid, "SIGSEGV") }, "c"() {}`);
    expect(messages(session)).toEqual({ a: undefined, b: "the process ended with SIGSEGV", c: undefined });
  });

  test("shows the last words of what ended", async () => {
    const session = await sessionOf(`"a"() { console.error("oh no"); process.exit(7) }`);
    expect(messages(session)).toEqual({ a: "the process ended with exit code 7: oh no" });
  });

  test("ends a case that takes too long, and goes on in the same process", async () => {
    const session = await sessionOf(`"a"() { return new Promise(() => {}) }, "b"() {}`);
    expect(messages(session)).toEqual({ a: "it takes longer than 200 ms", b: undefined });
  });

  test("kills a process that hangs in a call, and what it has started", async () => {
    const session = await sessionOf(
      `async "a"() {
        const { spawn } = await import("node:child_process");
        spawn("sleep", ["60"], { stdio: "inherit" });
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      }, "b"() {}`,
      { silenceMs: 1_500 },
    );
    expect(messages(session)).toEqual({ a: "nothing was heard of it for 1500 ms", b: undefined });
    expect(session.seconds).toBeLessThan(30);
  });

  test("ends when its time is over, which fails the case that was under way and says that others were not run", async () => {
    const forever = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)";
    const session = await sessionOf(`"a"() {}, "b"() { ${forever} }, "c"() {}`, { limitMs: 2_000 });
    expect(messages(session)).toEqual({ a: undefined, b: "the time for all cases was over" });
    expect(session.trouble).toBe("the time for all cases was over: those behind it were not run");
  });

  test("is in trouble when the packages cannot be imported", async () => {
    const session = await sessionOf("", { backend: "absent" });
    expect(session.results).toEqual([]);
    expect(session.trouble).toMatch(/^no case was begun: the process ended with exit code 1: /);
  });

  test("is in trouble when the runtime cannot be started", async () => {
    const session = await sessionOf("", { command: join(folder, "absent") });
    expect(session.trouble).toMatch(/^no case was begun: it cannot be started: .*ENOENT/);
  });

  test("is in trouble when the process ends between two cases", async () => {
    const session = await sessionOf(`async "a"() {
      const { syncBuiltinESMExports } = await import("node:module");
      const { default: fs } = await import("node:fs");
      const write = fs.writeSync;
      fs.writeSync = (fd, text) => {
        write(fd, text);
        if (text.includes('"end":"a"')) process.exit(9);
      };
      syncBuiltinESMExports();
    }, "b"() {}`);
    expect(messages(session)).toEqual({ a: undefined });
    expect(session.trouble).toBe("behind a: the process ended with exit code 9");
  });
});

test("a listed failure is expected, a listed case that passes fails, and so does what is not listed", () => {
  const results = [
    { name: "good", ms: 1 },
    { name: "bad", ms: 2, message: "no" },
    { name: "known", ms: 3, message: "the runtime" },
    { name: "mended", ms: 4 },
  ];
  const listed = new Map([
    ["known", "it cannot"],
    ["mended", "it could not"],
  ]);
  expect(judgeCases(results, listed, "the-list.yaml")).toEqual([
    { name: "good", status: "passed", ms: 1 },
    { name: "bad", status: "failed", ms: 2, message: "no" },
    { name: "known", status: "expected", ms: 3, message: "the runtime", reason: "it cannot" },
    {
      name: "mended",
      status: "failed",
      ms: 4,
      message: "it passes, and is listed as a failure: take it out of the-list.yaml",
    },
  ]);
});
