// npm run test:kernels: the conformance suite inside machines of qemu's, under Debian's own kernels.
import { join } from "node:path";
import type { Run } from "@pollio/conformance/runner";
import { Option } from "commander";
import { build } from "../../tools/compile/build.ts";
import { compileAddon, zigCompiler } from "../../tools/cross/compiler.ts";
import { findZig, folderName, PREBUILT, whyNoZig } from "../../tools/cross/targets.ts";
import { command, integer, many, only, parse } from "../../tools/lib/arguments.ts";
import { ExitCode } from "../../tools/lib/failure.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { bold, dim, printRows, progressLine, red, say, warn } from "../../tools/lib/say.ts";
import { CORE, FIND_THE_LAYOUT, judge } from "../arm64/main.ts";
import { buildSabotagedCore, installTree } from "../arm64/tree.ts";
import { buildMachine, ensureMachine, type Kernel, runMachine } from "./machine.ts";

/** 5.10 is the last before epoll_pwait2. */
export const KERNELS: readonly Kernel[] = [
  { name: "arm64-6.1", arch: "arm64", suite: "bookworm" },
  { name: "x64-6.1", arch: "x64", suite: "bookworm" },
  { name: "x64-5.10", arch: "x64", suite: "bullseye" },
];

const BACKENDS = { napi: "/bin/node", koffi: "/bin/node", bun: "/bin/bun" };

/** How much slower the machine is than a real one, without a processor's help. */
const PATIENCE = { slowdown: 15, patienceMs: 60_000 };

/** What measures processor time, or timeouts to a fraction of a millisecond: it may fail on an emulated processor, and says nothing there. */
export const MEASURES: readonly string[] = [
  "left-behind.an-idle-wait-rests",
  "left-behind.an-idle-wait-rests-without-a-free-descriptor",
  "left-behind.an-idle-asynchronous-wait-rests",
  "left-behind.timeouts-are-exact",
  "spin.a-wait-looks-before-it-blocks",
  "spin.only-while-waits-are-short",
];

/** The run with what measures among the expected failures, if it failed. */
export function withoutMeasures(run: Run): Run {
  const reason = "it measures what an emulated processor cannot keep";
  const results = run.results.map((each) =>
    each.status === "failed" && MEASURES.includes(each.name) ? { ...each, status: "expected" as const, reason } : each,
  );
  return { ...run, results };
}

const ABOUT = `Runs the conformance suite under kernels of Debian's in qemu-system, which emulates whole machines: an initramfs holds Node, Bun and our
packages, with the addon as it is prebuilt. The arm64 one must also find a build with x86-64's layout of epoll_event wrong. Kernels and
libraries are fetched from Debian's archive into build/kernels; nothing is installed but qemu-system and cpio.`;

export function kernelOptions(args: readonly string[]) {
  const limit = "seconds that a machine may take";
  type Options = { core?: true; kernel?: string[]; backend?: string[]; only?: string[]; limit: number; json?: true };
  const options = parse<Options>(
    command(
      "npm run test:kernels",
      ABOUT,
      "0 all passed, 1 a case did not, 2 wrong usage, 3 not run: qemu or zig is missing",
    )
      .addOption(new Option("--core", "only themes that start no processes and are quick").conflicts("only"))
      .option(
        ...only(
          "kernel",
          KERNELS.map(({ name }) => name),
        ),
      )
      .option(...only("backend", Object.keys(BACKENDS)))
      .option("--only <prefix>", "only cases whose names begin with this; repeatable", many(String))
      .option("--limit <s>", limit, integer("limit", 1, 86_400), 7_200)
      .option("--json", "print the rows as JSON on standard output"),
    args,
  );
  return {
    json: options.json === true,
    limitMs: options.limit * 1_000,
    kernels: KERNELS.filter(({ name }) => options.kernel?.includes(name) ?? true),
    orders: ordersFor(options.backend ?? Object.keys(BACKENDS), options.only ?? (options.core ? CORE : undefined)),
  };
}

/** What the guest passes on to the suite's runner, a run each. */
function ordersFor(backends: readonly string[], only: readonly string[] | undefined) {
  return Object.entries(BACKENDS)
    .filter(([name]) => backends.includes(name))
    .map(([name, path]) => ({
      ...{ name, adapter: `@pollio/${name}/adapter`, command: path, execPath: path, isolation: "crash" },
      ...{ ...PATIENCE, ...(only && { only }) },
    }));
}

/** The same with another core, in which the cases that look at the layout must fail. */
const wrongLayout = (orders: ReturnType<typeof ordersFor>) =>
  orders.map((order, index) => ({
    ...{ ...order, name: `${order.name}, 12-byte layout`, replaceCore: index === 0 },
    ...{ only: FIND_THE_LAYOUT.map((each) => each.case), expectedFailures: FIND_THE_LAYOUT },
  }));

export async function main(args: readonly string[]): Promise<number> {
  const { json, kernels, orders, limitMs } = kernelOptions(args);
  const zig = findZig();
  const missing = zig === undefined ? [whyNoZig()] : [];
  for (const { arch } of kernels) missing.push((await ensureMachine(arch)).reason ?? "");
  const reason = missing.find(Boolean);
  if (reason !== undefined || zig === undefined) {
    warn(`the kernels were NOT RUN: ${reason}`);
    return ExitCode.notRun;
  }
  await build();
  const rows: Awaited<ReturnType<typeof runKernel>>[number][] = [];
  for (const kernel of kernels) rows.push(...(await runKernel(kernel, orders, zig, limitMs)));
  for (const { backend, notProvable, problems } of rows) {
    for (const { name, reason } of notProvable) say(dim(`${backend}: not provable: ${name}: ${reason}`));
    for (const problem of problems) say(red(`${backend}: ${problem}`));
  }
  printRows(rows, json, {
    machine: ({ backend }) => backend,
    kernel: ({ kernel }) => kernel.split(",")[0] ?? "",
    runtime: ({ runtime }) => runtime,
    ">passed": ({ passed }) => passed,
    ">failed as expected": ({ expected }) => expected.length,
    ">problems": ({ problems }) => problems.length,
    ">seconds": ({ seconds }) => seconds.toFixed(1),
  });
  return rows.every(({ problems }) => problems.length === 0) ? ExitCode.ok : ExitCode.failed;
}

async function runKernel(kernel: Kernel, orders: ReturnType<typeof ordersFor>, zig: string, limitMs: number) {
  const target = PREBUILT.find(({ os, arch }) => os === "linux" && arch === kernel.arch)!;
  const tree = await installTree(inRoot("build", kernel.arch, "tree"), kernel.arch);
  const sabotage = kernel.arch === "arm64";
  const all = sabotage ? [...orders, ...wrongLayout(orders)] : orders;
  const otherCore = sabotage ? await buildSabotagedCore(inRoot("build", "arm64", "sabotaged-core")) : undefined;
  const addon = (folder: string) => compileAddon(zigCompiler(zig, target), target, tree.headers, folder);
  const machine = await buildMachine(kernel, tree, all, otherCore, async (modules) => {
    await addon(join(modules, "@pollio/napi/prebuilds", folderName(target)));
  });
  const line = progressLine();
  const runs: Run[] = [];
  let seen = "";
  const end = await runMachine(machine, limitMs, (what, value) => {
    if (what === "kernel") seen = String(value);
    else if (what === "run") runs.push(value as Run);
    else line.update(`${bold(kernel.name)} ${all[runs.length]?.name} ${[value].flat().join(" ")}`);
  });
  line.done(`${bold(kernel.name)} ${seen}`);
  const none: Run = { runtime: "", results: [], notProvable: [], leftOut: [], seconds: 0, trouble: { message: end } };
  return all.map(({ name }, index) => ({
    kernel: seen,
    ...judge(`${kernel.name} ${name}`, withoutMeasures(runs[index] ?? none)),
  }));
}
