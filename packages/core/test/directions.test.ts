// spec → generator → generated → packages ← conformance, bench and examples: the only directions that imports may take.

import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect, test } from "vitest";
import { BACKENDS } from "../../../tools/lib/backends.ts";
import { importsOf, root, sourceFiles } from "./imports.ts";

/** What each folder may import from, besides itself and npm packages. */
const ALLOWED: Record<string, readonly string[]> = {
  "spec-tools": [],
  generator: ["spec-tools"],
  generated: [],
  "packages/core": ["generated"],
  ...Object.fromEntries(BACKENDS.map(({ name }) => [`packages/${name}`, ["generated", "packages/core"]])),
  // The command runs the suite, which is loaded by name; only its types are imported.
  "packages/pollio": ["generated", "spec-tools", "packages/core", "conformance"],
  conformance: ["generated"],
};

const rooms = Object.keys(ALLOWED);

function roomOf(path: string): string | undefined {
  return rooms.find((room) => path === room || path.startsWith(`${room}/`));
}

/** The folder that an import leads to; undefined outside of our own code. */
function target(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("."))
    return roomOf(
      relative(root, resolve(root, dirname(file), specifier))
        .split(sep)
        .join("/"),
    );
  const [, name] = /^@pollio\/([^/]+)/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  return name === "conformance" ? name : `packages/${name}`;
}

function wrongImports(file: string, text: string): string[] {
  const room = roomOf(file)!;
  return importsOf(text)
    .map((specifier) => ({ specifier, to: target(file, specifier) }))
    .filter(({ to }) => to !== undefined && to !== room && !ALLOWED[room]!.includes(to))
    .map(({ specifier }) => `${file} imports ${specifier}`);
}

test.each(rooms)("%s imports only what lies before it", (room) => {
  const files = sourceFiles(room);
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap((file) => wrongImports(file, readFileSync(join(root, file), "utf8")))).toEqual([]);
});

test("a wrong import is found", () => {
  expect(wrongImports("packages/core/src/x.ts", 'import { a } from "../../../generator/src/cli.ts";')).toHaveLength(1);
  expect(wrongImports("conformance/src/x.ts", 'import { a } from "@pollio/koffi";')).toHaveLength(1);
  expect(
    wrongImports("generated/core/x.ts", 'import type { a } from "../../packages/core/src/backend/seam.ts";'),
  ).toHaveLength(1);
});
