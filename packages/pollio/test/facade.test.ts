// What `import "pollio"` gives, with the packages as they are built.

import { type Adapter, suite } from "@pollio/conformance";
import * as pollio from "pollio";
import { describe, expect, expectTypeOf, test } from "vitest";
import { Project } from "./project.ts";

const isBun = process.versions.bun !== undefined;
const chosen = isBun ? "bun" : "napi";
const adapterUrl = new URL("facade-adapter.mjs", import.meta.url).href;
const { adapter } = (await import(adapterUrl)) as { adapter: Adapter };
const OURS = ["pollio", "@pollio/core", "@pollio/napi", "@pollio/bun", "@pollio/koffi"];

const PRINT = `
import { backend, EventObject, OsPoller } from "pollio";
const poller = new OsPoller();
poller.notify();
console.log(backend.name, poller.wait(-1).length, EventObject.client(7).encode());
`;

test("it is the first backend of this runtime", () => {
  expect(pollio.backend.name).toBe(chosen);
});

test("it exports what a backend exports, and openBackend", async () => {
  const backend = await import("@pollio/koffi");
  expect(Object.keys(pollio).sort()).toEqual([...Object.keys(backend), "openBackend"].sort());
  expectTypeOf<typeof pollio>().toExtend<typeof backend>();
});

test("openBackend returns the exports of the named package, synchronously", async () => {
  const text = `
    import * as koffi from "@pollio/koffi";
    import { backend, openBackend } from "pollio";
    console.log(backend.name, Object.entries(openBackend("koffi")).every(([name, value]) => koffi[name] === value));`;
  expect((await new Project(OURS).runText(text)).stdout).toBe(`${chosen} true\n`);
  expectTypeOf(pollio.openBackend("koffi").OsPoller).toEqualTypeOf<typeof pollio.OsPoller>();
});

test("classes are the same for all backends", () => {
  const koffi = pollio.openBackend("koffi");
  expect(koffi.PollerError).toBe(pollio.PollerError);
  expect(koffi.EventObject).toBe(pollio.EventObject);
  const poller = new koffi.OsPoller();
  poller.close();
  expect(() => poller.wait(0)).toThrow(pollio.PollerError);
});

test("POLLIO_BACKEND chooses", async () => {
  const project = new Project(OURS);
  expect(await project.runText(PRINT)).toEqual({ code: 0, stdout: `${chosen} 0 1794\n`, stderr: "" });
  const koffi = await project.runText(PRINT, { POLLIO_BACKEND: "koffi" });
  expect(koffi).toEqual({ code: 0, stdout: "koffi 0 1794\n", stderr: "" });
  const { code, stderr } = await project.runText(PRINT, { POLLIO_BACKEND: "epoll" });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('POLLIO_BACKEND names the unknown backend "epoll"'),
  });
});

test("it can be required from CommonJS", async () => {
  const project = new Project(OURS);
  const path = project.write("main.cjs", 'console.log(require("pollio").backend.name);');
  expect(await project.run([path])).toEqual({ code: 0, stdout: `${chosen}\n`, stderr: "" });
});

test("without any backend the import succeeds, and the first use lists what is not installed", async () => {
  const project = new Project(["pollio", "@pollio/core"]);
  const text = `
    import { backend, EventKind, OsPoller } from "pollio";
    console.log(backend.name, EventKind.Client);
    try { new OsPoller() } catch ({ code, message }) { console.log(code, message) }`;
  const { code, stdout, stderr } = await project.runText(text);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^none 2\nERR_NO_BACKEND ERR_NO_BACKEND: no backend works/);
  expect(stdout).toContain("does not work: @pollio/napi is not installed; fix: npm install @pollio/napi");
  expect(stdout).toContain("does not work: @pollio/koffi is not installed; fix: npm install @pollio/koffi");
});

test("if the addon is missing, the next backend is chosen, unless the addon was asked for by name", async () => {
  const project = new Project(["pollio", "@pollio/core", "@pollio/napi", "@pollio/koffi"]);
  project.remove("node_modules/@pollio/napi/native");
  project.remove("node_modules/@pollio/napi/prebuilds");
  expect((await project.runText(PRINT)).stdout).toBe("koffi 0 1794\n");
  const { code, stderr } = await project.runText(PRINT, { POLLIO_BACKEND: "napi" });
  expect(code).toBe(1);
  expect(stderr).toMatch(/napi +does not work: .*@pollio\/napi/);
  expect(stderr).toMatch(/koffi +works$/m);
});

/** Node's flag for its permission model, by its major version. */
const PERMISSION = Number.parseInt(process.versions.node, 10) < 22 ? "--experimental-permission" : "--permission";

describe.runIf(!isBun)("where Node refuses to load addons", () => {
  test.each([
    [[PERMISSION, "--allow-fs-read=*"], "This process runs with --permission: add --allow-addons."],
    [["--no-addons"], "This process loads no addons because of --no-addons: run it without that flag."],
  ])("with %j the error names the flag that helps", async (flags, advice) => {
    const project = new Project(OURS);
    const main = project.write("main.mjs", PRINT);
    const { code, stderr } = await project.run([...flags, main], { POLLIO_BACKEND: "napi" });
    expect(code).toBe(1);
    expect(stderr.split(`\n            ${advice}\n`)).toHaveLength(3); // for napi and for koffi
    expect(stderr).not.toContain("again");
  });

  test("with the flag it works", async () => {
    const project = new Project(OURS);
    const main = project.write("main.mjs", PRINT);
    const { stdout } = await project.run([PERMISSION, "--allow-fs-read=*", "--allow-addons", main]);
    expect(stdout).toBe(`${chosen} 0 1794\n`);
  });
});

describe("the conformance suite's cases about exports and kinds", () => {
  suite({
    test: (name, fn, timeoutMs) => {
      if (/^(exports|encoding|kinds|lifecycle)\./.test(name)) test(name, fn, timeoutMs);
    },
    backend: adapter,
  });
});
