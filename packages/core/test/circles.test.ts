// No circles of imports, not even for types: a circle has no file that can be read first.

import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "vitest";
import { importsOf, root, sourceFiles } from "./imports.ts";

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(files: readonly string[]): Graph {
  const inFolder = (file: string, specifier: string) => posix.join(posix.dirname(file), specifier);
  return new Map(
    files.map((file) => {
      const own = importsOf(readFileSync(join(root, file), "utf8")).filter((specifier) => specifier.startsWith("."));
      return [file, own.map((specifier) => inFolder(file, specifier))];
    }),
  );
}

/** The files of the first circle that a depth-first walk closes. */
function circle(graph: Graph): string[] {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of graph.get(file) ?? []) {
      const found = walk(next, [...path, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const found = walk(file, []);
    if (found.length > 0) return found;
  }
  return [];
}

test.each(["packages", "generator", "spec-tools", "generated"])("%s has no circle of imports", (folder) => {
  const files = sourceFiles(folder);
  expect(files.length).toBeGreaterThan(0);
  expect(circle(graphOf(files))).toEqual([]);
});

test("a circle is found, wherever it is entered", () => {
  const graph = new Map([
    ["a.ts", ["b.ts", "outside.ts"]],
    ["b.ts", ["c.ts"]],
    ["c.ts", ["d.ts", "b.ts"]],
    ["d.ts", []],
  ]);
  expect(circle(graph)).toEqual(["b.ts", "c.ts", "b.ts"]);
  expect(circle(new Map([...graph, ["c.ts", ["d.ts"]]]))).toEqual([]);
});
