// npm test, and npm run test:all.
import { build } from "../compile/build.ts";
import { command, parse } from "../lib/arguments.ts";
import { ExitCode, Failure } from "../lib/failure.ts";
import { run } from "../lib/run.ts";
import { ensureRuntime, plainLauncher, runtimeFix } from "../lib/runtimes.ts";
import { dim, green, red, say, warn } from "../lib/say.ts";
import type { Runtime } from "../runtimes/current.ts";
import { ABI, ARM64, PACKED, runElsewhere } from "./elsewhere.ts";
import { type Outcome, Tally } from "./tally.ts";
import { listTestFiles, runVitest } from "./vitest.ts";
import { parseWithout } from "./without.ts";

const ABOUT = `Installs what is missing, builds what has changed, and tests the product: generated files, types, lint and format,
and every test of it under this Node, Bun, Deno and Node 26. Deno and Node 26 are fetched from npm into .runtimes/ if they are
missing. npm run test:all adds the rest: the tests of the tools and the benchmarks, other systems' headers, arm64 under
emulation, and the packed packages in empty projects. The last line sums it all up.

POLLIO_WITHOUT=<names> leaves out what a machine cannot have; it counts as skipped, and is named:
  bun, deno, node26  the tests under this runtime; a runtime that is just missing is a failure
  napi               the tests that need the addon: this machine has no C++ compiler
  abi                other systems' headers
  arm64              arm64 under emulation, which needs qemu (with CI=true it is installed, elsewhere you are told how)
  packed             the packed packages, which need npm's registry`;

/** Tests of what is around the product; npm test leaves them to test:all. */
const REST = ["tools/test", "bench/test"];

/** The runtimes besides the Node that runs this. */
const OTHERS: readonly { runtime: Runtime; name: string }[] = [
  { runtime: "bun", name: "Bun" },
  { runtime: "deno", name: "Deno" },
  { runtime: "node26", name: "Node 26" },
];

export async function main(args: readonly string[]): Promise<number> {
  const { all = false, rest = false } = parse<{ all?: boolean; rest?: boolean }>(
    command("npm test", ABOUT, "0 nothing failed, 1 something did, 2 wrong usage")
      .option("--all", "everything, as npm run test:all does")
      .option("--rest", "only what npm test leaves out"),
    args,
  );
  const without = parseWithout(process.env.POLLIO_WITHOUT);
  const leftOut = leftOutHere(without);
  const tally = new Tally();
  await tally.part("build", () => checkBuild(without));
  if (!rest) {
    await tally.part("generated files, types, lint and format", runChecks);
    await tally.part(`tests under Node ${process.versions.node}`, () => testUnderNode(leftOut));
    for (const other of OTHERS) await tally.part(`tests under ${other.name}`, () => testUnder(other, leftOut, without));
  }
  if (all || rest) {
    const node = { command: process.execPath, args: [] };
    await tally.part("tests of the tools and the benchmarks", () => runVitest("node", node, { only: REST }));
    await tally.part(ABI.name, () => runElsewhere(ABI, without));
    // On an arm64 machine, all the rest was it.
    if (process.arch !== "arm64") await tally.part(ARM64.name, () => runElsewhere(ARM64, without));
    const options = without.has("bun") ? ["--without-bun"] : [];
    await tally.part(PACKED.name, () => runElsewhere(PACKED, without, options));
  }
  tally.show();
  process.stdout.write(`${tally.line}\n`);
  return tally.ok ? ExitCode.ok : ExitCode.failed;
}

async function checkBuild(without: ReadonlySet<string>): Promise<Outcome> {
  try {
    const addon = await build();
    if (addon.built || without.has("napi")) return { passed: 1, failed: 0 };
    const fix = `fix: ${addon.fix}\nor leave its tests out: POLLIO_WITHOUT=napi npm test`;
    return { passed: 1, failed: 1, problems: [`the addon is not built: ${addon.reason}\n${fix}`] };
  } catch (error) {
    // The other checks may name the cause, so they run all the same.
    if (!(error instanceof Failure)) throw error;
    return { passed: 0, failed: 1, problems: [error.message] };
  }
}

/** What is checked without running it: each command counts as one. They run side by side. */
async function runChecks(): Promise<Outcome> {
  const commands = [["generate", "--", "--check"], ["typecheck"], ["lint"]];
  const results = commands.map(async ([script = "", ...options]) => {
    const result = await run("npm", ["run", "--silent", script, ...options]);
    const alone = ["npm run", script, ...options].join(" ");
    if (!result.ok) say(result.output.trimEnd());
    const verdict = result.ok ? green("ok") : red(`FAILED (${result.how})`);
    say(`${alone.padEnd(28)} ${verdict} ${dim(`${result.seconds.toFixed(1)} s`)}`);
    return result.ok;
  });
  const passed = (await Promise.all(results)).filter((ok) => ok).length;
  return { passed, failed: commands.length - passed };
}

/** A folder whose tests are not run here. */
interface LeftOut {
  readonly folder: string;
  readonly why: string;
}

function leftOutHere(without: ReadonlySet<string>): LeftOut[] {
  const double = "conformance/kqueue-double/test";
  if (without.has("napi")) {
    // The facade's tests are about choosing among the backends, above all the addon.
    const folders = ["packages/napi/test", "packages/pollio/test", double];
    return folders.map((folder) => ({ folder, why: "POLLIO_WITHOUT=napi" }));
  }
  if (process.platform === "linux") return [];
  return [{ folder: double, why: `the kqueue double is made of epoll, which ${process.platform} does not have` }];
}

async function testUnderNode(leftOut: readonly LeftOut[]): Promise<Outcome> {
  const skips = await skippedFiles("node", "Node", leftOut);
  const launch = { command: process.execPath, args: [] };
  const without = [...leftOut.map(({ folder }) => folder), ...REST];
  const outcome = await runVitest("node", launch, { without });
  return { ...outcome, skips: [...(outcome.skips ?? []), ...skips] };
}

async function testUnder(
  { runtime, name }: (typeof OTHERS)[number],
  leftOut: readonly LeftOut[],
  without: ReadonlySet<string>,
): Promise<Outcome> {
  if (without.has(runtime)) {
    const skips = await skippedFiles(runtime, name, [{ folder: "", why: `POLLIO_WITHOUT=${runtime}` }]);
    return { passed: 0, failed: 0, skips };
  }
  try {
    await ensureRuntime(runtime);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { length } = await listTestFiles(runtime);
    const what = `${error.message}\n${name} is missing, so ${length} test files were not run and count as failed`;
    const fix = `fix: ${runtimeFix(runtime)}\nor leave them out: POLLIO_WITHOUT=${runtime} npm test`;
    return { passed: 0, failed: Math.max(length, 1), problems: [`${what}\n${fix}`] };
  }
  const skips = await skippedFiles(runtime, name, leftOut);
  const outcome = await runVitest(runtime, plainLauncher(runtime)!, { without: leftOut.map(({ folder }) => folder) });
  const own = outcome.skips?.map((skip) => `${skip} (under ${name})`) ?? [];
  return { ...outcome, skips: [...own, ...skips] };
}

/** The test files of a runtime that are left out, which are named. */
async function skippedFiles(runtime: Runtime, name: string, leftOut: readonly LeftOut[]): Promise<string[]> {
  const skips: string[] = [];
  for (const { folder, why } of leftOut) {
    const files = await listTestFiles(runtime, folder);
    warn(`LEFT OUT by ${why}: ${files.length} test files under ${name}`);
    skips.push(...files.map((file) => `${file} (${why}, under ${name})`));
  }
  return skips;
}
