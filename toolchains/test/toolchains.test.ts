import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
  const [before, rest = ""] = readFileSync(path, "utf8").split(MARKS[0]);
  const after = rest.slice(rest.indexOf(MARKS[1]));
  await expect(`${before}${MARKS[0]}\n\n${shown()}\n\n${after}`).toMatchFileSnapshot(path);
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
