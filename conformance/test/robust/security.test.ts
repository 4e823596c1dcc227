// What a program's surroundings may not make pollio do; SECURITY.md says what is promised.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BACKENDS } from "../../../tools/lib/backends.ts";
import { ensureRuntime, plainLauncher, RUNTIME_ENV } from "../../../tools/lib/runtimes.ts";
import type { Runtime } from "../../../tools/runtimes/current.ts";
import { record } from "../../reliability/record.ts";

const file = (name: string) => fileURLToPath(new URL(`security/${name}`, import.meta.url));
const PROGRAM = file("program.mjs");
const SOUND = { ready: 1, late: 1, awaited: true, woken: true };

/** Where somebody who may write to the working directory plants a library. */
const PLANTED = [
  ...[
    "libc.so.6",
    "libc.so",
    "libuv.so.1",
    "libdl.so.2",
    "libSystem.B.dylib",
    "pollio.node",
    "koffi.node",
    "helper.so",
  ],
  ...["native/build/Release/pollio.node", "prebuilds/linux-x64/pollio.node", "prebuilds/linux-x64/helper.so"],
  ...["prebuilds/linux-arm64/pollio.node", "dist/wait-thread.so", "build/Release/pollio.node"],
];

const cells = BACKENDS.flatMap(({ name, runtimes }) => runtimes.map((runtime) => ({ name, runtime })));

let folder: string;
const mark = () => join(folder, "was-loaded");
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pollio-security-"));
  for (const name of PLANTED) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    execFileSync("cc", ["-shared", "-fPIC", "-o", join(folder, name), file("planted.c")]);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(mark(), { force: true }));

let [processes, loaded] = [0, 0];
afterAll(() => {
  const tried = `${PLANTED.length} planted libraries and addons, and a polluted Object.prototype, in ${processes} processes`;
  record("security", { tried, came: `${loaded} loaded where SECURITY.md says that none is` });
});

/** Runs a program in the folder with the planted libraries. */
async function runThere(runtime: Runtime, before: readonly string[], name: string, program = PROGRAM) {
  await ensureRuntime(runtime);
  const { command, args } = plainLauncher(runtime)!;
  const env: NodeJS.ProcessEnv = { ...process.env, ...RUNTIME_ENV, PLANTED: mark(), LD_LIBRARY_PATH: undefined };
  const all = [...(runtime === "deno" && before.length > 0 ? [] : args), ...before, program, `@pollio/${name}`];
  processes++;
  const { stdout, stderr } = spawnSync(command, all, { cwd: folder, env, encoding: "utf8", timeout: 60_000 });
  return { said: stdout.trim() === "" ? stderr : JSON.parse(stdout), wasLoaded: existsSync(mark()) };
}

describe.skipIf(process.platform !== "linux")("libraries and addons in the working directory", () => {
  test("would say so if they were loaded", () => {
    const load = `require("koffi").load(${JSON.stringify(join(folder, "libc.so.6"))})`;
    execFileSync(process.execPath, ["-e", load], { env: { ...process.env, PLANTED: mark() } });
    expect(existsSync(mark())).toBe(true);
  });

  test.each(cells)("are not loaded by $name under $runtime", async ({ name, runtime }) => {
    const there = await runThere(runtime, [], name);
    loaded += there.wasLoaded ? 1 : 0;
    expect(there).toEqual({ said: SOUND, wasLoaded: false });
  });

  test("are loaded by Deno where --allow-ffi lists paths, which the README warns of", async () => {
    const flags = ["run", "--allow-ffi=libc.so.6", "--allow-read", "--allow-env", "--node-modules-dir=manual"];
    expect((await runThere("deno", flags, "deno")).wasLoaded).toBe(true);
  });
});

test.each(cells.filter(({ runtime }) => runtime !== "deno"))(
  "a polluted Object.prototype changes nothing for $name under $runtime",
  async ({ name, runtime }) => {
    const before = [runtime === "bun" ? "--preload" : "--import", file("pollute.mjs")];
    expect((await runThere(runtime, before, name)).said).toEqual(SOUND);
  },
);
