// npm run prebuilds: what a prebuilt addon may need, and that one that needs more is refused.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addonSources, type Compiler, hostCompiler, zigCompiler } from "../../cross/compiler.ts";
import { findZig, folderName, isHost, TARGETS, type Target, whyNoZig } from "../../cross/targets.ts";
import { inRoot, root } from "../../lib/root.ts";
import { which } from "../../lib/run.ts";
import { ARTIFACTS, makePrebuilds, prebuildOptions, targetsOf } from "../../prebuilds/main.ts";
import { complaints, readNeeds } from "../../prebuilds/sound.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pollio-prebuilds-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function targetNamed(name: string): Target {
  const target = TARGETS.find((known) => known.name === name);
  if (target === undefined) throw new Error(`no target ${name}`);
  return target;
}

/** Compiles C into a shared object, as the addon is; `more` is for the linker. */
function make({ cc, link, env }: Compiler, source: string, more: string[] = []): string {
  writeFileSync(join(folder, "a.c"), source);
  const path = join(folder, "a.node");
  for (const [command, ...args] of [
    [...cc, "-w", "-fPIC", "-c", join(folder, "a.c"), "-o", join(folder, "a.o")],
    [...link, "-o", path, join(folder, "a.o"), ...more],
  ]) {
    const { status, stderr } = spawnSync(command ?? "", args, { env: { ...process.env, ...env }, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  }
  return path;
}

const zig = findZig() ?? "";
if (zig === "") console.warn(`NOT RUN: prebuilt addons that need too much: ${whyNoZig()}`);

describe.skipIf(zig === "")("a prebuilt addon", () => {
  const judge = (name: string, source: string) => {
    const target = targetNamed(name);
    return complaints(make(zigCompiler(zig, target), source), target, folder);
  };

  test.each(["x86_64-linux-gnu", "aarch64-linux-gnu", "aarch64-macos", "x86_64-macos"])(
    "for %s may import what the host and every C library have",
    async (name) => {
      const source =
        "void napi_throw(); void uv_close(); int close(int); int f(void) { napi_throw(); uv_close(); return close(0); }";
      expect(await judge(name, source)).toEqual([]);
    },
  );

  test("is refused when it imports what musl does not have", async () => {
    const source = "void *__memcpy_chk(); void *f(void) { return __memcpy_chk(); }";
    expect(await judge("x86_64-linux-gnu", source)).toEqual(["it imports __memcpy_chk, which musl lacks"]);
  });

  test("is refused when it imports what only a newer glibc has", async () => {
    // memfd_create is in musl 1.1.20, and in glibc from 2.27; strlcpy is in musl, and in glibc from 2.38.
    const source = "int memfd_create(); int strlcpy(); int f(void) { return memfd_create() + strlcpy(); }";
    expect(await judge("x86_64-linux-gnu", source)).toEqual(["it imports strlcpy, which x86_64-linux-gnu.2.28 lacks"]);
  });

  test("is refused when it imports what macOS does not have", async () => {
    const source = "int epoll_wait(); int kevent(); int f(void) { return epoll_wait() + kevent(); }";
    expect(await judge("aarch64-macos", source)).toEqual(["it imports epoll_wait, which aarch64-macos.11.0 lacks"]);
  });

  test("is refused when it contains a path of this machine", async () => {
    const source = `const char path[] = ${JSON.stringify(join(root, "packages"))};`;
    expect(await judge("aarch64-linux-gnu", source)).toEqual(["it contains the path of this checkout"]);
  });
});

describe.skipIf(process.platform !== "linux" || which("cc") === undefined)("this machine's own compiler", () => {
  const own = TARGETS.find(isHost) as Target;

  test("makes a binary that needs no library", () => {
    const path = make(hostCompiler(own), "int close(int); int f(void) { return close(0); }");
    expect(readNeeds(readFileSync(path))).toEqual({ libraries: [], imports: ["close"] });
  });

  test("makes a binary that is refused when it needs a library", async () => {
    const path = make(hostCompiler(own), "int f(void) { return 0; }", ["-Wl,--no-as-needed", "-lc"]);
    expect(readNeeds(readFileSync(path)).libraries).toEqual(["libc.so.6"]);
    expect(await complaints(path, own, folder)).toEqual(["it needs the library libc.so.6"]);
  });
});

describe.skipIf(which("cc") === undefined)("without zig, a binary is refused", () => {
  test("when it imports what this machine's C library does not have", async () => {
    const own = TARGETS.find(isHost) as Target;
    const source = "int close(int); int no_such_function(); int f(void) { return close(0) + no_such_function(); }";
    expect(await complaints(make(hostCompiler(own), source), own, folder, "")).toEqual([
      "it imports no_such_function, which this machine's C library lacks",
    ]);
  });
});

test.skipIf(zig === "")("npm run prebuilds makes this machine's, and loads them", async () => {
  const target = `${process.platform}-${process.arch}`;
  const rows = await makePrebuilds(prebuildOptions(["--target", target]));
  // Small, because nothing is in them that is not used: node-gyp's own build has about twice that.
  const largest = { "pollio.node": 45_000, "helper.so": 18_000 };
  expect(rows.map(({ file }) => file)).toEqual(Object.keys(largest));
  for (const [index, [name, most]] of Object.entries(largest).entries()) {
    expect(rows[index]).toMatchObject({ target, compiler: "zig", ok: true, loaded: true });
    const file = readFileSync(inRoot(ARTIFACTS[index]?.folder ?? "", "prebuilds", target, name));
    expect(file).toHaveLength(rows[index]?.bytes ?? 0);
    expect(rows[index]?.bytes).toBeLessThan(most);
    expect(readNeeds(file).libraries).toEqual([]);
  }
});

test.each(ARTIFACTS)("a broken $file is reported as not loadable", async ({ loadingFails }) => {
  const path = join(folder, "broken.node");
  writeFileSync(path, "\x7fELF");
  expect(await loadingFails(path)).toEqual([expect.stringMatching(/this Node cannot load it: [\s\S]*broken.node/)]);
});

test("a file that is not a binary is refused", () => {
  expect(() => readNeeds(Buffer.from("#!/bin/sh\n"))).toThrow("not a 64-bit ELF or Mach-O file");
});

describe("the addon's sources", () => {
  test("are those of binding.gyp, with the calls of the operating system", () => {
    for (const os of ["linux", "darwin"] as const) {
      const { files } = addonSources({ os }, "/headers");
      for (const file of files) expect(existsSync(file), file).toBe(true);
      expect(files.filter((file) => file.includes("generated/napi/"))).toEqual([join(root, `generated/napi/${os}.cc`)]);
    }
  });

  test("are compiled with the flags of binding.gyp", () => {
    const { flags, cxxFlags } = addonSources({ os: "linux" }, "/headers");
    expect(flags).toEqual(expect.arrayContaining(["-fvisibility=hidden", "-DNAPI_VERSION=8", "-isystem", "/headers"]));
    expect(cxxFlags).toContain("-std=c++17");
  });
});

describe("prebuilds makes", () => {
  test("a file for each system and processor, but none for musl alone", () => {
    const all = ["darwin-arm64", "darwin-x64", "linux-x64", "linux-arm64"];
    expect(targetsOf("zig").map(folderName)).toEqual(all);
    expect(prebuildOptions(["--target", "linux-arm64"]).targets?.map(({ triple }) => triple)).toEqual([
      "aarch64-linux-gnu.2.28",
    ]);
  });

  test("nothing for an unknown system or with an unknown compiler", () => {
    expect(() => prebuildOptions(["--target", "linux-x64-musl"])).toThrow(/--target takes one of .*'linux-x64-musl'/);
    expect(() => prebuildOptions(["--compiler", "gcc"])).toThrow(/--compiler takes one of zig, host, not 'gcc'/);
  });
});
