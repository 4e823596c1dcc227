import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isNodeSupported, whyInstall } from "../bootstrap.mjs";
import { findToolchain, headersOf } from "../compile/toolchain.ts";
import { filesBelow, hashInputs } from "../lib/stamp.ts";
import { which } from "../lib/which.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pollio-tools-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param age Seconds. */
function file(path: string, age = 0) {
  const full = join(folder, path);
  mkdirSync(join(full, ".."), { recursive: true });
  writeFileSync(full, path, { mode: 0o755 });
  utimesSync(full, Date.now() / 1000 - age, Date.now() / 1000 - age);
}

test.each([
  ["20.18.9", false],
  ["18.20.0", false],
  ["20.19.0", true],
  ["22.1.0", true],
  ["26.0.0", true],
])("Node %s is supported: %s", (version, supported) => {
  expect(isNodeSupported(version)).toBe(supported);
});

describe("dependencies are installed", () => {
  test("if there are none", () => {
    file("package-lock.json");
    expect(whyInstall(folder)).toBe("node_modules is missing or incomplete");
  });

  test("if an installation was interrupted", () => {
    file("package-lock.json", 10);
    file("node_modules/yaml/package.json");
    expect(whyInstall(folder)).toBe("node_modules is missing or incomplete");
  });

  test("if the lock file is newer", () => {
    file("package-lock.json", 0);
    file("node_modules/.package-lock.json", 10);
    expect(whyInstall(folder)).toBe("package-lock.json is newer than node_modules");
  });

  test("but not if they are newer than the lock file", () => {
    file("package-lock.json", 10);
    file("node_modules/.package-lock.json", 0);
    expect(whyInstall(folder)).toBeUndefined();
  });
});

describe("the hash of inputs", () => {
  test("depends on names, contents and values, but not on where the tree is", () => {
    file("tree/a.ts");
    const hash = () => hashInputs(join(folder, "tree"), [join(folder, "tree")], ["x"]);
    const before = hash();
    expect(hash()).toBe(before);
    expect(hashInputs(join(folder, "tree"), [join(folder, "tree")], ["y"])).not.toBe(before);
    writeFileSync(join(folder, "tree/a.ts"), "changed");
    expect(hash()).not.toBe(before);
    file("tree/a.ts");
    file("tree/b.ts");
    expect(hash()).not.toBe(before);
    file("copy/a.ts");
    writeFileSync(join(folder, "copy/a.ts"), "tree/a.ts");
    expect(hashInputs(join(folder, "copy"), [join(folder, "copy")], ["x"])).toBe(before);
  });

  test("ignores build output", () => {
    for (const path of ["src/a.ts", "dist/a.js", "node_modules/x/index.js", "build/Release/x.node"]) file(path);
    expect(filesBelow(folder)).toEqual([join(folder, "src/a.ts")]);
  });
});

describe("the toolchain", () => {
  test("names every missing part", () => {
    expect(findToolchain({ PATH: folder })).toEqual({
      missing: ["a C++ compiler (c++, g++ or clang++)", "make", "python3"],
    });
  });

  test("may be clang alone, which gyp is then told", () => {
    for (const name of ["clang", "clang++", "make", "python3"]) file(name);
    expect(findToolchain({ PATH: folder })).toEqual({ env: { PATH: folder, CC: "clang", CXX: "clang++" } });
  });

  test("is looked for among executable files, through links too", () => {
    file("real");
    symlinkSync(join(folder, "real"), join(folder, "g++"));
    mkdirSync(join(folder, "make"));
    expect(which("g++", folder)).toBe(join(folder, "g++"));
    expect(which("make", folder)).toBeUndefined();
    expect(which("nothing", folder)).toBeUndefined();
  });

  test("uses the headers beside Node only if they are this Node's", () => {
    const header = "#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 19\n#define NODE_PATCH_VERSION 3\n";
    expect(headersOf(join(folder, "bin/node"), "20.19.3")).toBeUndefined();
    file("include/node/node_version.h");
    writeFileSync(join(folder, "include/node/node_version.h"), header);
    expect(headersOf(join(folder, "bin/node"), "20.19.3")).toBe(folder);
    expect(headersOf(join(folder, "bin/node"), "22.0.0")).toBeUndefined();
  });
});
