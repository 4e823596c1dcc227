// npm run test:arm64: the conformance suite with arm64 runtimes under qemu.
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Listed, Result, Run, RunOptions } from "@pollio/conformance/runner";
import { Option } from "commander";
import { build } from "../../tools/compile/build.ts";
import { compileAddon, zigCompiler } from "../../tools/cross/compiler.ts";
import { ARM64, findZig, whyNoZig } from "../../tools/cross/targets.ts";
import { command, many, only, parse } from "../../tools/lib/arguments.ts";
import { ExitCode } from "../../tools/lib/failure.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { bold, dim, printRows, progressLine, red, say, warn } from "../../tools/lib/say.ts";
import { buildSabotagedCore, copyPackages, emulated, ensureQemu, installTree, type Tree } from "./tree.ts";

type Backend = (typeof BACKENDS)[number];
type Row = ReturnType<typeof judge>;

/** The core: beginnings of names. It leaves out what starts many processes or threads, or measures for long. */
// biome-ignore format: a list of words
export const CORE: readonly string[] = [
  "exports.", "encoding.vectors", "kinds.own.every-tag-travels", "lifecycle.", "registration.", "modify.", "many.",
  "ready.", "stale.", "readiness.", "triggers.", "timeouts.", "wake.", "async.events", "async.timeout.", "iterate.",
  "nesting.", "batch.", "memory.one-buffer", "errors.", "sys.", "tcp.", "shutdown.", "datagrams.",
];

/** What must fail if epoll_event has x86-64's 12 bytes on arm64: the simplest case of all, and the one about the user data. */
export const FIND_THE_LAYOUT: readonly Listed[] = [
  { case: "registration.add-wait-delete", reason: "the layout is wrong" },
  { case: "kinds.own.every-tag-travels", reason: "the layout is wrong" },
];

const NO_MPROTECT =
  "Bun calls mprotect on the memory it reserves for a resizable ArrayBuffer; qemu-user refuses, and Bun exits";

const NO_TIMESTAMPS = "qemu-user does not know the option SO_TIMESTAMPING of setsockopt(2)";

/** What fails under emulation, and would not on a real arm64 machine, by runtime. A listed case that passes is a failure. */
export const EXPECTED_FAILURES: Readonly<Record<Backend["runtime"], readonly Listed[]>> = {
  node: [{ case: "readiness.error.a-timestamp", reason: NO_TIMESTAMPS }],
  bun: [
    { case: "sys.memory.detached-and-resizable", reason: NO_MPROTECT },
    { case: "sys.all.arguments.detached-and-resizable", reason: NO_MPROTECT },
    { case: "sys.vectors.lists-that-change", reason: NO_MPROTECT },
    { case: "readiness.error.a-timestamp", reason: NO_TIMESTAMPS },
  ],
};

/** Judges a run of the suite; the result is what --json prints. `expected` are failures that are listed. */
export function judge(backend: string, { results, notProvable, leftOut, trouble, runtime, seconds }: Run) {
  const having = (status: Result["status"]) => results.filter((each) => each.status === status);
  const problems = having("failed").map(({ name, message, details }) => `${name}: ${details ?? message}`);
  for (const { name, reason } of leftOut) problems.push(`${name}: its adapter leaves it out: ${reason}`);
  if (trouble !== undefined) problems.push(trouble.message);
  if (results.length === 0) problems.push("no case was run");
  const expected = having("expected").map(({ name, reason }) => `${name}: ${reason}`);
  const passed = having("passed").length;
  return { backend, runtime, passed, expected, problems, notProvable, seconds: Math.round(seconds * 10) / 10 };
}

/** How much slower the emulator is than a real processor, with room for a busy machine. */
const PATIENCE = { slowdown: 5, patienceMs: 20_000 };

const BACKENDS = [
  { name: "napi", runtime: "node" },
  { name: "koffi", runtime: "node" },
  { name: "bun", runtime: "bun" },
] as const;

const ABOUT = `Runs the conformance suite with arm64 builds of Node and Bun under qemu-user, which emulates the kernel's arm64 ABI. The addon is
cross-compiled with zig; the runtimes are installed with npm into build/arm64. At the end, a build with x86-64's layout of epoll_event
must be found wrong. It needs qemu-user-static and the packages libc6-arm64-cross and libstdc++6-arm64-cross of Debian.`;
const EXIT_CODES = `0 every case passed, except those listed with a reason; 1 one did not, or a listed one did; 2 wrong usage;
3 not run: this machine cannot emulate arm64`;

export function arm64Options(args: readonly string[]) {
  const names = BACKENDS.map(({ name }) => name);
  const options = parse<{ core?: true; backend?: readonly string[]; only?: readonly string[]; json?: true }>(
    command("npm run test:arm64", ABOUT, EXIT_CODES)
      .addOption(new Option("--core", "only themes that start no processes and are quick").conflicts("only"))
      .option(...only("backend", names))
      .option("--only <prefix>", "only cases whose names begin with this; repeatable", many(String))
      .option("--json", "print the rows as JSON on standard output"),
    args,
  );
  return {
    json: options.json === true,
    backends: BACKENDS.filter(({ name }) => options.backend?.includes(name) ?? true),
    only: options.only ?? (options.core ? CORE : undefined),
  };
}

export async function main(args: readonly string[]): Promise<number> {
  const { json, backends, only } = arm64Options(args);
  if (process.arch === "arm64") {
    say("this is an arm64 machine: nothing needs to be emulated, and npm test runs the suite on it");
    return ExitCode.ok;
  }
  const zig = findZig();
  const { path: qemu, reason } = zig === undefined ? { reason: whyNoZig() } : await ensureQemu();
  if (qemu === undefined || zig === undefined) {
    warn(`arm64 was NOT RUN: ${reason}`);
    return ExitCode.notRun;
  }
  await build();
  const installed = await installTree(inRoot("build", "arm64", "tree"), "arm64");
  const tree = { ...installed, node: emulated(installed, "node", qemu), bun: emulated(installed, "bun", qemu) };
  copyPackages(tree);
  const modules = join(tree.folder, "node_modules", "@pollio");
  // The addon goes where a prebuilt one is.
  await compileAddon(zigCompiler(zig, ARM64), ARM64, tree.headers, join(modules, "napi", "prebuilds", "linux-arm64"));
  const rows: Row[] = [];
  for (const backend of backends) {
    const expectedFailures = EXPECTED_FAILURES[backend.runtime];
    rows.push(await runBackend(tree, backend, { expectedFailures, ...(only && { only }) }));
  }
  const sabotaged = await buildSabotagedCore(inRoot("build", "arm64", "sabotaged-core"));
  cpSync(join(sabotaged, "dist"), join(modules, "core", "dist"), { recursive: true });
  const find = { expectedFailures: FIND_THE_LAYOUT, only: FIND_THE_LAYOUT.map((each) => each.case) };
  for (const backend of backends) rows.push(await runBackend(tree, backend, find, ", 12-byte layout"));
  for (const { backend, notProvable, problems } of rows) {
    for (const { name, reason } of notProvable) say(dim(`${backend}: not provable: ${name}: ${reason}`));
    for (const problem of problems) say(red(`${backend}: ${problem}`));
  }
  printRows(rows, json, {
    backend: ({ backend }) => backend,
    "runtime, emulated": ({ runtime }) => runtime,
    ">passed": ({ passed }) => passed,
    ">failed as expected": ({ expected }) => expected.length,
    ">problems": ({ problems }) => problems.length,
    ">seconds": ({ seconds }) => seconds.toFixed(1),
  });
  return rows.every(({ problems }) => problems.length === 0) ? ExitCode.ok : ExitCode.failed;
}

async function runBackend(tree: Tree, { name, runtime }: Backend, cases: Partial<RunOptions>, what = ""): Promise<Row> {
  const { runSuite } = await import("@pollio/conformance/runner"); // here, because it is built first
  const line = progressLine();
  const label = bold(`arm64 ${name}${what}`);
  const command = tree[runtime];
  const run = await runSuite({
    adapter: `@pollio/${name}/adapter`,
    packageFolder: join(tree.folder, "node_modules", "@pollio", "conformance"),
    command,
    execPath: command,
    isolation: "crash", // a process takes long to start under the emulator
    ...PATIENCE,
    ...cases,
    onCase: (done, total, each) => line.update(`${label} ${done + 1} of ${total}: ${each}`),
  });
  const row = judge(`${name}${what}`, run);
  const seconds = dim(`${row.seconds.toFixed(1)} s`);
  line.done(`${label} ${row.passed} passed, ${row.problems.length} problems ${seconds}`);
  return row;
}
