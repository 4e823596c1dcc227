// npm run test:arm64 without an emulator: how cases are counted and judged.
import { readFileSync } from "node:fs";
import { suite } from "@pollio/conformance";
import { beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { CORE, EXPECTED_FAILURES, FIND_THE_LAYOUT } from "../arm64/cases.mjs";
import { arm64Options } from "../arm64/options.mjs";
import { sabotaged } from "../arm64/sabotage.mjs";
import { expectedIn, judge, judgeSabotage } from "../arm64/verdict.mjs";
import { inRoot } from "../lib/root.mjs";

describe("the verdict", () => {
  const backend = /** @type {const} */ ({ name: "bun", runtime: "bun" });
  /** @param {import("@pollio/conformance/runner").Result[]} results */
  const session = (...results) => ({ results, notProvable: [], leftOut: [], runtime: "bun 1 arm64", seconds: 1 });
  const passed = /** @type {const} */ ({ name: "a", status: "passed", ms: 1 });
  const known = /** @type {const} */ ({
    name: "known",
    status: "expected",
    ms: 1,
    message: "no",
    reason: "the emulator",
  });

  test("takes a failure that is listed for this runtime as expected", () => {
    const listed = /** @type {const} */ ([{ runtime: "bun", name: "known", reason: "the emulator" }]);
    expect(expectedIn("bun", listed)).toEqual([{ case: "known", reason: "the emulator" }]);
    expect(expectedIn("node", listed)).toEqual([]);
    const row = judge(backend, session(passed, known));
    expect(row).toMatchObject({ passed: 1, expected: ["known: the emulator"], problems: [] });
    const { problems } = judge(backend, session({ name: "b", status: "failed", ms: 1, message: "no" }));
    expect(problems).toEqual(["b: no"]);
  });

  test("takes a run without cases, a case that is left out, and trouble outside of them, for problems", () => {
    expect(judge(backend, session()).problems).toEqual(["no case was run"]);
    const trouble = { message: "ended" };
    expect(judge(backend, { ...session(passed), trouble }).problems).toEqual(["ended"]);
    const leftOut = [{ name: "b", reason: "why not" }];
    expect(judge(backend, { ...session(passed), leftOut }).problems).toEqual(["b: its adapter leaves it out: why not"]);
  });

  test("on a sabotaged build is right only if every finder failed", () => {
    const found = /** @type {const} */ ({ name: "known", status: "failed", ms: 1, message: "0 is not 20" });
    expect(judgeSabotage(backend, session(found), ["known"])).toMatchObject({ expected: ["known"], problems: [] });
    const blind = judgeSabotage(backend, session(found, { ...passed, name: "b" }), ["known", "b"]);
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
