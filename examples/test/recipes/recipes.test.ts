// Runs the recipes in every runtime against the real libraries, servers and devices, and keeps their pages as the programs are.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inRoot } from "../../../tools/lib/root.ts";
import { ensureRuntime, plainLauncher } from "../../../tools/lib/runtimes.ts";
import type { Runtime } from "../../../tools/runtimes/current.ts";
import { missingNeeds } from "./needs.ts";
import { run, startPostgres } from "./places.ts";
import { RECIPES, type Recipe } from "./table.ts";

const RUNTIMES: readonly (readonly [Runtime, name: string])[] = [
  ["node", `Node ${process.versions.node.split(".")[0]}`],
  ["node26", "Node 26"],
  ["bun", "Bun"],
  ["deno", "Deno"],
];

/** Why recipes are left out on a person's machine, by package; in continuous integration what is missing fails. */
const missing = await missingNeeds(RECIPES.flatMap(({ needs = [] }) => needs));

let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
beforeAll(async () => {
  if (RECIPES.some((recipe) => recipe.place === "postgres" && leftOut(recipe) === undefined))
    postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.stop());

function leftOut({ needs = [], root }: Recipe): string | undefined {
  if (root === true && process.getuid?.() !== 0) return "needs root";
  return needs.map((need) => missing.get(need.package)).find((why) => why !== undefined);
}

describe.runIf(process.platform === "linux").each(RUNTIMES)("in %s (%s)", (runtime) => {
  beforeAll(() => ensureRuntime(runtime), 120_000);

  for (const recipe of RECIPES) {
    const why = leftOut(recipe);
    const name = `${recipe.command.join(" ")}${recipe.place === "interrupted" ? ", ended by a signal" : ""}`;
    test.skipIf(why !== undefined)(why === undefined ? name : `${name} (left out: ${why})`, async () => {
      const { command, args } = plainLauncher(runtime)!;
      const [program = "", ...own] = recipe.command;
      const words = [command, ...args, inRoot("examples/recipes", program), ...own];
      const { lines, stderr, code } = await run(words, recipe.place, postgres?.env);
      const wanted = recipe.prints.map((line) => (typeof line === "string" ? line : expect.stringMatching(line)));
      const got = { stderr, code, lines };
      if (recipe.unordered) {
        expect({ ...got, lines: lines.length }).toEqual({ stderr: "", code: recipe.code ?? 0, lines: wanted.length });
        expect(lines).toEqual(expect.arrayContaining(wanted));
      } else expect(got).toEqual({ stderr: "", code: recipe.code ?? 0, lines: wanted });
    });
  }
});

const BLOCK = /^```js\n\/\/ (\S+\.mjs)\n[\s\S]*?^```$/gm;

describe("the pages", () => {
  const pages = [...new Set(RECIPES.map(({ page }) => page))];

  test.each(pages)(
    "docs/recipes/%s.md shows the programs as they are; fix: npx vitest run examples/test/recipes -t pages -u",
    async (page) => {
      const path = inRoot("docs/recipes", `${page}.md`);
      const text = readFileSync(path, "utf8");
      const shown: string[] = [];
      const whole = text.replace(BLOCK, (_, file: string) => {
        shown.push(file);
        return `\`\`\`js\n// ${file}\n${readFileSync(inRoot("examples/recipes", file), "utf8")}\`\`\``;
      });
      expect(shown).toEqual(RECIPES.filter((recipe) => recipe.page === page).flatMap(({ files }) => files));
      await expect(whole).toMatchFileSnapshot(path);
    },
  );

  test("docs/recipes/README.md links them all", () => {
    const index = readFileSync(inRoot("docs/recipes/README.md"), "utf8");
    for (const page of pages) if (page !== "README") expect(index).toContain(`(${page}.md)`);
  });
});
