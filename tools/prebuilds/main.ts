// npm run prebuilds: the binaries that the packages are published with.
import { copyFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { compileAddon, compileHelper, findHeaders, hostCompiler, zigCompiler } from "../cross/compiler.ts";
import { findZig, folderName, isHost, PREBUILT, type Target, whyNoZig } from "../cross/targets.ts";
import { command, oneOf, only, parse } from "../lib/arguments.ts";
import { ExitCode, Failure, messageOf } from "../lib/failure.ts";
import { inRoot } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { bold, printRows, progressLine, red, say } from "../lib/say.ts";
import { complaints } from "./sound.ts";

/** A file of machine code, of which the package has one for each system, below prebuilds/<os>-<arch>. */
interface Artifact {
  readonly name: string;
  readonly folder: string;
  readonly file: string;
  readonly compile: typeof compileAddon;
  /** Why this Node cannot load it, if it cannot. */
  readonly loadingFails: (path: string) => Promise<string[]>;
}

export const ARTIFACTS: readonly Artifact[] = [
  {
    name: "@pollio/napi",
    folder: "packages/napi",
    file: "pollio.node",
    compile: compileAddon,
    loadingFails: (path) => failureOf(`require(${JSON.stringify(path)}).close(-1)`),
  },
  {
    name: "@pollio/node-ffi",
    folder: "packages/node-ffi",
    file: "helper.so",
    compile: (compiler, target, _, folder) => compileHelper(compiler, target, folder),
    // Only the newest Node can call it, but any Node can load it, with everything it imports, and then misses an addon in it.
    loadingFails: (path) =>
      failureOf(`
        try { process.dlopen({ exports: {} }, ${JSON.stringify(path)}) }
        catch (error) { if (!/did not self-register/.test(error.message)) throw error }`),
  },
];

async function failureOf(program: string): Promise<string[]> {
  const { ok, output } = await run(process.execPath, ["-e", program]);
  return ok ? [] : [`this Node cannot load it: ${output.trim()}`];
}

type CompilerName = "zig" | "host";
type Row = Awaited<ReturnType<typeof makePrebuild>>;

const ABOUT = `Makes packages/napi/prebuilds/<os>-<arch>/pollio.node, the addons that @pollio/napi is published with, and likewise helper.so of
@pollio/node-ffi, and prints their sizes. Each is stripped, and refused if it needs a library other than the system's C library, or
imports what a process there does not have. The one of Linux is linked with no library, so it serves glibc (from 2.28) and musl.`;

export function prebuildOptions(args: readonly string[]) {
  const names = PREBUILT.map(folderName);
  const compilers =
    "zig: for every target, on Linux x64 (default where installed); host: this machine's own, for itself";
  const { target, ...options } = parse<{ json?: true; compiler?: CompilerName; target?: string[] }>(
    command("npm run prebuilds", ABOUT, "0 all were made, 1 one was not, 2 wrong usage")
      .option(...only("target", names))
      .option("--compiler <name>", compilers, oneOf("compiler", ["zig", "host"]))
      .option("--json", "print the rows as JSON on standard output"),
    args,
  );
  return { ...options, targets: target && PREBUILT.filter((known) => target.includes(folderName(known))) };
}

export async function main(args: readonly string[]): Promise<number> {
  const options = prebuildOptions(args);
  const rows = await makePrebuilds(options);
  printRows(rows, options.json, {
    "prebuilt for": ({ target }) => target,
    file: ({ file }) => file,
    by: ({ compiler }) => compiler,
    ">bytes": ({ ok, bytes }) => (ok ? bytes : "NOT MADE"),
    "loaded here": ({ loaded }) => (loaded ? "yes" : "no"),
    ">seconds": ({ seconds }) => seconds.toFixed(1),
  });
  return rows.every(({ ok }) => ok) ? ExitCode.ok : ExitCode.failed;
}

export function targetsOf(compiler: CompilerName): readonly Target[] {
  return compiler === "zig" ? PREBUILT : PREBUILT.filter(isHost);
}

/** Makes them, with zig if it is installed, for every target of the compiler, and puts those that are sound into their packages. */
export async function makePrebuilds(options: { compiler?: CompilerName; targets?: readonly Target[] | undefined }) {
  const { compiler = findZig() === undefined ? "host" : "zig", targets = targetsOf(compiler) } = options;
  for (const target of targets) assertMakes(compiler, target);
  const headers = await findHeaders();
  const line = progressLine();
  const rows: Row[] = [];
  for (const artifact of ARTIFACTS) {
    for (const target of targets) {
      line.update(`${bold("prebuilds")} ${folderName(target)}/${artifact.file}`);
      rows.push(await makePrebuild(artifact, target, compiler, headers));
    }
  }
  const places = ARTIFACTS.map(({ folder }) => `${folder}/prebuilds`).join(" and ");
  line.done(`${bold("prebuilds")} ${rows.filter(({ ok }) => ok).length} of ${rows.length} made, in ${places}`);
  return rows;
}

function assertMakes(compiler: CompilerName, target: Target): void {
  if (compiler === "zig" && findZig() === undefined) throw new Failure(whyNoZig());
  if (targetsOf(compiler).includes(target)) return;
  const own = `${process.platform}-${process.arch}`;
  const hint = findZig() === undefined ? whyNoZig() : "use --compiler zig for the others";
  throw new Failure(`this machine's own compiler makes ${own}, not ${folderName(target)}; ${hint}`);
}

/** Makes one file; the result is what --json prints. Only this system's files can be loaded. */
async function makePrebuild(artifact: Artifact, target: Target, compiler: CompilerName, headers: string) {
  const folder = inRoot("build", "prebuilds", folderName(target));
  const start = performance.now();
  const wrong: string[] = [];
  let bytes = 0;
  try {
    const zig = findZig();
    const made = compiler === "zig" && zig !== undefined ? zigCompiler(zig, target) : hostCompiler(target);
    const path = await artifact.compile(made, target, headers, folder);
    bytes = statSync(path).size;
    wrong.push(...(await complaints(path, target, folder)));
    if (wrong.length === 0 && isHost(target)) wrong.push(...(await artifact.loadingFails(path)));
    if (wrong.length === 0) install(path, inRoot(artifact.folder, "prebuilds", folderName(target), artifact.file));
  } catch (error) {
    wrong.push(messageOf(error));
  }
  for (const complaint of wrong) say(red(`${folderName(target)}/${artifact.file}: ${complaint}`));
  const [ok, loaded] = [wrong.length === 0, wrong.length === 0 && isHost(target)];
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  return { target: folderName(target), file: artifact.file, compiler, ok, bytes, loaded, seconds };
}

/** By renaming: a process that has loaded the old file must keep it. */
function install(path: string, place: string): void {
  mkdirSync(dirname(place), { recursive: true });
  copyFileSync(path, `${place}.new`);
  renameSync(`${place}.new`, place);
}
