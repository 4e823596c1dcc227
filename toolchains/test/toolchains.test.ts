import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replaceBetween } from "../../tools/lib/marked.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { onoffTests } from "./onoff.ts";
import { Place } from "./place.ts";
import { type Row, TABLE } from "./table.ts";

const place = new Place();
beforeAll(() => place.prepare(), 300_000);
afterAll(() => place.remove());

describe.concurrent("pollio works in", () => {
  test.each(TABLE.map((row) => [`${row.tool}, ${row.how}, in ${row.runtime}`, row] as const))(
    "%s",
    (_, row) => row.run(place),
    300_000,
  );
});

onoffTests(place);

const MARKS = ["<!-- the table of toolchains/test/table.ts -->", "<!-- its end -->"] as const;

test("docs/compatibility.md shows the table; fix: npm run test:tools -- -u", async () => {
  const path = inRoot("docs/compatibility.md");
  await expect(replaceBetween(readFileSync(path, "utf8"), MARKS, `\n${shown()}\n`)).toMatchFileSnapshot(path);
});

/** One line for each tool in each runtime. */
function shown(): string {
  const versions = JSON.parse(readFileSync(inRoot("toolchains/package.json"), "utf8")).dependencies;
  const named = ({ tool, package: name }: Row) => (name === undefined ? tool : `${tool} ${versions[name]}`);
  const lines = new Map<string, string[]>();
  for (const row of TABLE) {
    const key = `| ${row.group} | ${named(row)} | ${row.runtime} |`;
    lines.set(key, [...(lines.get(key) ?? []), row.how]);
  }
  const head = ["| | tool | runs in | tried |", "|---|---|---|---|"];
  return [...head, ...[...lines].map(([key, hows]) => `${key} ${hows.join("<br>")} |`)].join("\n");
}
