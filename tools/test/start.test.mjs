// npm start as users call it, with fewer connections.
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { BACKENDS } from "../lib/backends.mjs";
import { inRoot, root } from "../lib/root.mjs";
import { whyUnavailable } from "../lib/runtimes.mjs";

/** Without what the npm that runs these tests has set: it would stand for this project's own settings. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

/**
 * @param {string} command
 * @param {string[]} args
 */
function call(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, env, encoding: "utf8", timeout: 120_000 });
  return { status, stdout, stderr };
}

/** Asked for after npm start, which fetches the runtimes that are missing. */
const runnable = () => BACKENDS.filter((backend) => whyUnavailable(backend) === undefined);

test("npm start -- --json gives a row a backend on standard output, and nothing else", () => {
  const { status, stdout, stderr } = call("npm", "start", "--", "--json", "--connections", "20");
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const rows = JSON.parse(stdout);
  expect(rows.map((/** @type {{ backend: string }} */ row) => row.backend)).toEqual(runnable().map(({ name }) => name));
  for (const [index, row] of rows.entries()) {
    expect(row).toEqual({
      backend: runnable()[index]?.name,
      runtime: runnable()[index]?.runtime,
      connections: 20,
      messages: 1848, // 100 a client, half of that from those who reset or vanish, and 48 more from one that floods
      bytes: rows[0].bytes,
      errors: 0,
      messagesPerSecond: expect.any(Number),
    });
    expect(row.bytes).toBeGreaterThan(1_000_000);
    expect(row.messagesPerSecond).toBeGreaterThan(0);
  }
});

test("the table is for humans", () => {
  const { status, stdout } = call(process.execPath, "tools/start.mjs", "--backend", "koffi", "--connections", "4");
  expect(status).toBe(0);
  expect(stdout).toContain("messages per second");
  expect(stdout).toMatch(/│ koffi +│ node +│ +4 │/);
});

describe("a server that is wrong makes it exit 1", () => {
  /** @param {string} fault */
  const startWith = (fault) => {
    const { status, stdout, stderr } = call(process.execPath, inRoot("tools/test/fixtures/start-faulty.mjs"), fault);
    return { status, stderr, row: JSON.parse(stdout)[0] };
  };

  test("when one byte of an echo differs", () => {
    const { status, stderr, row } = startWith("corrupt");
    expect(status).toBe(1);
    expect(row.errors).toBeGreaterThan(0);
    expect(stderr).toMatch(/client \d+ \((talk|half-close|reset|vanish)\): the echo differs at byte \d+/);
  });

  test("when it crashes under load", () => {
    const { status, stderr, row } = startWith("crash");
    expect(status).toBe(1);
    expect(row.errors).toBeGreaterThan(0);
    expect(stderr).toContain("the server ended with signal SIGABRT");
  });

  test("when it does not start", () => {
    const { status, stderr, row } = startWith("no-start");
    expect(status).toBe(1);
    expect(row).toMatchObject({ connections: 0, messages: 0, errors: 1, messagesPerSecond: 0 });
    expect(stderr).toContain("this server does not start");
  });
});

test("wrong usage exits 2 and prints nothing on standard output", () => {
  const { status, stdout, stderr } = call(process.execPath, "tools/start.mjs", "--backend", "rust");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/--backend takes one of .*koffi.*, and got 'rust'/);
});

test.each(["start", "build", "test"])("tools/%s.mjs --help exits 0 and tells the exit codes", (name) => {
  const { status, stdout } = call(process.execPath, `tools/${name}.mjs`, "--help");
  expect(status).toBe(0);
  expect(stdout).toContain("Exit codes: 0");
});

test("a test file under another runtime than the expected one fails", () => {
  const check = inRoot("tools/checks/expect-runtime.mjs");
  const expecting = (/** @type {string} */ runtime) =>
    spawnSync(process.execPath, [check], { env: { ...env, POLLIO_EXPECT_RUNTIME: runtime } }).status;
  expect(["node", "bun", "deno"].map(expecting)).toEqual([0, 1, 1]);
});
