import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { addonPaths, type Host, loadAddon, thisHost } from "../src/load-addon.ts";

const BUILT = fileURLToPath(new URL("../native/build/Release/pollio.node", import.meta.url));
const ours = { ...thisHost, libc: () => "glibc 2.99", programs: () => [] };
const prebuild = `prebuilds/${process.platform}-${process.arch}/pollio.node`;
const build = "native/build/Release/pollio.node";

/** A package's folder. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pollio-addon-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function put(path: string, from?: string): string {
  const to = join(folder, path);
  mkdirSync(dirname(to), { recursive: true });
  if (from === undefined) writeFileSync(to, "no addon");
  else copyFileSync(from, to);
  return to;
}

function failure(host: Host = ours): Error {
  try {
    loadAddon(folder, host);
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was loaded");
}

test("a local build comes before the prebuilt addon", () => {
  put(build);
  put(prebuild);
  expect(loadAddon(folder, { ...ours, load: (path) => path })).toBe(join(folder, build));
});

test("the prebuilt addon is loaded if nothing was built", () => {
  put(prebuild, BUILT);
  expect(loadAddon(folder, ours)).toHaveProperty("close");
});

test("the prebuilt addon is loaded if the built one is for another system", () => {
  put(build);
  put(prebuild, BUILT);
  expect(loadAddon(folder, ours)).toHaveProperty("close");
});

test("each system and processor has its own prebuilt addon", () => {
  expect(addonPaths("/p", { os: "darwin", arch: "arm64" })).toEqual([
    "/p/native/build/Release/pollio.node",
    "/p/prebuilds/darwin-arm64/pollio.node",
  ]);
});

test("for a bundle, the addon is loaded from beside the bundle or the program", () => {
  const path = put(`app/${prebuild}`, BUILT);
  const host = {
    ...ours,
    programs: () => [join(folder, "elsewhere"), join(folder, "app")],
    load: (from: string) => from,
  };
  expect(loadAddon(join(folder, "nowhere"), host)).toBe(path);
});

test("an installed package looks nowhere else", () => {
  put(`app/${prebuild}`, BUILT);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "@pollio/napi" }));
  expect(failure({ ...ours, programs: () => [join(folder, "app")] }).message).not.toContain("app");
});

describe("the error when nothing can be loaded", () => {
  test("lists each path and why it failed, and names the system and libc", () => {
    put(build);
    put(prebuild);
    const { message, cause } = failure();
    const [title, first, second] = message.split("\n");
    expect(title).toBe(
      `@pollio/napi: the addon could not be loaded on ${process.platform} ${process.arch} (glibc 2.99). Tried:`,
    );
    // What the dynamic linker says is its own.
    expect(first).toMatch(/^ {2}\/.*\/native\/build\/Release\/pollio\.node: .*(invalid ELF header|too short|dlopen)/);
    expect(second).toMatch(/^ {2}\/.*\/prebuilds\/.*\/pollio\.node: .*(invalid ELF header|too short|dlopen)/);
    expect(message).toContain("The binary is there, but this system refuses it");
    expect(cause).toHaveLength(2);
  });

  test("names paths without a file", () => {
    put(build);
    expect(failure().message).toContain(`${join(folder, prebuild)}: there is no such file`);
  });

  test("tells how to build in a checkout", () => {
    put("native/binding.gyp");
    expect(failure().message).toMatch(/This is a checkout: .*`npm run build`.*`npm run prebuilds`.*@pollio\/koffi/);
  });

  test("says so if the package has no binaries", () => {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "@pollio/napi" }));
    expect(failure().message).toMatch(/folder 'prebuilds' is missing: install @pollio\/napi again/);
  });

  test("says so if the code was bundled, beside the package of an application or alone", () => {
    const words =
      /This code is in a bundle, .*: copy .* beside the bundle, or declare pollio and @pollio\/\* external .*\.$/;
    expect(failure().message).toMatch(words);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "an-application" }));
    expect(failure().message).toMatch(words);
  });

  test("has a code", () => {
    expect(failure()).toMatchObject({ name: "Error", code: "ERR_NO_BACKEND" });
  });

  test("names a system that has no binary", () => {
    put("prebuilds/linux-x64/pollio.node");
    const host = { ...ours, os: "linux", arch: "riscv64", libc: () => "musl" };
    expect(failure(host).message).toMatch(
      /could not be loaded on linux riscv64 \(musl\)[\s\S]*The package has no binary for linux riscv64/,
    );
  });

  test("names no libc on a system that has only one", () => {
    const host = { ...ours, os: "darwin", arch: "arm64", libc: () => "" };
    expect(failure(host).message).toMatch(/could not be loaded on darwin arm64\. Tried:/);
  });

  test("keeps thrown values that are not Errors", () => {
    put(build);
    put(prebuild);
    const load = () => {
      throw "torn";
    };
    expect(failure({ ...ours, load }).message).toContain(`${join(folder, build)}: torn`);
  });
});

test("the libc of this process is known", () => {
  const libc = thisHost.libc();
  if (process.platform === "linux") expect(libc).toMatch(/^(glibc 2\.\d+|musl)$/);
  else expect(libc).toBe("");
});
