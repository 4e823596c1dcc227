// npm run check:abi: compiles the layout checks and the addon against the headers of other systems.
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { compileAddon, compileLayout, findHeaders, zigCompiler } from "../cross/compiler.ts";
import { findZig, TARGETS, type Target, whyNoZig } from "../cross/targets.ts";
import { command, only, parse } from "../lib/arguments.ts";
import { ExitCode, messageOf } from "../lib/failure.ts";
import { inParallel } from "../lib/parallel.ts";
import { inRoot, root as repository } from "../lib/root.ts";
import { bold, formatTable, progressLine, red, say, warn } from "../lib/say.ts";

type Job = { readonly target: Target; readonly what: "layout" | "addon" };
type Row = Awaited<ReturnType<typeof compile>>;

/** The addon takes longer to compile than the layout check, so only these two compile it by default. */
const ADDON_TARGETS = ["aarch64-macos", "x86_64-linux-musl"];
const NAMES = TARGETS.map(({ name }) => name);

const ABOUT = `Compiles what the generator made from the spec against the real headers of each operating system, with zig: the layout check, which is plain
C, for every target, and the addon for ${ADDON_TARGETS.join(" and ")}. A size, an offset or a constant that differs from the headers fails by
name. Nothing is run.`;
const EXIT_CODES =
  "0 everything compiles, 1 something does not, 2 wrong usage, 3 not run: there is no zig for this machine";

export function abiOptions(args: readonly string[]) {
  const options = parse<{ all?: true; target?: string[]; root: string; json?: true }>(
    command("npm run check:abi", ABOUT, EXIT_CODES)
      .option("--all", "compile the addon for every target, as --target does for its own")
      .option(...only("target", NAMES))
      .option("--root <dir>", "another folder that holds generated/: compiles the layout check only", ".")
      .option("--json", "print the rows as JSON on standard output"),
    args,
  );
  const folder = resolve(repository, options.root);
  const targets = TARGETS.filter(({ name }) => options.target?.includes(name) ?? true);
  const everyAddon = options.all ?? options.target !== undefined;
  const addons = targets.filter(({ name }) => folder === repository && (everyAddon || ADDON_TARGETS.includes(name)));
  const jobsOf = (what: Job["what"], list: readonly Target[]): Job[] => list.map((target) => ({ target, what }));
  // Addons first, because they take longest.
  const jobs = [...jobsOf("addon", addons), ...jobsOf("layout", targets)];
  return { json: options.json === true, root: folder, jobs };
}

export async function main(args: readonly string[]): Promise<number> {
  const { json, root, jobs } = abiOptions(args);
  const zig = findZig();
  if (zig === undefined) {
    warn(`NOT RUN: ${whyNoZig()}`);
    return ExitCode.notRun;
  }
  const headers = jobs.some(({ what }) => what === "addon") ? await findHeaders() : "";
  const line = progressLine();
  const start = performance.now();
  const rows = await inParallel(jobs, availableParallelism(), (job, index) => {
    line.update(`${bold("check:abi")} ${index + 1} of ${jobs.length}: the ${job.what} for ${job.target.name}`);
    return compile(job, zig, headers, root);
  });
  const good = rows.filter(({ ok }) => ok).length;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  line.done(`${bold("check:abi")} ${good} of ${rows.length} compile, ${seconds} s`);
  process.stdout.write(`${json ? JSON.stringify(rows, null, 2) : abiTable(rows)}\n`);
  return good === rows.length ? ExitCode.ok : ExitCode.failed;
}

/** One compilation, as --json prints it; `wrong` is what the headers contradict in the spec, such as "spec/linux.yaml: EPOLLIN". */
async function compile({ target, what }: Job, zig: string, headers: string, root: string) {
  const compiler = zigCompiler(zig, target);
  const folder = inRoot("build", "abi", target.name);
  const start = performance.now();
  const made =
    what === "layout"
      ? compileLayout(compiler, target, root, folder)
      : compileAddon(compiler, target, headers, join(folder, "addon"));
  const output = await made.then(() => undefined, messageOf);
  const seconds = Math.round((performance.now() - start) / 10) / 100;
  if (output !== undefined)
    say(`${output}\n${red(`the ${what} does not compile for ${target.name}`)}; the compiler's messages are above\n`);
  return { target: target.name, what, ok: output === undefined, seconds, wrong: contradictions(output ?? "") };
}

/** The messages of the assertions that failed, from a compiler's output. */
export function contradictions(output: string): string[] {
  const messages = output.matchAll(/^.*\berror: static[_ ]assertion failed.*?(spec\/[\w.-]+\.yaml: [^\n"]+)/gm);
  return [...new Set([...messages].map(([, message = ""]) => message.trim()))];
}

/** A line for each target. */
export function abiTable(rows: readonly Row[]): string {
  const targets = [...new Set(rows.map(({ target }) => target))];
  const lines = targets.map((target) => rows.filter((row) => row.target === target));
  const verdict = (line: readonly Row[], what: Job["what"]) => {
    const row = line.find((candidate) => candidate.what === what);
    if (row === undefined) return "not compiled";
    return row.ok ? "compiles" : ["DOES NOT COMPILE", ...row.wrong].join("\n");
  };
  return formatTable(lines, {
    target: (line) => line[0]?.target ?? "",
    "layout check": (line) => verdict(line, "layout"),
    addon: (line) => verdict(line, "addon"),
    ">seconds": (line) => line.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
  });
}
