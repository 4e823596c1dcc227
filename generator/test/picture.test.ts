// docs/architecture.md draws what is in the spec.
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { addRiscv, copyTree, read, write } from "./tree.ts";

function drawn(root: string): string {
  const result = run({ root });
  if (result.kind !== "done") throw new Error(JSON.stringify(result));
  return read(root, "docs/architecture.md");
}

test("a kind, an architecture and a backend that are added are in the picture", () => {
  const root = copyTree();
  const before = drawn(root);
  expect(before).toContain("EventKind: Server 1, Client 2\"]");
  expect(before).toContain('["bun"]');
  expect(before).not.toContain("demo");
  const kinds = read(root, "spec/event-kinds.yaml");
  write(root, "spec/event-kinds.yaml", `${kinds}  - name: Timer\n    tag: 3\n    doc: A.\n`);
  addRiscv(root);
  mkdirSync(join(root, "templates/demo"));
  cpSync(join(root, "templates/koffi/types.json"), join(root, "templates/demo/types.json"));
  write(root, "templates/demo/platform.txt.hbs", "{{os}}\n");
  const after = drawn(root);
  expect(after).toContain("EventKind: Server 1, Client 2, Timer 3\"]");
  expect(after).toMatch(/x64, arm64, riscv64: 15 calls, 14 constants/);
  expect(after).toContain('["demo"]');
  expect(after).toContain('["demo/"]');
});

test("what the picture joins is in it", () => {
  const text = drawn(copyTree());
  const named = [...text.matchAll(/(\w+)(?:\[|\(\[)"/g)].map(([, name]) => name!);
  const joined = text.split("\n").filter((line) => line.includes("-->"));
  // Without the words in boxes and on arrows.
  const bare = joined.map((line) => line.replaceAll(/\(?\[".*?"\]\)?|\|.*?\|/g, ""));
  const ends = bare.flatMap((line) => line.split("-->").map((end) => end.trim()));
  expect(new Set(named).size).toBe(named.length);
  expect(ends.length).toBeGreaterThan(10);
  expect(ends.filter((name) => !named.includes(name))).toEqual([]);
});
