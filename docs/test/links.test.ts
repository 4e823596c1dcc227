// Links between files, in the repository; those of the site are followed in a browser (site.test.ts).

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { inRoot } from "../../tools/lib/root.ts";
import { anchorOf } from "../site/reference.ts";
import { PAGES, textOf } from "./blocks.ts";

/** What is no code: links in a block or in backquotes are none. */
const prose = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");

const anchorsOf = (file: string) => {
  const headings = [
    ...textOf(file)
      .replace(/^```[\s\S]*?^```$/gm, "")
      .matchAll(/^#{1,4} (.+)$/gm),
  ];
  return headings.map(([, heading]) => anchorOf(heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")));
};

function brokenLinks(page: string, text: string): string[] {
  const targets = [...prose(text).matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)].map(([, target]) => target!);
  return targets.filter((target) => {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    if (!existsSync(inRoot(file))) return !MADE.some((made) => file.endsWith(made));
    return anchor !== undefined && file.endsWith(".md") && !anchorsOf(file).includes(anchor);
  });
}

/** What packing adds to the packages. */
const MADE = ["REFERENCE.md", "examples"];

test.each(PAGES)("the links of %s lead to files and headings that exist", (page) => {
  expect(brokenLinks(page, textOf(page))).toEqual([]);
});

test("a link to nothing is found, and one to a heading that is gone", () => {
  expect(
    brokenLinks("docs/a.md", "[a](nothing.md) [b](design.md#glossary) [c](design.md#glossaries) `[d](code.md)`"),
  ).toEqual(["nothing.md", "design.md#glossaries"]);
});
