import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Failure } from "../../tools/lib/failure.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { TABLE_NAMES } from "../options.ts";
import { count, digits, duration, ratio, size } from "../report/format.ts";
import { markdownGrid } from "../report/grid.ts";
import { gridsOf } from "../report/grids.ts";
import { partsOf, replacePart } from "../report/markers.ts";
import { jsonOf, readResults, type TableResult, writeResult } from "../report/results.ts";
import { markdownText, terminalText } from "../report/text.ts";
import { perCallSample } from "./sample.ts";

const folder = mkdtempSync(join(tmpdir(), "pollio-bench-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const document =
  "# Title\n\n<!-- bench: a -->\nold\n<!-- end of bench: a -->\n\nprose\n\n<!-- bench: b -->\n<!-- end of bench: b -->\n";

test("only the text between two markers is replaced", () => {
  const changed = replacePart(document, "a", "new\nlines");
  expect(changed).toBe(document.replace("old", "new\nlines"));
  expect(replacePart(changed, "a", "old")).toBe(document);
});

test("a part may contain replacement patterns", () => {
  expect(replacePart(document, "b", "$& $1 \\0")).toContain("-->\n$& $1 \\0\n<!--");
});

test("missing, duplicate or reversed markers are rejected", () => {
  const backwards = "<!-- end of bench: a -->\n<!-- bench: a -->";
  for (const [text, name] of [
    [document, "c"],
    [document + document, "a"],
    [backwards, "a"],
  ] as const) {
    expect(() => replacePart(text, name, "")).toThrow(Failure);
  }
});

test("docs/performance.md has a part for the summary and one for each table", () => {
  const text = readFileSync(inRoot("docs/performance.md"), "utf8");
  expect(partsOf(text)).toEqual(["summary", ...TABLE_NAMES]);
  for (const part of partsOf(text)) expect(replacePart(text, part, "")).toContain("## How it is measured");
});

test("results are read back as they were written, to six digits", () => {
  writeResult(folder, perCallSample);
  expect(readResults(folder)).toEqual([perCallSample]);
  const precise = { ...perCallSample, series: [{ participant: "C", measure: "one", values: [123.456789] }] };
  expect((JSON.parse(jsonOf(precise)) as TableResult).series[0]?.values).toEqual([123.457]);
});

test("measuring one table keeps the results of the others, and all are read in the order of the tables", () => {
  writeResult(folder, perCallSample);
  writeResult(folder, { ...perCallSample, table: "scale", series: [] });
  writeResult(folder, { ...perCallSample, table: "latency", series: [] });
  writeResult(folder, { ...perCallSample, table: "scale", rounds: 4, series: [] });
  expect(readResults(folder).map(({ table, rounds }) => [table, rounds])).toEqual([
    ["per-call", 3],
    ["latency", 3],
    ["scale", 4],
  ]);
});

test("a cell has the median, the ratio to C and the spread; C's own cells have no ratio", () => {
  const [waiting] = gridsOf(perCallSample);
  const cells = new Map(waiting?.rows.map(([name = "", ...rest]) => [name, rest]));
  expect(waiting?.head).toEqual(["", "one ready, bare binding", "one ready", "19,900 ready, by index"]);
  expect(cells.get("C")).toEqual(["–", "300 ns · ±1.7 %", "2.00 ms · ±2.5 %"]);
  expect(cells.get("koffi")).toEqual([
    "413 ns · 1.38× · ±1.2 %",
    "438 ns · 1.46× · ±1.7 %",
    "2.08 ms · 1.04× · ±2.5 %",
  ]);
  expect(cells.get("noise: C against C")).toEqual(["–", "1.0 %", "0.0 %"]);
});

test("absent and failed participants are listed with the reason, and a busy machine is mentioned", () => {
  const failed = [{ name: "Python", reason: "ended with exit code 1\nand more" }];
  const busy = { ...perCallSample, failed, machine: { ...perCallSample.machine, load: 3.5 } };
  for (const text of [terminalText(busy, "Per call"), markdownText(busy)]) {
    expect(text).toContain("Rust polling: ABSENT, its sources are not here; fix: install them");
    expect(text).toContain("Python: FAILED, ended with exit code 1");
    expect(text).toContain("NOT reliable: the machine was busy at the start (load average 3.5)");
    expect(text).toContain("C and C again: compiled by a compiler");
  }
  expect(markdownText(perCallSample)).not.toContain("NOT");
});

test("cells cannot break the Markdown table", () => {
  expect(markdownGrid({ title: "t", head: ["", "a|b"], rows: [["x", "1"]] })).toBe(
    "**t**\n\n|  | a\\|b |\n|---|--:|\n| x | 1 |",
  );
});

test("numbers are formatted for readers", () => {
  expect([64, 8_000, 27_235.4].map(count)).toEqual(["64", "8,000", "27,235"]);
  expect([0, 1_024, 12.345, 2, 0.1234, 0.01, 1_234.5].map(digits)).toEqual([
    "0",
    "1,024",
    "12.3",
    "2.00",
    "0.12",
    "0.010",
    "1,235",
  ]);
  expect([423.4, 9_999.4, 12_345, 2.5e6].map(duration)).toEqual(["423 ns", "9,999 ns", "12.3 µs", "2.50 ms"]);
  expect([1.234, 12.34, 123.4, Number.NaN].map(ratio)).toEqual(["1.23×", "12.3×", "123×", "–"]);
  expect([8, 4_325, 22_323, 3 * 2 ** 20].map(size)).toEqual(["8.00 B", "4,325 B", "21.8 KiB", "3.00 MiB"]);
});
