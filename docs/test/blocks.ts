// The code blocks of the repository's Markdown.

import { readFileSync } from "node:fs";
import { execaSync } from "execa";
import { inRoot } from "../../tools/lib/root.ts";

export interface Block {
  /** The Markdown file, and the line that its code begins in. */
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** The file that it shows: `<!-- file: examples/echo.ts -->` stands above it, or it is a recipe and begins with the file's name. */
  readonly shows?: string;
  /** What it takes for granted: `<!-- given: declare const fd: number; -->` stands above it. */
  readonly given: string;
}

const BLOCK = /(?:^<!-- (file|given): (.*?) -->\n)?^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm;

export function blocksOf(page: string, text: string): Block[] {
  return [...text.matchAll(BLOCK)].map(
    ({ 0: whole, 1: mark, 2: marked = "", 3: language = "", 4: code = "", index }) => {
      const recipe = page.startsWith("docs/recipes/") ? /^\/\/ (\S+\.mjs)\n/.exec(code)?.[1] : undefined;
      const shows = mark === "file" ? marked : recipe && `examples/recipes/${recipe}`;
      const before = text.slice(0, index + whole.indexOf("```"));
      const line = before.split("\n").length + 1;
      return { page, line, language, code, given: mark === "given" ? marked : "", ...(shows ? { shows } : {}) };
    },
  );
}

/** All that is committed, but for the reference, whose examples are run. */
export const PAGES = execaSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: inRoot(),
})
  .stdout.split("\n")
  .filter((page) => page !== "docs/api.md" && !page.startsWith("."));

export const textOf = (page: string): string => readFileSync(inRoot(page), "utf8");

export const BLOCKS: readonly Block[] = PAGES.flatMap((page) => blocksOf(page, textOf(page)));
