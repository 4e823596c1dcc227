// npm run test:arm64 without an emulator: how cases are counted and judged.
import { readFileSync } from "node:fs";
import { suite } from "@pollio/conformance";
import { beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Backend, CORE, EXPECTED_FAILURES, FIND_THE_LAYOUT, judge, judgeSabotage } from "../../arm64/cases.ts";
import { arm64Options } from "../../arm64/main.ts";
import { sabotaged } from "../../arm64/sabotage.ts";
import { inRoot } from "../../lib/root.ts";
import type { Result, Session } from "../../suite/session.mjs";

describe("the verdict", () => {
  const backend: Backend = { name: "bun", runtime: "bun" };
  const listed = [{ runtime: "bun", name: "known", reason: "the emulator" }] as const;
  const session = (...results: Result[]): Session => ({ results, notProvable: [], runtime: "bun 1 arm64", seconds: 1 });
  const known = { name: "known", ms: 1, message: "no" };

  test("counts a failure that is listed for this runtime as expected", () => {
    const row = judge(backend, session({ name: "a", ms: 1 }, known), listed);
    expect(row).toMatchObject({ passed: 1, expected: ["known: the emulator"], problems: [] });
    expect(judge({ name: "koffi", runtime: "node" }, session(known), listed).problems).toEqual(["known: no"]);
  });

  test("reports a listed case that passes", () => {
    const { problems } = judge(backend, session({ name: "known", ms: 1 }), listed);
    expect(problems).toEqual([expect.stringMatching(/^known: it passes, and is listed as a failure/)]);
  });

  test("reports a run without cases, and trouble outside them", () => {
    expect(judge(backend, session(), listed).problems).toEqual(["no case was run"]);
    expect(judge(backend, { ...session({ name: "a", ms: 1 }), trouble: "ended" }, listed).problems).toEqual(["ended"]);
  });

  test("accepts a sabotaged build only if every finder failed", () => {
    const found = { name: "known", ms: 1, message: "0 is not 20" };
    expect(judgeSabotage(backend, session(found), ["known"])).toMatchObject({ expected: ["known"], problems: [] });
    const blind = judgeSabotage(backend, session(found, { name: "b", ms: 1 }), ["known", "b"]);
    expect(blind.problems).toEqual(["b does not find the wrong layout"]);
    expect(judgeSabotage(backend, session(), ["known"]).problems).toHaveLength(1);
  });
});

describe("the lists of cases", () => {
  let names: string[];
  beforeEach(async () => {
    const { adapter } = await import("@pollio/koffi/adapter");
    names = [...suite({ test: () => {}, backend: adapter }).cases];
  });

  test("name existing cases", () => {
    for (const prefix of CORE)
      expect(
        names.some((name) => name.startsWith(prefix)),
        prefix,
      ).toBe(true);
    for (const { name } of EXPECTED_FAILURES) expect(names).toContain(name);
  });

  test("agree with docs/platforms.md about the known failures", () => {
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
  type Layout = {
    struct: string;
    architectures: string[];
    size: number;
    align: number;
    packed?: true;
    fields: unknown;
  };
  const layoutOf = ({ layouts }: { layouts: Layout[] }, arch: string) =>
    layouts.find(({ struct, architectures }) => struct === "epoll_event" && architectures[0] === arch) as Layout;
  const { size, align, packed, fields } = layoutOf(right, "x64");
  expect(layoutOf(wrong, "arm64")).toMatchObject({ size, align, packed, fields });
  wrong.layouts[wrong.layouts.indexOf(layoutOf(wrong, "arm64"))] = layoutOf(right, "arm64");
  expect(wrong).toEqual(right);
  expect(() => sabotaged("layouts: []")).toThrow(/fix tools\/arm64\/sabotage\.ts/);
});

test("contradictory options and unknown backends are wrong usage", () => {
  expect(() => arm64Options(["--core", "--only", "tcp."])).toThrow(/--core.* cannot be used with .*--only/);
  expect(() => arm64Options(["--backend", "deno"])).toThrow(/--backend takes one of napi, koffi, bun, not 'deno'/);
});
