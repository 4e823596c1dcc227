import { expect, test } from "vitest";
import { isMap, isSeq, type Node, parseDocument } from "yaml";
import { run } from "../src/run.ts";
import { copyTree, read, write } from "./tree.ts";

function emitted(root: string): ReadonlyMap<string, string> {
  const result = run({ root });
  if (result.kind !== "done") throw new Error(JSON.stringify(result));
  return result.files;
}

test("two runs give the same bytes", () => {
  expect(emitted(copyTree())).toEqual(emitted(copyTree()));
});

test("the order of keys in a map of the spec does not matter", () => {
  const root = copyTree();
  const straight = emitted(root);
  for (const name of ["event-kinds", "poller", "linux"]) {
    const document = parseDocument(read(root, `spec/${name}.yaml`));
    reverse(document.contents);
    write(root, `spec/${name}.yaml`, document.toString());
  }
  expect(read(root, "spec/event-kinds.yaml")).toMatch(/^(#.*\n)*kinds:/);
  expect(emitted(root)).toEqual(straight);
});

function reverse(node: unknown): void {
  if (isSeq(node)) node.items.forEach(reverse);
  if (!isMap(node)) return;
  for (const pair of node.items) reverse(pair.value as Node);
  node.items.reverse();
}

test("no emitted file names a date or a path of this machine", () => {
  const root = copyTree();
  for (const text of emitted(root).values()) {
    expect(text).not.toContain(root);
    expect(text).not.toMatch(/\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b/);
  }
});

test("every emitted file begins with the two lines that say where it comes from", () => {
  for (const [path, text] of emitted(copyTree())) {
    if (path.endsWith(".json"))
      expect(JSON.parse(text).$comment).toMatch(/^Made by pollio's generator .* Do not edit: /);
    else
      expect(text).toMatch(
        /^(\/\/|<!--) Made by pollio's generator from spec\/.*\n(\/\/|<!--) Do not edit: change the spec /,
      );
  }
});
