// Every code block of every page is run, shows a file that is run, or is checked.

import { existsSync, readFileSync } from "node:fs";
import * as pollio from "pollio";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { inRoot } from "../../tools/lib/root.ts";
import { BLOCKS, type Block, blocksOf, PAGES, textOf } from "./blocks.ts";
import { typeErrors } from "./type-check.ts";

const NAMES = Object.keys(pollio).filter((name) => /^\w+$/.test(name) && name !== "default");
const isCode = ({ language }: Block) => ["js", "ts"].includes(language);
const places = (blocks: readonly Block[]) => blocks.map(({ page, line }) => `${page}:${line}`);

describe("pages that show files", () => {
  const showing = PAGES.filter((page) => textOf(page).includes("<!-- file: "));

  test.each(showing)("%s shows them as they are; fix: npx vitest run docs/test/blocks.test.ts -u", async (page) => {
    const whole = textOf(page).replace(
      /^<!-- file: (\S+) -->\n```(\w+)\n[\s\S]*?^```$/gm,
      (_, path, language) => `<!-- file: ${path} -->\n\`\`\`${language}\n${readFileSync(inRoot(path), "utf8")}\`\`\``,
    );
    await expect(whole).toMatchFileSnapshot(inRoot(page));
  });
});

describe("blocks", () => {
  test("are of languages that are checked", () => {
    const known = ["js", "ts", "sh", "yaml", "json", "mermaid", "text"];
    expect(places(BLOCKS.filter(({ language }) => !known.includes(language)))).toEqual([]);
  });

  test("of JavaScript and TypeScript that show no file have no type errors", () => {
    const checked = BLOCKS.filter((block) => isCode(block) && block.shows === undefined);
    expect(checked.length).toBeGreaterThan(20);
    expect(typeErrors(checked, NAMES)).toEqual([]);
  });

  test("that show a recipe show one that exists", () => {
    expect(places(BLOCKS.filter(({ shows }) => shows !== undefined && !existsSync(inRoot(shows))))).toEqual([]);
  });

  test.each(BLOCKS.filter(({ language }) => ["yaml", "json"].includes(language)))(
    "of data can be read: $page:$line",
    ({ code }) => {
      expect(parse(code)).toBeTypeOf("object");
    },
  );

  test("of commands name scripts, commands and files that exist", () => {
    const scripts = Object.keys(JSON.parse(textOf("package.json")).scripts);
    const commands = ["doctor", "bench", "conformance", "generate"];
    const problems = BLOCKS.filter(({ language }) => language === "sh").flatMap(({ page, line, code }) =>
      [
        ...[...code.matchAll(/npm (?:-s )?run ([\w:]+)/g)].filter(([, name]) => !scripts.includes(name!)),
        ...[...code.matchAll(/(?:npx|bunx --bun|npm:)\s?pollio(?:@latest)? (\w+)/g)].filter(
          ([, name]) => !commands.includes(name!),
        ),
        ...[...code.matchAll(/\bexamples\/\S+\.m?[jt]s/g)].filter(([path]) => !existsSync(inRoot(path))),
      ].map(([words]) => `${page}:${line}: ${words}`),
    );
    expect(problems).toEqual([]);
  });
});

describe("the checks find", () => {
  const block = (code: string, above = "") => blocksOf("page.md", `text\n\n${above}\`\`\`js\n${code}\n\`\`\`\n`);

  test("a name that does not exist, in its line", () => {
    expect(typeErrors(block("const poller = new OsPoller();\npoller.remove(1);"), NAMES)).toEqual([
      expect.stringMatching(/^page\.md:5: Property 'remove' does not exist/),
    ]);
  });

  test("an argument of the wrong type, also of what is given", () => {
    expect(typeErrors(block("readable(fd);", "<!-- given: declare const fd: string; -->\n"), NAMES)).toEqual([
      expect.stringMatching(/^page\.md:5: Argument of type 'string'/),
    ]);
  });

  test("a name that is not exported", () => {
    expect(typeErrors(block('import { pol } from "pollio";'), NAMES)).toEqual([
      expect.stringMatching(/^page\.md:4: Module '"pollio"' has no exported member 'pol'/),
    ]);
  });
});
