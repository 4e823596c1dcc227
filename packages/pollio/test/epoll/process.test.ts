// What pollio/epoll does to its process, seen from outside, and what it is in a worker.
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("./program.mjs", import.meta.url));
const ELSEWHERE = fileURLToPath(new URL("./elsewhere.mjs", import.meta.url));
const FLAGS = "Deno" in globalThis ? ["run", "-A", "--node-modules-dir=manual"] : [];

async function run(...args: string[]): Promise<{ output: string; code: number | undefined; wasEnded: boolean }> {
  const { stdout, stderr, exitCode, timedOut } = await execa(process.execPath, [...FLAGS, PROGRAM, ...args], {
    timeout: args[0] === "stays" ? 3000 : 20_000,
    reject: false,
    killSignal: "SIGKILL",
  });
  return { output: timedOut ? stdout : stdout + stderr, code: exitCode, wasEnded: timedOut };
}

test.each(["add", "fired-one-shot", "two-objects"])(
  "a registered descriptor keeps the process alive: %s",
  async (how) => {
    expect(await run("stays", how)).toMatchObject({ output: "registered", wasEnded: true });
  },
);

test.each(["nothing", "remove", "close", "remove-inside", "close-inside", "closed-by-somebody"])(
  "the process ends where nothing is registered any more: %s",
  async (how) => {
    expect(await run("ends", how)).toEqual({ output: "done", code: 0, wasEnded: false });
  },
);

test("what a callback throws is an uncaught exception, and ends neither its registration nor another", async () => {
  expect(await run("throws")).toEqual({ output: "uncaught 1\ntold 2\nuncaught 3\ntold 4", code: 0, wasEnded: false });
});

test("without a handler it ends the process", async () => {
  const { output, code } = await run("throws-unhandled");
  expect(code).not.toBe(0);
  expect(output).toContain("thrown by a callback");
});

test("import by name, default import and require give one class", async () => {
  expect(await run("imports")).toEqual({ output: "one", code: 0, wasEnded: false });
});

test("elsewhere than on Linux the import works, and the constructor throws", async () => {
  const { stdout } = await execa(process.execPath, [...FLAGS, ELSEWHERE]);
  expect(stdout).toBe("ERR_UNSUPPORTED_PLATFORM: pollio/epoll needs Linux; this is win32");
});

test("it works in workers, each with registrations of its own", async () => {
  expect(await run("workers")).toEqual({ output: "main 1\nworker 1\nworker 1", code: 0, wasEnded: false });
});
