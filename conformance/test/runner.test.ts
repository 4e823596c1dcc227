// How cases are run in processes of their own, with a suite of made-up cases under the real runner.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Run, type RunOptions, runSuite } from "@pollio/conformance/runner";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const FOREVER = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)";

/** Where a run finds the suite and the adapter. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pollio-runner-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a suite whose cases are the properties of an object, in JavaScript. */
function runOf(cases: string, options: Partial<RunOptions> = {}): Promise<Run> {
  const packageFolder = join(folder, "node_modules/@pollio/conformance");
  cpSync(DIST, join(packageFolder, "dist"), { recursive: true });
  write(
    "@pollio/conformance/dist/index.js",
    `export const suite = ({ test }) => {
    const cases = {${cases}};
    for (const [name, run] of Object.entries(cases)) test(name, run, 40);
    return {
      notProvable: [{ name: "what.cannot", reason: "there is none" }],
      leftOut: [{ name: "a.left-out", reason: "why not" }],
      expectedFailures: [{ name: "the.adapters-own", reason: "it knows" }],
    };
  };`,
  );
  write("@pollio/conformance/package.json", '{ "type": "module" }');
  write(
    "@pollio/made-up/adapter.js",
    `export const adapter = { name: "made up", url: import.meta.url, module: { OsPoller: class {
    async waitAsync() {}
    close() {}
  } } };`,
  );
  write("@pollio/made-up/package.json", '{ "type": "module", "exports": { "./adapter": "./adapter.js" } }');
  const patience = { slowdown: 5, silenceMs: 4_000, limitMs: 60_000 };
  return runSuite({ adapter: "@pollio/made-up/adapter", packageFolder, ...patience, ...options });
}

function write(path: string, text: string): string {
  const full = join(folder, "node_modules", path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

const messages = ({ results }: Run) => Object.fromEntries(results.map(({ name, message }) => [name, message]));
const statuses = ({ results }: Run) => Object.fromEntries(results.map(({ name, status }) => [name, status]));

describe("a run", () => {
  test("reports what passed, what failed, and what did not run", async () => {
    const run = await runOf(`"a.passes"() {}, async "a.fails"() { throw new Error("wrong") }`);
    expect(messages(run)).toEqual({ "a.passes": undefined, "a.fails": "wrong" });
    expect(statuses(run)).toEqual({ "a.passes": "passed", "a.fails": "failed" });
    const { bun, node } = process.versions;
    const runtime = bun === undefined ? `node ${node}` : `bun ${bun}`;
    expect(run).toMatchObject({ adapter: "made up", runtime: `${runtime} ${process.arch}` });
    expect(run.notProvable).toEqual([{ name: "what.cannot", reason: "there is none" }]);
    expect(run.leftOut).toEqual([{ name: "a.left-out", reason: "why not" }]);
    expect(run.trouble).toBeUndefined();
  });

  test("can be limited to names that begin in some way", async () => {
    const run = await runOf(`"a.x"() {}, "ab.y"() {}, "b.z"() {}`, { only: ["a.", "b.z"] });
    expect(Object.keys(messages(run))).toEqual(["a.x", "b.z"]);
    expect(run.notProvable).toEqual([]);
    expect(run.leftOut).toHaveLength(1);
  });

  test("says what it is about to do, and has a process for each theme", async () => {
    const heard: unknown[] = [];
    const pid = "() { console.error(process.pid); throw new Error(String(process.pid)) }";
    const run = await runOf(`"a.x"${pid}, "b.y"${pid}, "a.z_z"${pid}`, {
      onListing: ({ cases }) => heard.push(cases),
      onCase: (done, total, name) => heard.push([done, total, name]),
      onTheme: (theme, results) => heard.push([theme, results.map(({ name }) => name)]),
    });
    expect(heard).toEqual([
      ["a.x", "b.y", "a.z_z"],
      [0, 3, "a.x"],
      [1, 3, "a.z_z"],
      ["a", ["a.x", "a.z_z"]],
      [2, 3, "b.y"],
      ["b", ["b.y"]],
    ]);
    const { "a.x": first, "a.z_z": second, "b.y": third } = messages(run);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
    const one = messages(await runOf(`"a.x"${pid}, "b.y"${pid}`, { isolation: "crash" }));
    expect(one["a.x"]).toBe(one["b.y"]);
  });

  test("goes on after a case that ends the process, which is one failure", async () => {
    const run = await runOf(`"a"() {}, "b"() { process.kill(process.pid, "SIGSEGV") }, "c"() {}`);
    expect(messages(run)).toEqual({ a: undefined, b: "the process ended with SIGSEGV", c: undefined });
  });

  test("goes on in one process after a crash too, where there is one for all themes", async () => {
    const cases = `"a"() {}, "b.x"() { process.exit(3) }, "b.y"() {}, "c"() {}`;
    const run = await runOf(cases, { isolation: "crash" });
    expect(messages(run)).toEqual({
      ...{ a: undefined, "b.x": "the process ended with exit code 3" },
      ...{ "b.y": undefined, c: undefined },
    });
  });

  test("shows the last words of a process that ended", async () => {
    const run = await runOf(
      `"a.x"() { console.error("hm") }, "a.y"() { console.error("oh no\\nno\\nno\\nnever"); process.exit(7) }`,
    );
    expect(messages(run)).toEqual({ "a.x": undefined, "a.y": "the process ended with exit code 7: oh no; no; no" });
    expect(run.results[1]!.details).toBe("oh no\nno\nno\nnever");
  });

  test("fails a case that takes too long, and runs the others without it", async () => {
    const late = '"a.x"() { globalThis.disturbed = true; return new Promise(() => {}) }';
    const run = await runOf(`${late}, "a.y"() { if (globalThis.disturbed) throw new Error("disturbed") }`);
    expect(messages(run)).toEqual({ "a.x": "it did not finish within 200 ms", "a.y": undefined });
  });

  test("takes a rejection that nobody handles for the end of the process", async () => {
    const run = await runOf(
      `"a"() { Promise.reject(new Error("nobody waits")); return new Promise(() => {}) }, "b"() {}`,
    );
    expect(messages(run)).toEqual({ a: expect.stringMatching(/^the process ended with exit code 1: /), b: undefined });
    expect(run.results[0]!.details).toContain("nobody waits");
  });

  test("kills a process that blocks its thread, and what it has started", async () => {
    const run = await runOf(
      `async "a"() {
        const { spawn } = await import("node:child_process");
        const { pid } = spawn("sleep", ["60"], { stdio: "inherit" });
        console.error(pid);
        ${FOREVER};
      }, "b"() {}`,
      { graceMs: 100 },
    );
    const blocked = /^it blocked the thread for 700 ms, and its process was killed: (\d+)$/;
    expect(messages(run)).toEqual({ a: expect.stringMatching(blocked), b: undefined });
    expect(run.seconds).toBeLessThan(30);
    const [, pid] = blocked.exec(messages(run).a!)!;
    await expect.poll(() => isRunning(Number(pid))).toBe(false);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("ends with the process that started it, here with %s", async (signal) => {
    const pidFile = join(folder, "pid");
    const told = `(await import("node:fs")).writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))`;
    await runOf(`async "a"() { ${told}; ${FOREVER}; }`, { only: ["none"] });
    const packageFolder = join(folder, "node_modules/@pollio/conformance");
    const options = JSON.stringify({ adapter: "@pollio/made-up/adapter", packageFolder });
    const runner = new URL("../dist/runner/index.js", import.meta.url).href;
    const main = write("main.mjs", `import { runSuite } from "${runner}";\nawait runSuite(${options});`);
    const parent = spawn(process.execPath, [main], { stdio: "ignore" });
    await expect.poll(() => existsSync(pidFile), { timeout: 20_000 }).toBe(true);
    parent.kill(signal);
    expect(await once(parent, "exit")).toEqual([null, signal]);
    await expect.poll(() => isRunning(Number(readFileSync(pidFile, "utf8")))).toBe(false);
  });

  test("kills a process that says nothing before its first case", async () => {
    const run = await runOf(`"a": ${FOREVER}`, { silenceMs: 300 });
    expect(run.results).toEqual([]);
    expect(run.trouble?.message).toBe("no case was started: it said nothing for 1500 ms");
  });

  test("ends at its time limit, fails the case under way, and says that others did not run", async () => {
    const run = await runOf(`"a"() {}, "b"() { ${FOREVER} }, "c"() {}`, { limitMs: 2_500, graceMs: 20_000 });
    expect(messages(run)).toEqual({ a: undefined, b: "the time limit of the run was reached" });
    expect(run.trouble?.message).toBe("the time limit of the run was reached: the remaining cases did not run");
  });

  test("is in trouble when the adapter cannot be imported", async () => {
    const run = await runOf("", { adapter: "@pollio/absent/adapter" });
    expect(run.results).toEqual([]);
    expect(run.adapter).toBeUndefined();
    expect(run.trouble?.message).toMatch(/^no case was started: the process ended with exit code 1: /);
    expect(run.trouble?.details).toContain("@pollio/absent");
  });

  test("is in trouble when the runtime cannot be started", async () => {
    const run = await runOf("", { command: join(folder, "absent") });
    expect(run.trouble?.message).toMatch(/^no case was started: it could not be started: .*ENOENT/);
  });

  test("is in trouble when the process ends between two cases", async () => {
    // The process looks at the next case's name then.
    const run = await runOf(`"a.x"() { String.prototype.split = () => process.exit(9) }, "a.y"() {}`);
    expect(messages(run)).toEqual({ "a.x": undefined });
    expect(run.trouble?.message).toBe("after a.x: the process ended with exit code 9");
  });

  test("gives the cases the executable that they are to start", async () => {
    const run = await runOf(`"a"() { throw new Error(process.execPath) }`, { execPath: "/some/where" });
    expect(messages(run)).toEqual({ a: "/some/where" });
  });
});

describe("a failed case shows", () => {
  const failureOf = async (thrown: string) => {
    const { results } = await runOf(`async "a.case"() { ${thrown} }`);
    const { name, status, ms, ...failure } = results[0]!;
    expect({ name, status }).toEqual({ name: "a.case", status: "failed" });
    return failure;
  };

  test("the stack, the properties and the cause of an error", async () => {
    const { message, details } = await failureOf(
      `throw Object.assign(new RangeError("too far", { cause: new Error("the wind") }), { code: "EFAR" })`,
    );
    expect(message).toBe("too far");
    expect(details).toMatch(/^RangeError: too far\n +at .*a\.case/);
    expect(details).toContain("code: 'EFAR'");
    expect(details).toMatch(/cause.*Error: the wind\n +at /);
  });

  test("what an assertion expected and what it got", async () => {
    const { details, expected, actual } = await failureOf(
      `throw new (await import("node:assert")).AssertionError({ actual: [1, { a: 2n }], expected: "1", operator: "strictEqual" })`,
    );
    expect({ expected, actual }).toEqual({ expected: "'1'", actual: "[ 1, { a: 2n } ]" });
    expect(details).toMatch(/AssertionError.*\n[\s\S]* at /);
  });

  test.each([
    ["undefined", "it threw undefined"],
    ["{ a: [1] }", "it threw { a: [ 1 ] }"],
    ["Object.create(null)", "it threw [Object: null prototype] {}"],
    ["new Proxy({}, { get() { throw 1 }, ownKeys() { throw 2 } })", "it threw {}"],
  ])("any other value that was thrown: %s", async (value, message) => {
    expect(await failureOf(`throw ${value}`)).toMatchObject({ message });
  });
});

test("a listed failure is expected, a listed case that passes fails, and so does what is not listed", async () => {
  const cases = `"good"() {}, "bad"() { throw new Error("no") }, "known.x"() { throw new Error("the runtime") },
    "known.crash"() { process.exit(2) }, "fixed"() {}, "the.adapters-own"() { throw new Error("so") }`;
  const expectedFailures = [
    { case: "known.", reason: "it cannot" },
    { case: "fixed", reason: "it could not" },
  ];
  const { results } = await runOf(cases, { expectedFailures });
  expect(results.map(({ ms, details, ...rest }) => rest)).toEqual([
    { name: "good", status: "passed" },
    { name: "bad", status: "failed", message: "no" },
    { name: "known.x", status: "expected", message: "the runtime", reason: "it cannot" },
    { name: "known.crash", status: "expected", message: "the process ended with exit code 2", reason: "it cannot" },
    {
      name: "fixed",
      status: "failed",
      message: "it passes, but is listed as an expected failure (it could not): remove it from the list",
    },
    { name: "the.adapters-own", status: "expected", message: "so", reason: "it knows" },
  ]);
});

/** proc_pid_stat(5): one that has ended and that nobody waits for is a zombie. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended may wait for its parent to ask. Linux may lack ps(1), and macOS lacks /proc.
    if (existsSync("/proc/self/stat")) return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    return !/^Z|^$/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim());
  } catch {
    return false;
  }
}
