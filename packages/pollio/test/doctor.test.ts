// `pollio doctor`, run as a user runs it.

import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { Project } from "./project.ts";

const isLinux = process.platform === "linux";
const isBun = process.versions.bun !== undefined;
const chosen = isBun ? "bun" : "napi";
const ALL = ["pollio", "@pollio/core", "@pollio/napi", "@pollio/bun", "@pollio/koffi"];

interface Examined {
  name: string;
  version?: string;
  state: string;
  reason?: string;
  fix?: string;
  libraries?: string[];
}

function byName(backends: Examined[]): Record<string, Examined> {
  return Object.fromEntries(backends.map((backend) => [backend.name, backend]));
}

test("it reports the machine, the installed backends, and the libraries that each has loaded", async () => {
  const project = new Project(ALL);
  const { code, ok, runtime, system, asked, chosen: taken, backends } = await project.pollioJson(["doctor"]);
  expect({ code, ok, asked, taken }).toEqual({ code: 0, ok: true, taken: { name: chosen } });
  const version = isBun ? process.versions.bun : process.versions.node;
  expect(runtime).toEqual({ name: isBun ? "bun" : "node", version, executable: process.execPath });
  expect(system).toMatchObject({ platform: process.platform, arch: process.arch });
  if (isLinux) expect(system.libc).toMatch(/^(glibc|musl)/);
  expect(Number(system.limits.descriptors.soft)).toBeGreaterThan(0);
  if (isLinux) expect(system.limits.epollWatches).toBeGreaterThan(0);
  const { napi, koffi, bun, deno, "node-ffi": ffi } = byName(backends);
  for (const backend of [napi!, koffi!]) {
    expect(backend).toMatchObject({ state: "works", version: "0.1.0" });
    // Since macOS 11, the system's own libraries are no files.
    if (isLinux) expect(backend.libraries!.filter(existsSync)).toEqual(backend.libraries);
    expect(backend.libraries!.at(-1)).toMatch(/libc|musl|libSystem/);
  }
  // npm run test:darwin puts another addon in its place.
  const folder = process.env.POLLIO_AS_DARWIN === undefined ? project.folder : "/";
  const inProject = (path: string) => path.startsWith(folder) && path.endsWith(".node");
  expect(napi!.libraries!.filter(inProject)).toHaveLength(1);
  expect(bun!.state).toBe(isBun ? "works" : "for another runtime");
  expect(deno).toMatchObject({ state: "for another runtime", reason: expect.stringContaining("it is for Deno") });
  expect(ffi!.reason).toContain("it is for Node 26 and newer");
});

test("the text says the same, without colours if NO_COLOR is set", async () => {
  const { code, stdout, stderr } = await new Project(ALL).pollio(["doctor"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(`pollio 0.1.0 uses ${chosen} (POLLIO_BACKEND is not set)\n`);
  expect(stdout).toMatch(/^limit of open descriptors: \w+, which can be raised to \w+$/m);
  expect(stdout).toMatch(/^napi {8}works {2}@pollio\/napi 0\.1\.0\n {12}(\/.*\n {12})*\/.*\.node$/m);
  expect(stdout).toMatch(/\n\nAll is well\.\n$/);
  expect(stdout).not.toContain("\x1b");
});

test("a backend that is not installed is no failure, and the report has the command that installs it", async () => {
  const project = new Project(["pollio", "@pollio/core", "@pollio/napi"]);
  const { code, backends } = await project.pollioJson(["doctor"]);
  expect(code).toBe(0);
  const reason = "@pollio/koffi is not installed";
  expect(byName(backends).koffi).toMatchObject({ state: "not installed", reason, fix: "npm install @pollio/koffi" });
});

test("without any backend it exits with 1 and says why", async () => {
  const project = new Project(["pollio", "@pollio/core"]);
  const { code, stdout } = await project.pollio(["doctor"]);
  expect(code).toBe(1);
  expect(stdout).toContain("pollio 0.1.0 has no working backend");
  expect(stdout).toContain("ERR_NO_BACKEND: no backend works");
  expect(stdout).toMatch(/\n\npollio does not work here: the reasons are above; fix: npm install @pollio\/napi\n$/);
});

test("a missing addon is reported with the loader's reason, and the next backend is chosen", async () => {
  const project = new Project(["pollio", "@pollio/core", "@pollio/napi", "@pollio/koffi"]);
  project.remove("node_modules/@pollio/napi/native");
  project.remove("node_modules/@pollio/napi/prebuilds");
  expect((await project.pollio(["doctor"])).stdout).toMatch(
    /\n\npollio works here, but not with napi: the reasons are above\.\n$/,
  );
  const { code, chosen: taken, backends } = await project.pollioJson(["doctor"]);
  expect({ code, taken }).toEqual({ code: 0, taken: { name: "koffi" } });
  const { napi } = byName(backends);
  expect(napi).toMatchObject({
    state: "fails",
    reason: expect.stringMatching(/^@pollio\/napi: the addon could not be loaded/),
    fix: expect.stringContaining("npm install --force @pollio/napi"),
  });
});

test.each([
  ["ends the process", 'process.kill(process.pid, "SIGSEGV"); setInterval(() => {}, 1000);', "signal SIGSEGV"],
  ["throws", 'throw new Error("its table is missing");', "its table is missing"],
  [
    "loses wakes",
    `export * from "@pollio/koffi";
     import * as koffi from "@pollio/koffi";
     export class OsPoller extends koffi.OsPoller { notify() {} }`,
    'its self-test failed at "wake"',
  ],
  [
    "gives the wrong descriptor",
    `export * from "@pollio/koffi";
     import * as koffi from "@pollio/koffi";
     export class OsPoller extends koffi.OsPoller {
       wait(ms) { const all = super.wait(ms); return { length: all.length, at: () => ({ fd: 0, kind: 2, readiness: 1 }) }; }
     }`,
    'its self-test failed at "check": the event has the wrong descriptor or kind',
  ],
])("a backend that %s is found and does not crash the doctor", async (_, text, reason) => {
  const project = new Project(["pollio", "@pollio/core", "@pollio/koffi"]);
  const name = "@pollio/napi";
  const manifest = { name, version: "9.9.9", type: "module", exports: "./index.js" };
  project.write(`node_modules/${name}/package.json`, JSON.stringify(manifest));
  project.write(`node_modules/${name}/index.js`, text);
  const { backends } = await project.pollioJson(["doctor"], { POLLIO_BACKEND: "koffi" });
  const { napi, koffi } = byName(backends);
  expect(napi).toMatchObject({ state: "fails", version: "9.9.9", reason: expect.stringContaining(reason) });
  expect(koffi!.state).toBe("works");
});

test("a POLLIO_BACKEND that does not work is a failure even if another backend works", async () => {
  const project = new Project(ALL);
  const { code, asked, chosen: taken } = await project.pollioJson(["doctor"], { POLLIO_BACKEND: "kofi" });
  expect({ code, asked }).toEqual({ code: 1, asked: "kofi" });
  expect(taken.reason).toContain('POLLIO_BACKEND names the unknown backend "kofi"');
});
