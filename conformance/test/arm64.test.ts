// npm run test:arm64 without an emulator: how cases are counted and judged.
import { readFileSync } from "node:fs";
import { suite } from "@pollio/conformance";
import type { Result, Run } from "@pollio/conformance/runner";
import { beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { inRoot } from "../../tools/lib/root.ts";
import { arm64Options, CORE, EXPECTED_FAILURES, FIND_THE_LAYOUT, judge } from "../arm64/main.ts";
import { sabotaged } from "../arm64/tree.ts";

describe("the verdict", () => {
  const run = (...results: Result[]): Run => ({
    results,
    notProvable: [],
    leftOut: [],
    runtime: "bun 1 arm64",
    seconds: 1,
  });
  const passed: Result = { name: "a", status: "passed", ms: 1 };

  test("counts a failure that is listed as expected, and reports any other", () => {
    const known: Result = { name: "known", status: "expected", ms: 1, message: "no", reason: "the emulator" };
    expect(judge("bun", run(passed, known))).toMatchObject({
      passed: 1,
      expected: ["known: the emulator"],
      problems: [],
    });
    const { problems } = judge("bun", run({ name: "b", status: "failed", ms: 1, message: "no" }));
    expect(problems).toEqual(["b: no"]);
  });

  test("reports a run without cases, a case that is left out, and trouble outside them", () => {
    expect(judge("bun", run()).problems).toEqual(["no case was run"]);
    expect(judge("bun", { ...run(passed), trouble: { message: "ended" } }).problems).toEqual(["ended"]);
    const leftOut = [{ name: "b", reason: "why not" }];
    expect(judge("bun", { ...run(passed), leftOut }).problems).toEqual(["b: its adapter leaves it out: why not"]);
  });
});

describe("the lists of cases", () => {
  let names: string[];
  beforeEach(async () => {
    const { adapter } = await import("@pollio/koffi/adapter");
    names = [...suite({ test: () => {}, backend: adapter }).cases];
  });

  test.runIf(process.platform === "linux")("name existing cases", () => {
    for (const prefix of CORE)
      expect(
        names.some((name) => name.startsWith(prefix)),
        prefix,
      ).toBe(true);
    for (const { case: name } of Object.values(EXPECTED_FAILURES).flat()) expect(names).toContain(name);
  });

  test("agree with docs/platforms.md about the known failures", () => {
    const text = readFileSync(inRoot("docs/platforms.md"), "utf8");
    for (const { case: name } of Object.values(EXPECTED_FAILURES).flat()) expect(text).toContain(`| \`${name}\` |`);
  });

  test("have the finders of the layout in the core, where they must pass", () => {
    for (const { case: name } of FIND_THE_LAYOUT) {
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
  expect(() => sabotaged("layouts: []")).toThrow(/fix conformance\/arm64\/tree\.ts/);
});

test("contradictory options and unknown backends are wrong usage", () => {
  expect(() => arm64Options(["--core", "--only", "tcp."])).toThrow(/--core.* cannot be used with .*--only/);
  expect(() => arm64Options(["--backend", "deno"])).toThrow(/--backend takes one of napi, koffi, bun, not 'deno'/);
});
