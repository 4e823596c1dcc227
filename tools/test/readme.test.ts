import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { inRoot } from "../lib/root.ts";

const documents = ["README.md", "CONTRIBUTING.md", "docs/platforms.md"].map((name) => ({
  name,
  text: readFileSync(inRoot(name), "utf8"),
}));
const readme = documents[0]?.text ?? "";

/** A snippet that is a file: `<!-- file: examples/echo.ts -->`, then the code block. */
const SNIPPET = /<!-- file: (\S+) -->\n```\w+\n(.*?)```/gs;
const snippets = [...readme.matchAll(SNIPPET)].map(([, path = "", code = ""]) => ({ path, code }));

test("the README's first TypeScript is the example server", () => {
  const first = readme.indexOf("```ts");
  expect(readme.slice(0, first)).toMatch(/<!-- file: examples\/echo-server.ts -->\n$/);
  expect(snippets.map(({ path }) => path)).toContain("examples/echo.ts");
});

test.each(snippets)("the README shows $path as it is", ({ path, code }) => {
  expect(code).toBe(readFileSync(inRoot(path), "utf8"));
});

describe.each(documents)("$name", ({ name, text }) => {
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = ""]) => path);
  test("has no broken links", () => {
    expect(links.filter((path) => !existsSync(inRoot(join(dirname(name), path))))).toEqual([]);
  });

  test("names only scripts of package.json", () => {
    const scripts = Object.keys(JSON.parse(readFileSync(inRoot("package.json"), "utf8")).scripts);
    const named = [...text.matchAll(/npm (?:run ([\w:]+)|(start|test))\b/g)].map(([, run, own]) => run ?? own ?? "");
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });
});
