// The page that the last run of `npm run test:robust` wrote.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { HARNESSES, PAGE, pageOf, type Run, SOAKS } from "../reliability/page.ts";

const run: Run = { tried: "7 things", came: "0 wrong", seconds: 61.4, finished: "2026-01-01" };
const page = readFileSync(PAGE, "utf8");

test("the page has a line for each harness and each long run", () => {
  for (const title of [...Object.values(HARNESSES), ...Object.values(SOAKS)]) expect(page).toContain(`\n| ${title} | `);
});

test("what was run is written, with what came of it and the faults that were found", () => {
  const faults = [{ fault: "a wake is lost", where: "a.ts", foundBy: "wakes", seconds: 1.25 }];
  const text = pageOf(page, (name) => (name === "ends" ? { ...run, faults } : run));
  expect(text).toContain(`| ${HARNESSES.ends} | 7 things | 0 wrong | 61 |`);
  expect(text).toContain("| a wake is lost | `a.ts` | wakes | 1.3 |");
});

test("a long run that was never made says so", () => {
  const text = pageOf(page, (name) => (name in SOAKS ? undefined : run));
  expect(text).toContain(`| ${SOAKS["soak-ends"]} | not run | | |`);
});

test("a page of a part of the tests is refused", () => {
  expect(() => pageOf(page, (name) => (name === "fuzz" ? undefined : run))).toThrow(
    "nothing is recorded of fuzz; fix: npm run test:robust",
  );
});
