// npm run matrix without its runs: which cells there are, how they are judged, and that what is committed is what it says.
import { readFileSync } from "node:fs";
import type { Result, Run } from "@pollio/conformance/runner";
import { describe, expect, test } from "vitest";
import { BACKENDS } from "../../lib/backends.ts";
import { ExitCode, Failure } from "../../lib/failure.ts";
import { inParallel } from "../../lib/parallel.ts";
import { inRoot } from "../../lib/root.ts";
import { run } from "../../lib/run.ts";
import {
  CELLS,
  type Cell,
  checkExpected,
  judgeCell,
  listOf,
  OUTSIDE,
  type Place,
  readExpected,
} from "../../matrix/cell.ts";
import { chosenCells, matrixOptions } from "../../matrix/main.ts";
import { merged, readmeTable, withTable } from "../../matrix/report.ts";

const ALL_BACKENDS = [...new Set(CELLS.map(({ backend }) => backend))];

test("the cells are all that the facade would try in each runtime", () => {
  const cells = CELLS.map(({ key, backend }) => `${key} ${backend}`);
  expect(new Set(cells).size).toBe(cells.length);
  const all: Record<string, string[]> = { node: ["node20", "node22", "node24", "node26"], bun: ["bun", "bun-musl"] };
  const where = BACKENDS.flatMap(({ name, runtimes }) =>
    runtimes.flatMap((runtime) => all[runtime] ?? [runtime]).map((key) => `${key} ${name}`),
  );
  // Their own tests do not run there, because nobody would take them before Deno's own.
  const besides = ["deno napi", "deno koffi"];
  expect(cells.sort()).toEqual([...where, ...besides].sort());
  for (const { version } of CELLS) expect(version).toMatch(/^\d+\.\d+\.\d+( musl)?$/);
});

describe("the repository", () => {
  test("has a table in README.md with these runtimes and backends", () => {
    const run: Run = { results: [], notProvable: [], leftOut: [], runtime: "", seconds: 0 };
    const empty = CELLS.map((place) => judgeCell(place, run, new Map()));
    const readme = readFileSync(inRoot("README.md"), "utf8");
    const [head = "", rule = "", ...rows] = readmeTable(empty).split("\n");
    expect(readme).toContain(`<!-- matrix -->\n${head}\n${rule}\n`);
    for (const row of rows) expect(readme).toContain(`\n${row.slice(0, row.indexOf("|", 2))}|`);
  });

  test("has a list of expected failures for each cell and no other, each line with a reason", () => {
    expect(() => checkExpected({}, CELLS)).toThrow("has no list for node20 napi");
    const expected = readExpected();
    checkExpected(expected, CELLS);
    const [first] = CELLS;
    expect(() => checkExpected({ ...expected, node18: { napi: {} } }, CELLS)).toThrow("node18 napi, which is no cell");
    const bare = { ...expected, node20: { ...expected.node20, napi: { "a.case": "" } } };
    expect(() => checkExpected(bare, CELLS)).toThrow("gives no reason for a.case");
    expect(first && listOf(bare, first)).toEqual(new Map([["a.case", ""]]));
  });
});

describe("a cell", () => {
  const place: Place = { key: "node20", name: "node", version: "20.1.0", backend: "napi" };
  const nothing: Run = { results: [], notProvable: [], leftOut: [], runtime: "node 20.1.0 x64", seconds: 1 };
  const judged = (run: Partial<Run>, listed = new Map<string, string>(), only?: readonly string[]) =>
    judgeCell(place, { ...nothing, ...run }, listed, only);
  const passed: Result = { name: "a", status: "passed", ms: 1 };

  test("passes when every case does, except expected failures", () => {
    const known = { message: "no", details: "stack", reason: "the runtime" };
    const results: Result[] = [passed, { name: "b", status: "expected", ms: 2, ...known }];
    const notProvable = [{ name: "c", reason: "no IPv6" }];
    const cell = judged({ results, notProvable }, new Map([["b", "the runtime"]]));
    expect(cell).toMatchObject({ runtime: "node", version: "20.1.0", backend: "napi" });
    expect(cell).toMatchObject({ passed: 1, failed: 0, expectedFailures: 1 });
    expect(cell.cases).toEqual([
      { name: "a", status: "passed", milliseconds: 1 },
      { name: "b", status: "expected", milliseconds: 2, message: "no", reason: "the runtime" },
      { name: "c", status: "not provable", milliseconds: 0, reason: "no IPv6" },
    ]);
  });

  const failures: [string, Partial<Run>, string[], string][] = [
    ["a case fails", { results: [{ ...passed, status: "failed", message: "no" }] }, [], "no"],
    ["a listed case was not run", { results: [passed] }, ["gone"], "it is listed in"],
    ["a case was left out", { results: [passed], leftOut: [{ name: "b", reason: "why not" }] }, [], "why not"],
    ["no case was run", {}, [], "no case was run"],
    ["something happened outside the cases", { results: [passed], trouble: { message: "it ended" } }, [], "it ended"],
    [
      "another version ran than was expected",
      { results: [passed], runtime: "node 20.2.0 x64" },
      [],
      "node 20.1.0 was expected, and node 20.2.0 x64 ran",
    ],
  ];
  test.each(failures)("fails when %s", (_, run, listed, words) => {
    const cell = judged(run, new Map(listed.map((name) => [name, "a reason"])));
    expect(cell.failed).toBe(1);
    expect(cell.cases.find(({ status }) => status === "failed")?.message).toContain(words);
  });

  test("with chosen cases does not need the others", () => {
    const cell = judged({ results: [passed] }, new Map([["b", "r"]]), ["a"]);
    expect(cell).toMatchObject({ passed: 1, failed: 0 });
    expect(cell.cases.map(({ name }) => name)).toEqual(["a"]);
  });

  test("records failures outside the cases", () => {
    expect(judged({}).cases.map(({ name }) => name)).toEqual([OUTSIDE]);
  });
});

test("a run of some cells replaces only those, and drops cells of other versions", () => {
  const cell = (version: string, backend: string, passed = 1): Cell => ({
    runtime: "node",
    version,
    backend,
    passed,
    failed: 0,
    expectedFailures: 0,
    cases: [],
  });
  const places = ["napi", "koffi"].map(
    (backend) => ({ key: "node20", name: "node", version: "20.2.0", backend }) as Place,
  );
  const before = [cell("20.1.0", "napi"), cell("20.2.0", "koffi"), cell("20.2.0", "napi")];
  expect(merged(before, [cell("20.2.0", "napi", 5)], places)).toEqual([
    cell("20.2.0", "napi", 5),
    cell("20.2.0", "koffi"),
  ]);
  expect(merged([cell("20.1.0", "napi")], [], places)).toEqual([]);
});

test("the table shows failures and expected failures", () => {
  const counts = { passed: 1, failed: 1, expectedFailures: 2, cases: [] };
  const cell: Cell = { runtime: "deno", version: "2.9.6", backend: "koffi", ...counts };
  const bun: Cell = { ...cell, runtime: "bun", backend: "bun", failed: 0, expectedFailures: 0 };
  expect(readmeTable([cell, bun]).split("\n")).toEqual([
    "| backend | Deno 2.9 | Bun 2.9 |",
    "|---|--:|--:|",
    "| koffi | 1, **1 failed**, 2 expected to fail |  |",
    "| bun |  | 1 |",
  ]);
  expect(() => withTable("no markers", [])).toThrow(Failure);
});

test("jobs run in parallel up to the limit, and their results keep their order", async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([30, 1, 1, 1], 2, async (ms, index) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, ms));
    running -= 1;
    return index;
  });
  expect({ results, most }).toEqual({ results: [0, 1, 2, 3], most: 2 });
});

describe("options", () => {
  test("choose cells", () => {
    const options = matrixOptions(["--runtime", "bun", "--runtime", "node26", "--backend", "koffi"]);
    expect(chosenCells(options).map(({ key }) => key)).toEqual(["node26", "bun"]);
  });

  test.each([
    [["--runtime", "node18"], "--runtime takes one of node20, node22"],
    [["--backend", "rust"], `--backend takes one of ${ALL_BACKENDS.join(", ")}, not 'rust'`],
    [["--runtime", "node20", "--backend", "bun"], "bun cannot run in node20"],
    [["--jobs", "0"], "--jobs takes an integer from 1 to 16"],
    [["--check", "--render"], "cannot be used with"],
    [["--check", "--only", "a."], "cannot be used with"],
    [["--fast"], "npm run matrix -- --help"],
  ])("%j are wrong usage", (args, words) => {
    const act = () => chosenCells(matrixOptions(args));
    expect(act).toThrow(Failure);
    expect(act).toThrow(expect.objectContaining({ exitCode: ExitCode.usage, message: expect.stringContaining(words) }));
  });

  test("--help lists them and the exit codes", async () => {
    const { code, stdout } = await run(process.execPath, ["tools/bootstrap.mjs", "tools/matrix/main.ts", "--help"]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("Exit codes: 0") });
  });
});
