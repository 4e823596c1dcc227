// npm test, and npm run test:all.
import { build } from "../compile/build.ts";
import { command, parse } from "../lib/arguments.ts";
import { ExitCode, Failure, messageOf } from "../lib/failure.ts";
import { inRoot } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { ensureRuntime, plainLauncher, runtimeFix } from "../lib/runtimes.ts";
import { dim, green, red, say } from "../lib/say.ts";
import type { Runtime } from "../runtimes/current.ts";
import { ELSEWHERE, runElsewhere } from "./elsewhere.ts";
import { type Outcome, Tally } from "./tally.ts";
import { runVitest } from "./vitest.ts";

const ABOUT = `Installs what is missing, builds what has changed, and tests the product: generated files, types, lint and format, and every
test of it under this Node, Bun, Deno and Node 26, which are fetched from npm if they are missing. npm run test:all adds the rest: the proof
that the suite finds faults, recipes with real libraries and devices, tools, benchmarks, the site in a browser, other systems' headers, arm64 under emulation, and the
packed packages in empty projects. The last line sums it all up.

POLLIO_WITHOUT=<names> leaves out what a machine cannot have; it counts as skipped, and is named:
  bun, deno, node26  the tests under this runtime; a runtime that is just missing is a failure
  napi               the tests that need the addon: this machine has no C++ compiler
  abi                other systems' headers
  arm64              arm64 under emulation, which needs qemu (with CI=true it is installed, elsewhere you are told how)
  packed             the packed packages, which need npm's registry`;

const DOUBLE = "conformance/kqueue-double/test";

/** Tests of what is around the product, of the suite itself, and of other systems by a double. Folders, by runtime. */
const REST_OF_BUN = [`${DOUBLE}/bun`, "packages/pollio/test/whole"];
const REST = [
  `${DOUBLE}/node`,
  "packages/pollio/test/whole",
  ...["proof", "robust"].map((folder) => `conformance/test/${folder}`),
  ...["awaiting", "by-hand", "recipes"].map((folder) => `examples/test/${folder}`),
  ...["tools", "bench", "toolchains"].map((folder) => `${folder}/test`),
  "docs/test/site",
];

/**
 * What a macOS job runs under Node, with this system taken for macOS (conformance/kqueue-double/as-darwin.mjs): not what vitest.config.ts
 * leaves out there, nor what runs in other runtimes, which do not pretend.
 */
const AS_DARWIN = {
  without: [DOUBLE, ...REST, "packages/pollio/test/epoll", "packages/core/test/blocked-workers-node26.test.ts"],
  execArgv: [`--import=${inRoot("conformance/kqueue-double/as-darwin.mjs")}`],
};

const NAMES: ReadonlyMap<Runtime, string> = new Map([
  ["node", `Node ${process.versions.node}`],
  ["bun", "Bun"],
  ["deno", "Deno"],
  ["node26", "Node 26"],
]);

export async function main(args: readonly string[]): Promise<number> {
  const {
    all = false,
    rest = false,
    asDarwin,
  } = parse<{ all?: boolean; rest?: boolean; asDarwin?: boolean }>(
    command("npm test", ABOUT, "0 nothing failed, 1 something did, 2 wrong usage")
      .option("--all", "everything, as npm run test:all does")
      .option("--rest", "only what npm test leaves out")
      .option("--as-darwin", "on Linux: only what a Mac runs under Node, with the kqueue double in Darwin's place"),
    args,
  );
  const without = parseWithout(process.env.POLLIO_WITHOUT);
  // The suite over taken events (packages/core/test/taken-suite.ts) runs whole then, and else the themes that are about waiting.
  if (all) process.env.POLLIO_TEST_ALL = "1";
  const tally = new Tally();
  await tally.part("build", () => checkBuild(without));
  if (!asDarwin && !rest) {
    await tally.part("generated files, types, lint and format", runChecks);
    // Before any test, because those under one runtime start others. What cannot be fetched is reported in its part.
    for (const runtime of NAMES.keys()) if (!without.has(runtime)) await ensureRuntime(runtime).catch(() => undefined);
    for (const [runtime, name] of NAMES) await tally.part(`tests under ${name}`, () => testUnder(runtime, without));
  }
  if (all || rest) {
    await tally.part("the rest under Node", () => testUnder("node", without, REST));
    await tally.part("the rest under Bun", () => testUnder("bun", without, REST_OF_BUN));
    for (const check of ELSEWHERE) await tally.part(check.name, () => runElsewhere(check, without));
  }
  if (asDarwin || ((all || rest) && process.platform === "linux"))
    await tally.part("tests under Node, as if on macOS", () => runVitest("node", plainLauncher("node")!, AS_DARWIN));
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
    return { passed: 0, failed: 1, problems: [messageOf(error)] };
  }
}

/** What is checked without running it: each command counts as one. They run side by side. */
async function runChecks(): Promise<Outcome> {
  const commands = [["generate", "--", "--check"], ["typecheck"], ["lint"]];
  const results = commands.map(async (script) => {
    const result = await run("npm", ["run", "--silent", ...script]);
    if (!result.ok) say(result.output.trimEnd());
    const verdict = result.ok ? green("ok") : red(`FAILED (${result.how})`);
    say(`${["npm run", ...script].join(" ").padEnd(28)} ${verdict} ${dim(`${result.seconds.toFixed(1)} s`)}`);
    return result.ok;
  });
  const passed = (await Promise.all(results)).filter((ok) => ok).length;
  return { passed, failed: commands.length - passed };
}

/** Runs the tests in folders of `only`; by default all that are not of the rest. */
async function testUnder(runtime: Runtime, without: ReadonlySet<string>, only: string[] = []): Promise<Outcome> {
  const name = NAMES.get(runtime)!;
  if (without.has(runtime))
    return { passed: 0, failed: 0, skips: [`all tests under ${name} (POLLIO_WITHOUT=${runtime})`] };
  try {
    await ensureRuntime(runtime);
  } catch (error) {
    const fix = `fix: ${runtimeFix(runtime)}\nor leave its tests out: POLLIO_WITHOUT=${runtime} npm test`;
    const problem = `${messageOf(error)}\n${name} is missing, so no test ran under it\n${fix}`;
    return { passed: 0, failed: 1, problems: [problem] };
  }
  const leftOut = leftOutHere(without);
  const rest = only.length === 0 ? [...REST, ...REST_OF_BUN] : [];
  const choice = { only, without: [...leftOut.map(([folder]) => folder), ...rest] };
  const { skips = [], ...outcome } = await runVitest(runtime, plainLauncher(runtime)!, choice);
  const folders = leftOut.map(([folder, why]) => `${folder} (${why})`);
  return { ...outcome, skips: [...skips, ...folders].map((skip) => `${skip} under ${name}`) };
}

/** Folders whose tests are not run here, and why. */
function leftOutHere(without: ReadonlySet<string>): [folder: string, why: string][] {
  // The facade's tests are about choosing among the backends, above all the addon.
  const addon = ["packages/napi/test", "packages/pollio/test", DOUBLE];
  if (without.has("napi")) return addon.map((folder) => [folder, "POLLIO_WITHOUT=napi"]);
  if (process.platform === "linux") return [];
  return [[DOUBLE, `the kqueue double is made of epoll, which ${process.platform} does not have`]];
}

/** What may be left out: a machine may lack it, or a person may not want to wait for it. The rest comes from npm. */
const KNOWN = ["bun", "deno", "node26", "napi", "abi", "arm64", "packed"];

/** What POLLIO_WITHOUT leaves out ("bun", "bun,napi", …). An unknown name is a Failure, because it would hide what was meant. */
export function parseWithout(value: string | undefined): Set<string> {
  const names = (value ?? "").split(/[\s,]+/).filter((name) => name !== "");
  const unknown = names.filter((name) => !KNOWN.includes(name)).join("', '");
  if (unknown === "") return new Set(names);
  throw new Failure(`POLLIO_WITHOUT takes ${KNOWN.join(", ")}, separated by commas, not '${unknown}'`, ExitCode.usage);
}
