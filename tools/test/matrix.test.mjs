// npm run matrix without its runs: which cells there are, how they are judged, and that what is committed is what it says.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ExitCode, Failure } from "../lib/failure.mjs";
import { inRoot } from "../lib/root.mjs";
import { judgeCell, OUTSIDE } from "../matrix/cell.mjs";
import { allCells } from "../matrix/cells.mjs";
import { checkExpected, listOf, readExpected } from "../matrix/expected.mjs";
import { chosenCells, matrixOptions } from "../matrix/options.mjs";
import { PAGE, pageOf } from "../matrix/page.mjs";
import { inParallel } from "../matrix/pool.mjs";
import { merged, readmeTable, readReport, reportText, withTable } from "../matrix/report.mjs";

const cells = await allCells();

test("the cells are all that the facade would try in each runtime", () => {
  expect(cells.map(({ key, backend }) => `${key} ${backend}`)).toEqual([
    ...["node20 napi", "node20 koffi", "node22 napi", "node22 koffi", "node24 napi", "node24 koffi"],
    ...["node26 napi", "node26 koffi", "node26 node-ffi"],
    ...["bun bun", "bun napi", "bun koffi", "deno deno", "deno napi", "deno koffi"],
  ]);
  for (const { version } of cells) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

describe("what is committed", () => {
  const report = readReport();

  test("has every cell, whose counts are those of its cases", () => {
    expect(report.map(({ runtime, backend }) => `${runtime} ${backend}`)).toEqual(
      cells.map(({ name, backend }) => `${name} ${backend}`),
    );
    for (const { passed, failed, expectedFailures, cases } of report) {
      const count = (/** @type {string} */ status) => cases.filter((each) => each.status === status).length;
      expect({ passed, failed, expectedFailures }).toEqual({
        passed: count("passed"),
        failed: count("failed"),
        expectedFailures: count("expected"),
      });
      expect(passed).toBeGreaterThan(300);
      for (const { name, status, milliseconds, message, reason } of cases) {
        expect(milliseconds, name).toBeGreaterThanOrEqual(0);
        if (status !== "passed") expect(reason ?? message, name).toBeTruthy();
      }
    }
  });

  test("says the same in README.md", () => {
    const readme = readFileSync(inRoot("README.md"), "utf8");
    expect(readme).toBe(withTable(readme, report));
  });

  test("says the same in the page", async () => {
    expect(readFileSync(PAGE, "utf8")).toBe(await pageOf(report));
  });

  test("has a list of expected failures for each cell and no other, each line with a reason", async () => {
    expect(() => checkExpected({}, cells)).toThrow("has no list for node20 napi");
    const expected = await readExpected();
    checkExpected(expected, cells);
    const [first] = cells;
    expect(() => checkExpected({ ...expected, node18: { napi: {} } }, cells)).toThrow("node18 napi, which is no cell");
    const bare = { ...expected, node20: { ...expected.node20, napi: { "a.case": "" } } };
    expect(() => checkExpected(bare, cells)).toThrow("gives no reason for a.case");
    expect(first && listOf(bare, first)).toEqual(new Map([["a.case", ""]]));
  });
});

describe("a cell", () => {
  const place = /** @type {const} */ ({ key: "node20", name: "node", version: "20.1.0", backend: "napi" });
  /** @param {Partial<import("@pollio/conformance/runner").Run>} session */
  const judged = (session, listed = new Map(), only = undefined) =>
    judgeCell(
      place,
      { results: [], notProvable: [], leftOut: [], runtime: "node 20.1.0 x64", seconds: 1, ...session },
      listed,
      only,
    );

  const passed = /** @type {const} */ ({ name: "a", status: "passed", ms: 1 });

  test("passes when every case does but what was expected to fail", () => {
    const expected = /** @type {const} */ ({
      name: "b",
      status: "expected",
      ms: 2,
      message: "no",
      details: "stack",
      reason: "the runtime",
    });
    const results = [passed, expected];
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

  test.each([
    ["a case fails", { results: [{ ...passed, status: /** @type {const} */ ("failed"), message: "no" }] }, [], "no"],
    ["a listed case was not run", { results: [passed] }, ["gone"], "it is listed in"],
    ["a case was left out", { results: [passed], leftOut: [{ name: "b", reason: "why not" }] }, [], "why not"],
    ["no case was run", {}, [], "no case was run"],
    ["something happened outside the cases", { results: [passed], trouble: { message: "it ended" } }, [], "it ended"],
    [
      "another version ran than was meant",
      { results: [passed], runtime: "node 20.2.0 x64" },
      [],
      "node 20.1.0 was meant, and node 20.2.0 x64 ran",
    ],
  ])("fails when %s", (_, session, listed, words) => {
    const cell = judged(session, new Map(listed.map((name) => [name, "a reason"])));
    expect(cell.failed).toBe(1);
    expect(cell.cases.find(({ status }) => status === "failed")?.message).toContain(words);
  });

  test("of chosen cases is not asked for the others", () => {
    const only = /** @type {any} */ (["a"]);
    const cell = judged({ results: [passed] }, new Map([["b", "r"]]), only);
    expect(cell).toMatchObject({ passed: 1, failed: 0 });
    expect(cell.cases.map(({ name }) => name)).toEqual(["a"]);
  });

  test("has a place for what is no case", () => {
    expect(judged({}).cases.map(({ name }) => name)).toEqual([OUTSIDE]);
  });
});

test("a run of some cells replaces those, and another version drives out the old one", () => {
  const cell = (/** @type {string} */ version, /** @type {string} */ backend, passed = 1) =>
    /** @type {import("../matrix/cell.mjs").Cell} */ ({
      runtime: "node",
      version,
      backend,
      passed,
      failed: 0,
      expectedFailures: 0,
      cases: [],
    });
  const places = ["napi", "koffi"].map((backend) => /** @type {any} */ ({ name: "node", version: "20.2.0", backend }));
  const before = [cell("20.1.0", "napi"), cell("20.2.0", "koffi"), cell("20.2.0", "napi")];
  expect(merged(before, [cell("20.2.0", "napi", 5)], places)).toEqual([
    cell("20.2.0", "napi", 5),
    cell("20.2.0", "koffi"),
  ]);
  expect(merged([cell("20.1.0", "napi")], [], places)).toEqual([]);
});

test("the report is JSON with a case a line, and the table has each failure", () => {
  const cases = /** @type {const} */ ([
    { name: "a", status: "failed", milliseconds: 1, message: "no" },
    { name: "b", status: "passed", milliseconds: 1 },
  ]);
  const cell = /** @type {import("../matrix/cell.mjs").Cell} */ ({
    ...{ runtime: "deno", version: "2.9.6", backend: "koffi", passed: 1, failed: 1, expectedFailures: 2 },
    cases: [...cases],
  });
  const bun = { ...cell, runtime: /** @type {const} */ ("bun"), backend: "bun", failed: 0, expectedFailures: 0 };
  const text = reportText([cell, bun]);
  expect(JSON.parse(text)).toEqual([cell, bun]);
  expect(text.split("\n").filter((line) => line.includes('"name"'))).toHaveLength(4);
  expect(readmeTable([cell, bun]).split("\n")).toEqual([
    "| backend | Deno 2.9 | Bun 2.9 |",
    "|---|--:|--:|",
    "| koffi | 1, **1 failed**, 2 expected to fail |  |",
    "| bun |  | 1 |",
  ]);
  expect(() => withTable("no markers", [])).toThrow(Failure);
});

test("cells run at the same time, as many as there is room for, and results keep their order", async () => {
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
    const { runtimes, backends } = matrixOptions(["--runtime", "bun", "--runtime", "node26", "--backend", "koffi"]);
    expect(chosenCells(cells, { runtimes, backends }).map(({ key }) => key)).toEqual(["node26", "bun"]);
  });

  test.each([
    [["--runtime", "node18"], "--runtime takes one of node20, node22"],
    [["--backend", "rust"], "--backend takes one of napi, koffi, node-ffi, bun, deno, and got 'rust'"],
    [["--runtime", "node20", "--backend", "bun"], "bun cannot run in node20"],
    [["--jobs", "0"], "--jobs takes an integer from 1 to 16"],
    [["--check", "--render"], "--check only compares"],
    [["--check", "--only", "a."], "--check runs nothing"],
    [["--fast"], "npm run matrix -- --help"],
  ])("%j are wrong usage", (args, words) => {
    let failure;
    try {
      chosenCells(cells, matrixOptions(args));
    } catch (error) {
      failure = /** @type {Failure} */ (error);
    }
    expect(failure).toMatchObject({ exitCode: ExitCode.usage, message: expect.stringContaining(words) });
  });

  const command = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, [inRoot("tools/matrix.mjs"), ...args], { encoding: "utf8" });

  test("--help tells them and the exit codes", () => {
    expect(command("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("Exit codes: 0") });
  });

  test("--check finds nothing to complain of", () => {
    expect(command("--check")).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });
});
