// npm run test:arm64 without an emulator: how cases are run, counted and judged.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "@pollio/conformance";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { CORE, EXPECTED_FAILURES, FIND_THE_LAYOUT } from "../arm64/cases.mjs";
import { arm64Options } from "../arm64/options.mjs";
import { sabotaged } from "../arm64/sabotage.mjs";
import { runSession } from "../arm64/session.mjs";
import { judge, judgeSabotage } from "../arm64/verdict.mjs";
import { inRoot } from "../lib/root.mjs";

/** Where a session finds the runner and the packages. @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pollio-arm64-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * A suite of made-up cases under the real runner, in this Node.
 *
 * @param {string} cases JavaScript: properties of an object.
 * @param {Partial<import("../arm64/session.mjs").Setting>} [setting]
 */
function sessionOf(cases, setting) {
  cpSync(inRoot("scripts/arm64/runner.mjs"), join(folder, "runner.mjs"));
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
  return runSession({ folder, launcher: process.execPath, backend: "made-up", ...setting });
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

/** @param {import("../arm64/session.mjs").Session} session */
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

  test("is in trouble when the packages cannot be imported", async () => {
    const session = await sessionOf("", { backend: "absent" });
    expect(session.results).toEqual([]);
    expect(session.trouble).toMatch(/^no case was begun: the process ended with exit code 1: /);
  });

  test("is in trouble when the runtime cannot be started", async () => {
    const session = await sessionOf("", { launcher: join(folder, "absent") });
    expect(session.trouble).toMatch(/^no case was begun: it cannot be started: .*ENOENT/);
  });

  test("is in trouble when the process ends between two cases", async () => {
    const session = await sessionOf(`"a"() {
      const write = process.stdout.write.bind(process.stdout);
      process.stdout.write = (text) => {
        write(text);
        if (text.includes('"end":"a"')) process.exit(9);
      };
    }, "b"() {}`);
    expect(messages(session)).toEqual({ a: undefined });
    expect(session.trouble).toBe("behind a: the process ended with exit code 9");
  });
});

describe("the verdict", () => {
  const backend = /** @type {const} */ ({ name: "bun", runtime: "bun" });
  const listed = /** @type {const} */ ([{ runtime: "bun", name: "known", reason: "the emulator" }]);
  /** @param {import("../arm64/session.mjs").Result[]} results */
  const session = (...results) => ({ results, notProvable: [], runtime: "bun 1 arm64", seconds: 1 });
  const known = { name: "known", ms: 1, message: "no" };

  test("takes a failure that is listed for this runtime as expected", () => {
    const row = judge(backend, session({ name: "a", ms: 1 }, known), listed);
    expect(row).toMatchObject({ passed: 1, expected: ["known: the emulator"], problems: [] });
    expect(judge({ name: "koffi", runtime: "node" }, session(known), listed).problems).toEqual(["known: no"]);
  });

  test("takes a listed case that passes for a problem", () => {
    const { problems } = judge(backend, session({ name: "known", ms: 1 }), listed);
    expect(problems).toEqual([expect.stringMatching(/^known passes, and is listed as a failure/)]);
  });

  test("takes a run without cases, and trouble outside of them, for problems", () => {
    expect(judge(backend, session(), listed).problems).toEqual(["no case was run"]);
    expect(judge(backend, { ...session({ name: "a", ms: 1 }), trouble: "ended" }, listed).problems).toEqual(["ended"]);
  });

  test("on a sabotaged build is right only if every finder failed", () => {
    const found = { name: "known", ms: 1, message: "0 is not 20" };
    expect(judgeSabotage(backend, session(found), ["known"])).toMatchObject({ expected: ["known"], problems: [] });
    const blind = judgeSabotage(backend, session(found, { name: "b", ms: 1 }), ["known", "b"]);
    expect(blind.problems).toEqual(["b does not find the wrong layout"]);
    expect(judgeSabotage(backend, session(), ["known"]).problems).toHaveLength(1);
  });
});

describe("the lists of cases", () => {
  /** @type {string[]} */
  let names;
  beforeEach(async () => {
    const { adapter } = await import("@pollio/koffi/adapter");
    names = [...suite({ test: () => {}, backend: adapter }).cases];
  });

  test("name cases that there are", () => {
    for (const prefix of CORE)
      expect(
        names.some((name) => name.startsWith(prefix)),
        prefix,
      ).toBe(true);
    for (const { name } of EXPECTED_FAILURES) expect(names).toContain(name);
  });

  test("have each known failure in docs/platforms.md", () => {
    const text = readFileSync(inRoot("docs/platforms.md"), "utf8");
    for (const { name } of EXPECTED_FAILURES) expect(text).toContain(`| \`${name}\` |`);
  });

  test("have the finders of the layout in the core, where they must pass", () => {
    for (const name of FIND_THE_LAYOUT) {
      expect(names).toContain(name);
      expect(
        CORE.some((prefix) => name.startsWith(prefix)),
        name,
      ).toBe(true);
    }
  });
});

test("the sabotaged spec has x86-64's layout of epoll_event on arm64, and differs in nothing else", () => {
  const text = readFileSync(inRoot("spec/linux.yaml"), "utf8");
  const [right, wrong] = [parse(text), parse(sabotaged(text))];
  const layoutOf = (/** @type {any} */ spec, /** @type {string} */ arch) =>
    spec.layouts.find(
      (/** @type {any} */ layout) => layout.struct === "epoll_event" && layout.architectures[0] === arch,
    );
  const { size, align, packed, fields } = layoutOf(right, "x64");
  expect(layoutOf(wrong, "arm64")).toMatchObject({ size, align, packed, fields });
  wrong.layouts[wrong.layouts.indexOf(layoutOf(wrong, "arm64"))] = layoutOf(right, "arm64");
  expect(wrong).toEqual(right);
  expect(() => sabotaged("layouts: []")).toThrow(/mend scripts\/arm64\/sabotage\.mjs/);
});

test("options that contradict each other, or name no backend, are wrong usage", () => {
  expect(() => arm64Options(["--core", "--only", "tcp."])).toThrow(/--core names the cases, and so does --only/);
  expect(() => arm64Options(["--backend", "deno"])).toThrow(/--backend takes one of napi, koffi, bun, and got 'deno'/);
});
