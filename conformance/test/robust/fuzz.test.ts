// What is read from files that people write: no text may crash the generator or `pollio generate`, each problem has its place, and nothing is
// written unless all is right. POLLIO_FUZZ_RUNS takes more texts.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { run as runGenerator } from "../../../generator/src/run.ts";
import { copyTree, snapshot } from "../../../generator/test/tree.ts";
import { run as runKinds } from "../../../packages/pollio/src/generate/run.ts";
import { targetOf } from "../../../packages/pollio/src/generate/target.ts";
import type { Diagnostic } from "../../../spec-tools/diagnostics.ts";
import { inRoot } from "../../../tools/lib/root.ts";
import { number, record } from "../../reliability/record.ts";
import { type Mutation, mutated, mutations } from "./mutations.ts";

const RUNS = Number(process.env.POLLIO_FUZZ_RUNS ?? 0);

const counted = { specs: 0, kinds: 0, handled: 0 };
afterAll(() => {
  const tried = `${number(counted.specs)} spoilt specs, ${number(counted.kinds)} spoilt files of kinds`;
  const bad = counted.specs + counted.kinds - counted.handled;
  record("fuzz", { tried, came: `${bad} crashed it, were written in part, or had a problem without a place` });
});

/** Each problem says something, and is at a line and a column that the file has. */
function assertPlaced(problems: readonly Diagnostic[], texts: ReadonlyMap<string, string>): void {
  expect(problems).not.toHaveLength(0);
  for (const { file, line, column, message } of problems) {
    const text = texts.get(file);
    expect(text, `a file that is there: ${file}`).toBeDefined();
    const rows = text!.split("\n");
    expect(rows.length, message).toBeGreaterThanOrEqual(line);
    expect(column, message).toBeGreaterThanOrEqual(1);
    expect(column, message).toBeLessThanOrEqual((rows[line - 1] ?? "").length + 1);
    expect(message).toMatch(/\S/);
  }
}

describe("the generator", () => {
  test("takes a spoilt spec, or names each problem with its place and writes nothing", () => {
    const root = copyTree();
    const names = readdirSync(join(root, "spec"));
    const sound = new Map(names.map((name) => [name, readFileSync(join(root, "spec", name), "utf8")]));
    expect(runGenerator({ root }).kind).toBe("done");
    const seen = { wrong: 0, unprintable: 0, done: 0 };
    const spoil = (name: string, changes: readonly Mutation[]) => {
      counted.specs++;
      const spoilt = mutated(sound.get(name)!, changes);
      writeFileSync(join(root, "spec", name), spoilt);
      try {
        const before = snapshot(root);
        const result = runGenerator({ root });
        seen[result.kind]++;
        if (result.kind === "done") {
          expect(runGenerator({ root, check: true })).toMatchObject({ kind: "done" });
          counted.handled++;
          return;
        }
        if (result.kind === "wrong") {
          const texts = new Map([...sound].map(([other, text]) => [`spec/${other}`, other === name ? spoilt : text]));
          assertPlaced(result.diagnostics, texts);
        } else expect(result.lines).not.toHaveLength(0);
        expect(snapshot(root)).toEqual(before);
        counted.handled++;
      } finally {
        writeFileSync(join(root, "spec", name), sound.get(name)!);
      }
    };
    fc.assert(fc.property(fc.constantFrom(...names), mutations, spoil), { numRuns: RUNS || 150 });
    // Not all of one kind, or it would have tried nothing.
    expect(seen.wrong).toBeGreaterThan(20);
  });
});

describe("pollio generate", () => {
  const folder = mkdtempSync(join(tmpdir(), "pollio-fuzz-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const KINDS = readFileSync(inRoot("examples/own-kinds/my-kinds.yaml"), "utf8");

  test("takes spoilt kinds, or names each problem with its place and writes nothing", () => {
    let round = 0;
    const seen = { wrong: 0, done: 0 };
    const spoil = (ending: string, wasThere: boolean, changes: readonly Mutation[]) => {
      counted.kinds++;
      const own = join(folder, String(round++));
      mkdirSync(own);
      const [kinds, target] = [join(own, "kinds.yaml"), targetOf(join(own, `poller${ending}`))];
      writeFileSync(kinds, KINDS);
      if (wasThere) expect(runKinds({ kinds, target, check: false }).kind).toBe("done");
      const spoilt = mutated(KINDS, changes);
      writeFileSync(kinds, spoilt);
      const before = snapshot(own);
      const result = runKinds({ kinds, target, check: false });
      if (result.kind === "wrong") {
        seen.wrong++;
        // What Node reads is not what was written where half a character was.
        assertPlaced(result.problems, new Map([[kinds, readFileSync(kinds, "utf8")]]));
        expect(snapshot(own)).toEqual(before);
      } else {
        seen.done++;
        expect(result).toMatchObject({ kind: "done" });
        const again = runKinds({ kinds, target, check: true });
        expect(again.kind === "done" && again.files.every(({ was }) => was === "up to date")).toBe(true);
      }
      counted.handled++;
    };
    fc.assert(fc.property(fc.constantFrom(".ts", ".js"), fc.boolean(), mutations, spoil), { numRuns: RUNS || 1_000 });
    expect(seen.wrong).toBeGreaterThan(100);
    expect(seen.done).toBeGreaterThan(20);
  });
});
