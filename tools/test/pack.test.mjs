import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { facts, readmeOf } from "../compile/documents.mjs";
import { inRoot } from "../lib/root.mjs";
import { publishedFolders } from "../pack/archives.mjs";
import { missingPrebuilds } from "../pack/check.mjs";
import { contents } from "../pack/contents.mjs";
import { PREBUILT } from "../prebuilds/options.mjs";

const FACTS = { root: "/home/somebody/pollio", licence: "MIT", versions: new Map([["@pollio/core", "0.2.0"]]) };
const MANIFEST = {
  name: "a",
  description: "A package.",
  license: "MIT",
  engines: { node: ">=20.19" },
  exports: "./dist/index.js",
  files: ["dist", "prebuilds/*/a.node"],
  dependencies: { "@pollio/core": "^0.2.0" },
  peerDependencies: { koffi: "^3.0.0" },
};
const FILES = {
  LICENSE: "MIT",
  "README.md": "# a\n",
  "dist/index.js":
    'import { x } from "./x.js";\nimport { y } from "@pollio/core/backend";\nimport "node:fs";\nimport a from "a";\nexport * from "koffi";\n',
  "dist/index.d.ts": 'export {\n  X\n} from "./x.js";\n',
  "dist/x.js": "const help = `\n  import z from './other.js'`;\n",
  "dist/x.d.ts": "",
  "prebuilds/linux-x64/a.node": "\x7fELF",
};

/**
 * What is said of an archive that is well but for this.
 *
 * @param {Record<string, string | undefined>} files
 * @param {Record<string, unknown>} manifest
 */
function said(files, manifest = {}) {
  const all = { "package.json": JSON.stringify({ ...MANIFEST, ...manifest }), ...FILES, ...files };
  const present = Object.entries(all).filter(([, text]) => text !== undefined);
  const bytes = new Map(present.map(([path, text]) => [path, new TextEncoder().encode(text)]));
  return contents({ name: "a", path: "", bytes: 0, unpackedBytes: 0, files: bytes }, FACTS);
}

test("an archive that is well has nothing said of it", () => {
  expect(said({})).toEqual([]);
});

test.each([
  ["a script", {}, { scripts: { postinstall: "x" } }, "package.json has scripts, and an installed package needs none"],
  ["a system that it is for", {}, { os: ["linux"] }, /^package.json has "os": importing must work everywhere/],
  ["no engines", {}, { engines: undefined }, 'package.json has no "engines"'],
  [
    "another version beside it",
    {},
    { dependencies: { "@pollio/core": "^0.1.0" } },
    /needs @pollio\/core \^0.1.0, and 0.2.0/,
  ],
  ["a source", { "dist/index.ts": "" }, {}, "dist/index.ts does not belong into a package"],
  ["a hidden file", { "dist/.stamp": "" }, {}, "dist/.stamp does not belong into a package"],
  [
    "a binding.gyp",
    { "binding.gyp": "" },
    { files: [...MANIFEST.files, "binding.gyp"] },
    "binding.gyp does not belong into a package",
  ],
  ["a file too many", { "notes.txt": "" }, {}, 'notes.txt is not in "files"'],
  ["a file for nothing", {}, { files: [...MANIFEST.files, "native"] }, '"files" lists native, and there is none'],
  ["no addon", { "prebuilds/linux-x64/a.node": undefined }, {}, '"files" lists prebuilds/*/a.node, and there is none'],
  [
    "an import of what is not there",
    { "dist/x.d.ts": 'import { A } from "../../generated/a.js";\n' },
    {},
    /^dist\/x.d.ts imports "..\/..\/generated\/a.js", which is neither/,
  ],
  [
    "an import of a stranger",
    { "dist/x.js": 'import yaml from "yaml";\n' },
    {},
    /^dist\/x.js imports "yaml", which is neither/,
  ],
  ["no licence", { LICENSE: undefined }, {}, "LICENSE is not the repository's"],
  ["no README", { "README.md": undefined }, {}, 'README.md does not begin with "# a"'],
  ["a path of the machine", { "dist/x.js": '"/home/somebody/pollio/x"' }, {}, /^dist\/x.js has the path of the folder/],
])("%s is found", (_, files, manifest, words) => {
  expect(said(files, manifest)).toEqual([typeof words === "string" ? words : expect.stringMatching(words)]);
});

test("each addon that is missing is named, with the command that makes it", () => {
  const files = new Map([["prebuilds/linux-x64/pollio.node", new Uint8Array(1)]]);
  const archive = { name: "@pollio/napi", path: "", bytes: 0, unpackedBytes: 0, files };
  expect(missingPrebuilds(archive, PREBUILT)).toEqual(
    ["darwin-arm64", "darwin-x64", "linux-arm64"].map(
      (target) => `prebuilds/${target}/pollio.node is missing; mend: npm run prebuilds`,
    ),
  );
});

describe("a package's README", () => {
  const repository = readFileSync(inRoot("README.md"), "utf8");
  const packages = publishedFolders().map((folder) => JSON.parse(readFileSync(inRoot(folder, "package.json"), "utf8")));

  test.each(packages)("of $name leads nowhere outside the package", (manifest) => {
    const text = readmeOf(manifest, repository);
    expect(text).toMatch(new RegExp(`^# ${manifest.name}\n`));
    expect(text).not.toMatch(/\]\((?!https?:)|<!--/);
    expect(text).toMatch(/npm install \S+/);
  });

  const section = repository.slice(repository.indexOf("## Which backend when"));
  test.each(packages.filter(({ exports }) => exports["./adapter"]))(
    "of $name has the facts of the table of backends",
    (manifest) => {
      const list = facts(section.slice(0, section.indexOf("\n## ")), manifest.name);
      expect(list).toContain("- needs a compiler: no");
      expect(readmeOf(manifest, repository)).toContain(list.join("\n"));
      expect(readmeOf(manifest, repository)).toContain(`} from "${manifest.name}";`);
    },
  );
});
