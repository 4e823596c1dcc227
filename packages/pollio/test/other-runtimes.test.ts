// `import "pollio"` in runtimes other than the one that runs these tests: Deno and the newest Node.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fetchedRuntime, RUNTIME_ENV } from "../../../tools/lib/runtimes.ts";
import { BACKENDS } from "../src/backends.ts";
import { Project } from "./project.ts";

const USE = `
import { backend, OsPoller } from "pollio";
console.log(backend.name);
try {
  const poller = new OsPoller();
  poller.notify();
  console.log("waited", poller.wait(-1).length);
  poller.close();
} catch ({ code, message }) {
  console.log(code, message);
}`;

const deno = fetchedRuntime("deno") ?? "";
const node26 = fetchedRuntime("node26") ?? "";
for (const [name, path] of Object.entries({ deno, node26 })) {
  if (path === "") console.warn(`NOT RUN: import "pollio" in ${name}, which 'npm run runtimes -- ${name}' fetches`);
}

test("every backend is a dependency of pollio or an optional one", () => {
  const path = new URL("../package.json", import.meta.url);
  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(readFileSync(path, "utf8"));
  // Optional: npm leaves out what says that it is for a newer Node, and warns of a dependency that says so.
  const installed = { ...dependencies, ...optionalDependencies, ...peerDependencies };
  for (const { package: name } of Object.values(BACKENDS)) expect(installed).toHaveProperty([name]);
});

describe.skipIf(deno === "")("in Deno", () => {
  const run = (packages: readonly string[], ...flags: string[]) => {
    const project = new Project(["pollio", "@pollio/core", ...packages]);
    const main = project.write("main.mjs", USE);
    const args = ["run", "--no-prompt", "--node-modules-dir=manual", ...flags, main];
    return project.runUnder(deno, args, RUNTIME_ENV);
  };

  test("Deno's FFI is chosen and needs only one permission", async () => {
    const { code, stdout } = await run(["@pollio/deno", "@pollio/napi"], "--allow-ffi");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "deno\nwaited 0\n" });
  });

  test("the doctor reports the C library of this machine, and not what Deno says of every one", async () => {
    const project = new Project(["pollio", "@pollio/core", "@pollio/deno"]);
    const cli = project.path("node_modules/pollio/dist/command/cli.js");
    const { stdout } = await project.runUnder(deno, [
      "run",
      "-A",
      "--node-modules-dir=manual",
      cli,
      "doctor",
      "--json",
    ]);
    const report = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
    const version = report.header.glibcVersionRuntime;
    expect(JSON.parse(stdout).system.libc).toBe(version === undefined ? "musl" : `glibc ${version}`);
  });

  test("the addon is chosen if the package for Deno is missing", async () => {
    const { code, stdout } = await run(["@pollio/napi"], "-A");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "napi\nwaited 0\n" });
  });

  test("without --allow-ffi the first use says that the permission is missing", async () => {
    const { code, stdout } = await run(["@pollio/deno", "@pollio/napi"], "--allow-read", "--allow-env");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^none\nERR_NO_BACKEND .*no backend works in Deno/);
    expect(stdout).toMatch(
      /deno +does not work: @pollio\/deno: Deno was not allowed to open \S+: run it with --allow-ffi/,
    );
    expect(stdout, "no stack").not.toMatch(/^ +at /m);
  });
});

describe.skipIf(node26 === "")("in Node 26", () => {
  test("node:ffi is chosen if the addon and koffi are missing, without a warning", async () => {
    const project = new Project(["pollio", "@pollio/core", "@pollio/node-ffi"]);
    const ended = await project.runUnder(node26, [project.write("main.mjs", USE)]);
    expect(ended).toEqual({ code: 0, stdout: "node-ffi\nwaited 0\n", stderr: "" });
  });
});
