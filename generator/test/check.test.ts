// --check and what `npm run generate` does about it.
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { copyTree, edit, read, snapshot, write } from "./tree.ts";

function differences(root: string, check: boolean) {
  const result = run({ root, check });
  if (result.kind !== "done") throw new Error(JSON.stringify(result));
  return result.differences;
}

const NONE = { missing: [], stale: [], orphans: [] };

function generated(): string {
  const root = copyTree();
  run({ root });
  return root;
}

test("a tree that was just written is up to date", () => {
  expect(differences(generated(), true)).toEqual(NONE);
});

test("a missing, a stale and an orphaned file are reported, and nothing is written", () => {
  const root = generated();
  rmSync(join(root, "generated/core/codec.ts"));
  write(root, "docs/api.md", "# By hand\n");
  mkdirSync(join(root, "generated/old"));
  write(root, "generated/old/linux.ts", "");
  const before = snapshot(root);
  expect(differences(root, true)).toEqual({
    missing: ["generated/core/codec.ts"],
    stale: ["docs/api.md"],
    orphans: ["generated/old/linux.ts"],
  });
  expect(snapshot(root)).toEqual(before);
});

test("a run fixes all three, and removes a folder that it emptied", () => {
  const root = generated();
  const before = snapshot(root);
  rmSync(join(root, "generated/core/codec.ts"));
  write(root, "docs/api.md", "# By hand\n");
  mkdirSync(join(root, "generated/old"));
  write(root, "generated/old/linux.ts", "");
  differences(root, false);
  expect(snapshot(root)).toEqual(before);
  expect(existsSync(join(root, "generated/old"))).toBe(false);
});

test("a file in docs/ that is not emitted is nobody's orphan", () => {
  const root = generated();
  write(root, "docs/guide.md", "# Guide\n");
  expect(differences(root, true)).toEqual(NONE);
});

test("a run touches only what differs", () => {
  const root = generated();
  const times = () => [...snapshot(root).keys()].map((path) => [path, statSync(join(root, path)).mtimeMs] as const);
  const before = new Map(times());
  edit(root, "spec/poller.yaml", "doc: A read would not block.", "doc: A read would not block now.");
  before.delete("spec/poller.yaml");
  differences(root, false);
  const touched = times().filter(([path, time]) => before.get(path) !== time && before.has(path));
  expect(touched.map(([path]) => path)).toEqual(["docs/api.md", "generated/core/flags.ts"]);
  expect(read(root, "generated/core/flags.ts")).toContain("A read would not block now.");
});
