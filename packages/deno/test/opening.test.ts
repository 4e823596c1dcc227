import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { afterAll, afterEach, expect, test, vi } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "pollio-deno-"));
const packages = fileURLToPath(new URL("../../", import.meta.url));

// Installed, and not linked: Deno reads node_modules without a permission.
for (const name of ["core", "deno"]) {
  for (const part of ["package.json", "dist"]) {
    cpSync(join(packages, name, part), join(folder, "node_modules/@pollio", name, part), { recursive: true });
  }
}

afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** Deno's own way to start a process: child_process, in Deno, adds permissions to a child Deno. */
interface Command {
  new (
    path: string,
    options: { args: readonly string[] },
  ): {
    output(): Promise<{ code: number; stdout: Uint8Array; stderr: Uint8Array }>;
  };
}

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Deno's output for a program that imports the package and opens a poller. */
function importWith(...flags: string[]): Promise<Outcome> {
  return run("run", flags, 'import { OsPoller } from "@pollio/deno"; console.log(typeof new OsPoller());');
}

async function run(command: "run" | "test", flags: string[], program: string): Promise<Outcome> {
  const main = join(folder, "main.mjs");
  writeFileSync(main, `${program}\n`);
  const { Command } = (globalThis as unknown as { Deno: { Command: Command } }).Deno;
  const args = [command, "--no-prompt", "--node-modules-dir=manual", ...flags, main];
  const { code, stdout, stderr } = await new Command(process.execPath, { args }).output();
  const text = (bytes: Uint8Array) => stripVTControlCharacters(new TextDecoder().decode(bytes));
  return { code, out: text(stdout), err: text(stderr) };
}

test("importing needs only --allow-ffi", async () => {
  expect(await importWith("--allow-ffi")).toMatchObject({ code: 0, out: "object\n" });
});

const WAITS = `
  import { OsPoller } from "@pollio/deno";
  const sanitized = { sanitizeOps: true, sanitizeResources: true };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  Deno.test("a wait", sanitized, async () => {
    const poller = new OsPoller();
    const wait = poller.waitAsync();
    await pause();
    poller.notify();
    await wait;
    poller.close();
  });
  Deno.test("a wait that its poller's end ends", sanitized, async () => {
    const poller = new OsPoller();
    const wait = poller.waitAsync().catch(() => {});
    await pause();
    poller.close();
    await wait;
  });
`;

test.runIf(process.platform === "linux")(
  "waiting needs only --allow-ffi, and leaves nothing that a test's sanitizers find",
  async () => {
    const { code, out } = await run("test", ["--allow-ffi", "--no-check"], WAITS);
    expect(out).toContain("2 passed | 0 failed");
    expect(code).toBe(0);
  },
);

test("without --allow-ffi the error says so", async () => {
  const { code, err } = await importWith("--allow-read", "--allow-env");
  expect(code).toBe(1);
  expect(err).toContain("@pollio/deno: Deno was not allowed to open libc.so.6");
  expect(err).toContain("run it with --allow-ffi, without a list of paths");
});

test("the error names a list of paths as the cause: Deno looks for them in the working directory", async () => {
  const { code, err } = await importWith("--allow-ffi=libc.so.6");
  expect(code).toBe(1);
  expect(err).toContain("run it with --allow-ffi, without a list of paths");
});

test("in another runtime the error names its backends", async () => {
  vi.stubGlobal("Deno", undefined);
  vi.resetModules();
  const reason = "@pollio/deno runs only in Deno; use @pollio/koffi or @pollio/napi in Node, and @pollio/bun in Bun";
  expect((await import("../src/backend.ts")).opened).toMatchObject({ os: "unsupported", reason });
});
