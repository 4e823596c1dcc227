// npm start as users call it, with fewer connections.
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { BACKENDS } from "../lib/backends.ts";
import { inRoot, root } from "../lib/root.ts";
import { whyUnavailable } from "../lib/runtimes.ts";
import type { Row } from "../start/job.ts";

/** Without what the npm that runs these tests has set: it would stand for this project's own settings. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

/** What a tool does, without npm. */
const tool = (module: string, ...args: string[]) =>
  call(process.execPath, "tools/bootstrap.mjs", `tools/${module}`, ...args);

function call(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, env, encoding: "utf8", timeout: 120_000 });
  return { status, stdout, stderr };
}

/** Asked for after npm start, which fetches the runtimes that are missing. */
const runnable = () => BACKENDS.filter((backend) => whyUnavailable(backend) === undefined);

test("npm -s start -- --json prints a row for each backend on standard output, and nothing else", () => {
  const { status, stdout, stderr } = call("npm", "-s", "start", "--", "--json", "--connections", "20");
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const rows: Row[] = JSON.parse(stdout);
  expect(rows.map((row) => row.backend)).toEqual(runnable().map(({ name }) => name));
  for (const [index, row] of rows.entries()) {
    expect(row).toEqual({
      backend: runnable()[index]?.name,
      runtime: runnable()[index]?.runtime,
      connections: 20,
      messages: 1848, // 100 a client, half of that from those who reset or vanish, and 48 more from one that floods
      bytes: rows[0]?.bytes,
      errors: 0,
      messagesPerSecond: expect.any(Number),
    });
    expect(row.bytes).toBeGreaterThan(1_000_000);
    expect(row.messagesPerSecond).toBeGreaterThan(0);
  }
});

test("without --json it prints a table", () => {
  const { status, stdout } = tool("start/main.ts", "--backend", "koffi", "--connections", "4");
  expect(status).toBe(0);
  expect(stdout).toContain("messages per second");
  expect(stdout).toMatch(/│ koffi +│ node +│ +4 │/);
});

describe("a faulty server makes it exit 1", () => {
  const startWith = (fault: string) => {
    const { status, stdout, stderr } = call("node_modules/.bin/tsx", "tools/test/fixtures/start-faulty.ts", fault);
    return { status, stderr, row: JSON.parse(stdout)[0] };
  };

  test("if one byte of an echo is wrong", () => {
    const { status, stderr, row } = startWith("corrupt");
    expect(status).toBe(1);
    expect(row.errors).toBeGreaterThan(0);
    expect(stderr).toMatch(/client \d+ \((talk|half-close|reset|vanish)\): the echo differs at byte \d+/);
  });

  test("if it crashes under load", () => {
    const { status, stderr, row } = startWith("crash");
    expect(status).toBe(1);
    expect(row.errors).toBeGreaterThan(0);
    expect(stderr).toContain("the server ended with signal SIGABRT");
  });

  test("if it does not start", () => {
    const { status, stderr, row } = startWith("no-start");
    expect(status).toBe(1);
    expect(row).toMatchObject({ connections: 0, messages: 0, errors: 1, messagesPerSecond: 0 });
    expect(stderr).toContain("this server does not start");
  });
});

test("wrong usage exits 2 and prints nothing on standard output", () => {
  const { status, stdout, stderr } = tool("start/main.ts", "--backend", "rust");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/--backend takes one of .*koffi.*, not 'rust'/);
});

test.each(["start", "compile/build", "checks"])("tools/%s --help exits 0 and lists the exit codes", (name) => {
  const { status, stdout } = tool(name.includes("/") ? `${name}.ts` : `${name}/main.ts`, "--help");
  expect(status).toBe(0);
  expect(stdout).toContain("Exit codes: 0");
});

test("a test file under another runtime than the expected one fails", () => {
  const check = inRoot("tools/checks/expect-runtime.ts");
  const expecting = (runtime: string) =>
    spawnSync("node_modules/.bin/tsx", [check], {
      cwd: root,
      env: { ...env, POLLIO_EXPECT_RUNTIME: runtime },
    }).status;
  expect(["node", "bun", "deno"].map(expecting)).toEqual([0, 1, 1]);
});
