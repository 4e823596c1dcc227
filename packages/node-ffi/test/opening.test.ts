import { execFile } from "node:child_process";
import { expect, test } from "vitest";

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const PACKAGE = new URL("../dist/index.js", import.meta.url).href;

/** Runs a JavaScript module in this version of Node. */
function run(text: string, ...flags: string[]): Promise<Outcome> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return new Promise((resolve) => {
    const args = [...flags, "--input-type=module", "--eval", text];
    const child = execFile(process.execPath, args, { env, timeout: 30_000 }, (_error, out, err) => {
      resolve({ code: child.exitCode, out, err });
    });
  });
}

const use = `
  const { OsPoller } = await import(${JSON.stringify(PACKAGE)});
  const poller = new OsPoller();
  console.log((await poller.waitAsync(1)).length);
  poller.close();
`;

test("no warning says that node:ffi is experimental, not even in a worker", async () => {
  expect(await run(use)).toEqual({ code: 0, out: "0\n", err: "" });
  const inWorker = `import { Worker } from "node:worker_threads";
    new Worker(${JSON.stringify(`(async () => {${use}})()`)}, { eval: true });`;
  expect(await run(inWorker)).toEqual({ code: 0, out: "0\n", err: "" });
});

test("a program that loads node:ffi itself is warned", async () => {
  const { code, err } = await run(`process.getBuiltinModule("node:ffi"); ${use}`);
  expect(code).toBe(0);
  expect(err).toContain("ExperimentalWarning: FFI is an experimental feature");
});

test("other warnings get through, even while the backend loads", async () => {
  const text = `
    const { emitWarning } = process;
    // What is called to load node:ffi says something else first.
    process.getBuiltinModule("node:module").createRequire = (create => (...args) => {
      const require = create(...args);
      return (id) => {
        if (id === "node:ffi") {
          process.emitWarning("something else is experimental", "ExperimentalWarning");
          process.emitWarning("FFI is the subject of a warning", "OtherWarning");
        }
        return require(id);
      };
    })(process.getBuiltinModule("node:module").createRequire);
    process.getBuiltinModule("node:module").syncBuiltinESMExports();
    ${use}
    console.log(process.emitWarning === emitWarning);
  `;
  const { code, out, err } = await run(text);
  expect({ code, out }).toEqual({ code: 0, out: "0\ntrue\n" });
  expect(err).toContain("ExperimentalWarning: something else is experimental");
  expect(err).toContain("OtherWarning: FFI is the subject of a warning");
  expect(err).not.toContain("FFI is an experimental feature");
});

test("without node:ffi, the error tells how to enable it", async () => {
  const { code, err } = await run(use, "--no-experimental-ffi");
  expect(code).toBe(1);
  expect(err).toContain(`@pollio/node-ffi: Node ${process.versions.node} has no node:ffi`);
  expect(err).toContain("since 26.1 with --experimental-ffi; --no-experimental-ffi disables it");
});

test("the error names a missing --allow-ffi", async () => {
  const { code, err } = await run(use, "--permission", "--allow-fs-read=*");
  expect(code).toBe(1);
  expect(err).toContain("@pollio/node-ffi: Node was not allowed to open libc.so.6: with --permission, add --allow-ffi");
  expect(await run(use, "--permission", "--allow-fs-read=*", "--allow-ffi", "--no-warnings")).toMatchObject({
    code: 0,
  });
});
