import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PUBLISHED } from "../../compile/build.ts";
import { PREBUILT } from "../../cross/targets.ts";
import { inRoot } from "../../lib/root.ts";
import { contents, missingPrebuilds } from "../../pack/archives.ts";

const FACTS = { root: "/home/somebody/pollio", licence: "MIT", versions: new Map([["@pollio/core", "0.2.0"]]) };
const MANIFEST = {
  name: "a",
  description: "A package.",
  license: "MIT",
  author: "Somebody",
  homepage: "https://a.example",
  repository: "https://a.example/a.git",
  bugs: "https://a.example/issues",
  keywords: ["a"],
  engines: { node: ">=20.19" },
  exports: "./dist/index.js",
  files: ["dist", "prebuilds/*/a.node", "REFERENCE.md"],
  dependencies: { "@pollio/core": "^0.2.0" },
  peerDependencies: { koffi: "^3.0.0" },
};
const FILES = {
  LICENSE: "MIT",
  "README.md": "# a\n",
  "REFERENCE.md": "# Reference\n",
  "dist/index.js":
    'import { x } from "./x.js";\nimport { y } from "@pollio/core/backend";\nimport "node:fs";\nimport a from "a";\nexport * from "koffi";\n',
  "dist/index.d.ts": 'export {\n  X\n} from "./x.js";\n',
  "dist/x.js": "const help = `\n  import z from './other.js'`;\n",
  "dist/x.d.ts": "",
  "prebuilds/linux-x64/a.node": "\x7fELF",
};

/** The problems of an archive that has none but for this. */
function problems(files: Record<string, string | undefined>, manifest: Record<string, unknown> = {}): string[] {
  const all = { "package.json": JSON.stringify({ ...MANIFEST, ...manifest }), ...FILES, ...files };
  const present = Object.entries<string | undefined>(all).filter(([, text]) => text !== undefined);
  const bytes = new Map(present.map(([path, text]) => [path, new TextEncoder().encode(text)]));
  return contents({ name: "a", path: "", bytes: 0, unpackedBytes: 0, files: bytes }, FACTS);
}

test("every package says of itself what the repository says", () => {
  const manifest = (folder: string) => JSON.parse(readFileSync(inRoot(folder, "package.json"), "utf8"));
  const { license, author, homepage, repository, bugs, keywords } = manifest(".");
  for (const folder of PUBLISHED) {
    expect(manifest(folder), `${folder}; fix: npm run pack`).toMatchObject({
      ...{ license, author, homepage, repository, bugs, keywords },
    });
  }
});

test("a good archive has no problems", () => {
  expect(problems({})).toEqual([]);
});

test.each([
  ["a script", {}, { scripts: { postinstall: "x" } }, "package.json has scripts, and an installed package needs none"],
  ["a list of systems", {}, { os: ["linux"] }, /^package.json has "os": importing must work everywhere/],
  ["no engines", {}, { engines: undefined }, 'package.json has no "engines"'],
  [
    "a dependency on another version",
    {},
    { dependencies: { "@pollio/core": "^0.1.0" } },
    /needs @pollio\/core \^0.1.0, and 0.2.0/,
  ],
  ["a source", { "dist/index.ts": "" }, {}, "dist/index.ts does not belong in a package"],
  ["a hidden file", { "dist/.stamp": "" }, {}, "dist/.stamp does not belong in a package"],
  [
    "a binding.gyp",
    { "binding.gyp": "" },
    { files: [...MANIFEST.files, "binding.gyp"] },
    "binding.gyp does not belong in a package",
  ],
  ["an unlisted file", { "notes.txt": "" }, {}, 'notes.txt is not in "files"'],
  [
    "a listed file that is missing",
    {},
    { files: [...MANIFEST.files, "native"] },
    '"files" lists native, and there is none',
  ],
  ["no addon", { "prebuilds/linux-x64/a.node": undefined }, {}, '"files" lists prebuilds/*/a.node, and there is none'],
  [
    "an import of a missing file",
    { "dist/x.d.ts": 'import { A } from "../../generated/a.js";\n' },
    {},
    /^dist\/x.d.ts imports "..\/..\/generated\/a.js", which is neither/,
  ],
  [
    "an import of a package it does not depend on",
    { "dist/x.js": 'import yaml from "yaml";\n' },
    {},
    /^dist\/x.js imports "yaml", which is neither/,
  ],
  ["no licence", { LICENSE: undefined }, {}, "LICENSE is not the repository's"],
  ["no reference", { "REFERENCE.md": undefined }, {}, '"files" lists REFERENCE.md, and there is none'],
  ["no address", {}, { repository: undefined }, 'package.json has no "repository"'],
  ["no README", { "README.md": undefined }, {}, 'README.md does not begin with "# a"'],
  [
    "a path of this machine",
    { "dist/x.js": '"/home/somebody/pollio/x"' },
    {},
    /^dist\/x.js contains the path of the folder/,
  ],
])("%s is reported", (_, files, manifest, words) => {
  expect(problems(files, manifest)).toEqual([typeof words === "string" ? words : expect.stringMatching(words)]);
});

test("each missing addon is reported with the command that makes it", () => {
  const files = new Map([["prebuilds/linux-x64/pollio.node", new Uint8Array(1)]]);
  const archive = { name: "@pollio/napi", path: "", bytes: 0, unpackedBytes: 0, files };
  expect(missingPrebuilds(archive, PREBUILT)).toEqual(
    ["darwin-arm64", "darwin-x64", "linux-arm64"].map(
      (target) => `prebuilds/${target}/pollio.node is missing; fix: npm run prebuilds`,
    ),
  );
});
