// Runtimes are fetched through npm itself, from packages that are made here: npm pack takes a folder as it takes a name.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inRoot } from "../lib/root.ts";
import { isCurrentRuntime } from "../runtimes/current.ts";
import { fetchedRuntime, fetchRuntime, SOURCES, type Source } from "../runtimes/fetch.ts";

const PLATFORM = `${process.platform}-${process.arch}`;

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "pollio-runtimes-"));
});
afterEach(() => rmSync(work, { recursive: true }));

/**
 * A package with an executable, and with a script that must not run; its archive and the place that fetches it.
 *
 * @param integrity In place of the right one.
 */
function demo(integrity?: string) {
  // npm is asked for a name and a version, which is here the path of a folder.
  const folder = join(work, "demo@1.2.3");
  mkdirSync(join(folder, "bin"), { recursive: true });
  const ran = join(work, "script-ran");
  const script = `node -e "fs.writeFileSync('${ran}', '')"`;
  const scripts = { preinstall: script, install: script, postinstall: script, prepare: script, prepack: script };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "demo", version: "1.2.3", scripts }));
  writeFileSync(join(folder, "bin/demo"), "#!/bin/sh\necho 1.2.3\n", { mode: 0o755 });
  const source = {
    package: join(work, "demo"),
    version: "1.2.3",
    executable: "bin/demo",
    integrity: integrity ?? hashOf(folder),
  };
  return { ran, folder, place: { folder: join(work, "place"), sources: { demo: { [PLATFORM]: source } } } };
}

function hashOf(folder: string) {
  execFileSync("npm", ["pack", "--ignore-scripts", `--pack-destination=${work}`], { cwd: folder });
  return `sha512-${createHash("sha512")
    .update(readFileSync(join(work, "demo-1.2.3.tgz")))
    .digest("base64")}`;
}

describe("a runtime", () => {
  test("is fetched without running its package's scripts, and works", async () => {
    const { ran, place } = demo();
    expect(fetchedRuntime("demo", place)).toBeUndefined();
    const path = await fetchRuntime("demo", place);
    expect(execFileSync(path, { encoding: "utf8" })).toBe("1.2.3\n");
    expect(fetchedRuntime("demo", place)).toBe(path);
    expect(existsSync(ran)).toBe(false);
    expect(readdirSync(place.folder), "nothing else is left").toEqual([`demo-1.2.3-${PLATFORM}`]);
  });

  test("that is already there is not fetched again", async () => {
    const { folder, place } = demo();
    const path = await fetchRuntime("demo", place);
    rmSync(folder, { recursive: true });
    expect(await fetchRuntime("demo", place)).toBe(path);
  });

  test("can be fetched by two processes at once", async () => {
    const { place } = demo();
    const [one, other] = await Promise.all([fetchRuntime("demo", place), fetchRuntime("demo", place)]);
    expect(one).toBe(other);
    expect(readdirSync(place.folder)).toHaveLength(1);
  });

  test("whose archive has the wrong hash is refused, and leaves nothing behind", async () => {
    const { place } = demo("sha512-another");
    await expect(fetchRuntime("demo", place)).rejects.toThrow(/has the hash sha512-.* expects sha512-another/);
    expect(readdirSync(place.folder)).toEqual([]);
  });

  test("that npm does not have fails with npm's message", async () => {
    const { folder, place } = demo();
    rmSync(folder, { recursive: true });
    await expect(fetchRuntime("demo", place)).rejects.toThrow(/npm pack .* failed.*ENOENT/s);
  });

  test("that is unknown or not available for this machine is refused", async () => {
    await expect(fetchRuntime("ruby")).rejects.toThrow("'ruby' is none of deno, node20");
    const sources = { demo: { "aix-ppc64": {} as Source } };
    await expect(fetchRuntime("demo", { sources })).rejects.toThrow(
      `not available for ${PLATFORM}, only for aix-ppc64`,
    );
  });
});

test("the current runtime is recognized by its versions", () => {
  const names = ["node", "node24", "node26", "bun", "deno"];
  const is = (versions: Record<string, string>) => names.filter((name) => isCurrentRuntime(name, versions));
  expect(is({ node: "26.10.0" })).toEqual(["node", "node26"]);
  expect(is({ node: "24.3.0", bun: "1.4.5" })).toEqual(["bun"]);
  expect(is({ node: "24.2.0", deno: "2.9.6" })).toEqual(["deno"]);
});

test("every version is exact and has a hash", () => {
  for (const [name, platforms] of Object.entries(SOURCES)) {
    for (const [platform, { version, integrity }] of Object.entries(platforms)) {
      expect(version, `${name} ${platform}`).toMatch(/^\d+\.\d+\.\d+$/);
      expect(integrity, `${name} ${platform}`).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    }
  }
});

test.each([
  [["--help"], 0, "deno, node20"],
  [[], 2, ""],
  [["ruby"], 2, ""],
  [["--all"], 2, ""],
])("npm run runtimes -- %j exits with %d", (args, status, out) => {
  const result = spawnSync(process.execPath, [inRoot("tools/bootstrap.mjs"), "tools/runtimes/main.ts", ...args], {
    encoding: "utf8",
  });
  expect(result.status).toBe(status);
  expect(result.stdout).toContain(out);
});
